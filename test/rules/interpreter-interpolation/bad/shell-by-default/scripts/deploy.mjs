#!/usr/bin/env zx
const service = process.env.SERVICE;
await $`kamal deploy`;
await $`kamal app logs --roles ${service}`;
await $`bash -c ${`docker logs ${service} | tail -50`}`;
                               ~~~~~~~~~~ [interpreter-interpolation]
