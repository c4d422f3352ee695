import { writeFile } from "node:fs/promises";

const answer = await fetch("https://plugins.example.com/notify.mjs");
await writeFile("tmp/notify.mjs", await answer.text());
const { notify } = await import("../tmp/notify.mjs");
                         ~~~~~~~~~~~~~~~~~~~~~~~~~~~ [pipe-to-shell]
notify();
