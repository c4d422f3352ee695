#!/usr/bin/env zx
const remote = (command) => $`ssh deploy@shop.example.com ${command}`;

await remote(`docker pull acme/shop:${argv.tag}`);
                                    ~~~~~~~~~~~ [remote-command-interpolation]
await remote("docker image prune -f");
await $`kamal deploy`;
