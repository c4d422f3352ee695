#!/usr/bin/env zx
import { $, question } from "zx";

const version = await question("Which version? ");
await $`kamal rollback ${version}`;
                         ~~~~~~~ [untrusted-version]
