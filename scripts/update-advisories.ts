/** `npm run update-advisories`: renews what is known about releases of Kamal and advisories of its gems. Needs a network. */
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { collectReleaseData, type GetJson } from "./collect-release-data.ts";
import { PROJECT_ROOT } from "./rule-files.ts";

const FILE = `${PROJECT_ROOT}src/documents/versions/release-data.ts`;
const PATIENCE_MS = 20_000;

const getJson: GetJson = async (url, body) => {
  const options = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
  const response = await fetch(url, { ...options, signal: AbortSignal.timeout(PATIENCE_MS) });
  if (!response.ok) throw new Error(`${new URL(url).host} answers ${response.status}`);
  return response.json();
};

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}

try {
  const data = await collectReleaseData(getJson, new Date().toISOString().slice(0, 10));
  const text = `/** Kamal's releases and the advisories of the gems it runs on. Written by \`npm run update-advisories\`; do not edit. */
import type { ReleaseData } from "./known-versions.ts";

/** See the module comment. */
export const RELEASE_DATA: ReleaseData = ${JSON.stringify(data, undefined, 2)};
`;
  writeFileSync(FILE, text);
  spawnSync("biome", ["format", "--write", FILE], { cwd: PROJECT_ROOT });
  process.stdout.write(
    `Kamal ${data.newestKamal} and ${data.advisories.length} advisories, as of ${data.date}\n`,
  );
} catch (error) {
  process.stderr.write(
    `update-advisories: nothing was changed, since the data can't be had: ${reasonOf(error)}\n`,
  );
  process.exitCode = 1;
}
