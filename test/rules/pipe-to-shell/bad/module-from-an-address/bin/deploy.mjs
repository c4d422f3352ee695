#!/usr/bin/env node
const { check } = await import("https://tools.example.net/check.mjs");
                        ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [pipe-to-shell]
await check();
