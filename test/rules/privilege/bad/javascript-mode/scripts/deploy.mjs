import fs from "fs";
fs.chmodSync("storage", 0o777);
                        ~~~~~ [privilege]
