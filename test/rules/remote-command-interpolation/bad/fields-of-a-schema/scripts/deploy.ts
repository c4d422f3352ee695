import { NodeSSH } from "node-ssh";
import { z } from "zod";

const Options = z.object({
  tag: z.string().min(1),
  lines: z.coerce.number(),
});

const options = Options.parse({ tag: process.argv[2], lines: process.argv[3] });
const ssh = new NodeSSH();
await ssh.connect({ host: "shop.example.com", username: "deploy" });
await ssh.execCommand(`docker pull acme/shop:${options.tag}`);
                                             ~~~~~~~~~~~~~~ [remote-command-interpolation]
await ssh.execCommand(`docker logs --tail ${options.lines} shop-web`);
