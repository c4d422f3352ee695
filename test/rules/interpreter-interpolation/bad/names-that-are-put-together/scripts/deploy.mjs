import cp from "node:child_process";

const method = ["exec", "Sync"].join("");
cp[method](`git tag ${process.argv[2]}`);
                    ~~~~~~~~~~~~~~~~~~ [interpreter-interpolation]
