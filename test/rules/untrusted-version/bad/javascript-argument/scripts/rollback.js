const { execFileSync } = require("child_process");
execFileSync("kamal", ["rollback", process.argv[2]]);
                                   ~~~~~~~~~~~~~~~ [untrusted-version]
