#!/usr/bin/env node
import { rollback } from "../lib/kamal.mjs";

rollback(process.argv[2]);
         ~~~~~~~~~~~~~~~ [untrusted-version]
