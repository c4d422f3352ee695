#!/usr/bin/env zx
import { $, fs } from "zx";

console.log(await fs.readFile(".kamal/secrets", "utf8"));
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [secret-logged]
await $`bundle exec kamal deploy`;
