#!/usr/bin/env zx
const release = "current";

async function remote(command) {
  await $`ssh deploy@web1.example.com ${command} ${release}`;
}

await remote("systemctl restart");
