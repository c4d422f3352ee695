import fs from "fs";
fs.writeFileSync("keys/id_ed25519", process.env.SSH_PRIVATE_KEY, { mode: 0o644 });
                                                                         ~~~~~ [key-file-permissions]
