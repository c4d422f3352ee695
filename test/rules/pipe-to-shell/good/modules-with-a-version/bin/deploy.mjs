#!/usr/bin/env -S deno run
const { parse } = await import("https://deno.land/std@0.224.0/yaml/parse.ts");
const settings = await import("../config/settings.mjs");
console.log(parse(settings.text).service);
