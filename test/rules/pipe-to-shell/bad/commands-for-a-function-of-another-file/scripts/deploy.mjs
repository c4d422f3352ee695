import { sh } from "./lib/sh.mjs";

await sh("curl -fsSL https://get.example.com/agent.sh | bash");
          ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [pipe-to-shell]
