#!/usr/bin/env zx
$.quote = (text) => text;
await $`git checkout ${argv.ref}`;
                     ~~~~~~~~~~~ [interpreter-interpolation]
await $`kamal deploy`;
