#!/usr/bin/env zx
import "zx/globals";

const tag = await question("Which tag? ");
await $`kamal rollback ${tag}`;
                         ~~~ [untrusted-version]
