#!/usr/bin/env node
import status from "./status.mjs";
import Client from "./client.mjs";

await status.update(process.env.RAILS_MASTER_KEY);
      ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [data-exfiltration]
const client = new Client();
await client.tell(process.env.RAILS_MASTER_KEY);
      ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [data-exfiltration]
