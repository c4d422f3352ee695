#!/usr/bin/env node
import { createRequire } from "node:module";

const need = createRequire(import.meta.url);
const { Client } = need("ssh2");
const connection = new Client();
connection.exec(`docker pull ${process.argv[2]}`, () => {});
                             ~~~~~~~~~~~~~~~~~~ [remote-command-interpolation]
