import { NodeSSH } from "node-ssh";
import { z } from "zod";

const Environment = z.object({
  DEPLOY_TAG: z.string().regex(/^[0-9a-f]{7,40}$/),
  DEPLOY_TOKEN: z.string().min(20),
});

const env = Environment.parse(process.env);
const again = Environment.safeParse(process.env);
if (!again.success) process.exit(1);
const ssh = new NodeSSH();
await ssh.connect({ host: "shop.example.com", username: "deploy" });
await ssh.execCommand(`docker pull acme/shop:${env.DEPLOY_TAG}`);
await ssh.execCommand(`docker tag acme/shop:${again.data.DEPLOY_TAG} acme/shop:live`);
