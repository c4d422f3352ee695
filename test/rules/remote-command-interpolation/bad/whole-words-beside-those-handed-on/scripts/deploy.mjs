#!/usr/bin/env zx
const [, , release] = process.argv;

async function remote(command) {
  await $`ssh deploy@web1.example.com ${command} ${release}`;
                                                 ~~~~~~~~~~ [remote-command-interpolation]
}

await remote("systemctl restart");
