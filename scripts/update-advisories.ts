/** `npm run update-advisories`: renews what is known about releases of Kamal and advisories of its gems. Needs a network. */
import { spawnSync } from "node:child_process";
import { renameSync, rmSync, writeFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import type { ReleaseData } from "../src/documents/versions/known-versions.ts";
import { RELEASE_DATA } from "../src/documents/versions/release-data.ts";
import { collectReleaseData } from "./collect-release-data.ts";
import { jsonGetter } from "./get-json.ts";
import { PROJECT_ROOT } from "./rule-files.ts";

const FILE = `${PROJECT_ROOT}src/documents/versions/release-data.ts`;

/** The new file stands in the place of the old one only when it is whole. */
function write(data: ReleaseData): void {
  const draft = `${FILE.replace(/\.ts$/, "")}.${process.pid}.draft.ts`;
  const text = `/** Kamal's releases and the advisories of the gems it runs on. Written by \`npm run update-advisories\`; do not edit. */
import type { ReleaseData } from "./known-versions.ts";

/** See the module comment. */
export const RELEASE_DATA: ReleaseData = ${JSON.stringify(data, undefined, 2)};
`;
  try {
    writeFileSync(draft, text, { flag: "wx" });
    const { status } = spawnSync("biome", ["format", "--write", draft], { cwd: PROJECT_ROOT });
    if (status !== 0)
      throw new Error("the new file could not be formatted; run it through npm, which finds biome");
    renameSync(draft, FILE);
  } finally {
    rmSync(draft, { force: true });
  }
}

try {
  const getJson = jsonGetter({ fetch, sleep: (milliseconds) => setTimeout(milliseconds), now: Date.now });
  const data = await collectReleaseData(getJson, new Date().toISOString().slice(0, 10), RELEASE_DATA);
  write(data);
  process.stdout.write(
    `Kamal ${data.newestKamal} and ${data.advisories.length} advisories, as of ${data.date}\n`,
  );
} catch (error) {
  const reason = error instanceof Error ? error.message : String(error);
  process.stderr.write(`update-advisories: nothing was changed: ${reason}\n`);
  process.exitCode = 1;
}
