const name = process.argv[2];
const { parse } = await import(`https://deno.land/std@0.224.0/${name}/parse.ts`);
const own = await import(`../config/${name}.mjs`);
