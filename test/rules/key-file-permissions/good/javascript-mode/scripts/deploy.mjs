import fs from "node:fs";
fs.writeFileSync("keys/id_ed25519", process.env.SSH_PRIVATE_KEY, { mode: 0o600 });
fs.writeFileSync("keys/id_ed25519.pub", process.env.SSH_PUBLIC_KEY, { mode: 0o644 });
fs.chmodSync("public/robots.txt", 0o644);
