import { Client } from "ssh2";

const LINE = /^(\w+)=(.*)$/;
const words = new RegExp("\\w+");
for (const line of process.argv.slice(2)) {
  const match = LINE.exec(line) ?? words.exec(line);
  console.log(match?.[1]);
}
const client = new Client();
client.on("ready", () => client.exec("uptime", () => client.end()));
