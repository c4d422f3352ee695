import { run } from "./lib/run.mjs";

await run("ssh", ["deploy@web1.example.com", `cd /srv/shop && bin/release ${process.argv[2]}`]);
                                                                          ~~~~~~~~~~~~~~~~~~ [remote-command-interpolation]
