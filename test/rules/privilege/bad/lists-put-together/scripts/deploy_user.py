from pathlib import Path

Path("/etc/sudoers.d/deploy").write_text("deploy ALL=(ALL) NOPASSWD: ALL\n")
                                          ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [privilege]
