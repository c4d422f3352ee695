const { Client } = require("ssh2");

class Remote {
  run(command) {
    const connection = new Client();
    connection.on("ready", () => connection.exec(command, () => connection.end()));
    connection.connect({ host: "web1" });
  }
}
module.exports = { Remote };
