const { spawn } = require("child_process");
const [service] = process.argv.slice(2);
const child = spawn("ssh", ["web1", "bash", "-s"]);
              ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [remote-command-interpolation]
child.stdin.end(`docker restart ${service}`);
