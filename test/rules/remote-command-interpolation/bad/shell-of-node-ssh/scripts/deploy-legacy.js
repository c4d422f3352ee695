const { NodeSSH } = require("node-ssh");

const ssh = new NodeSSH();

async function main() {
  await ssh.connect({ host: process.env.DEPLOY_HOST, username: "deploy" });
  await ssh.exec("sh", ["-c", `echo ${process.env.KAMAL_PERFORMER} >> deploys.log`]);
                                    ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [remote-command-interpolation]
  await ssh.exec("logger", ["-t", "deploy", process.env.KAMAL_PERFORMER]);
  ssh.dispose();
}

main();
