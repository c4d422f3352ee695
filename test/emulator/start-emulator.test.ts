import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, describe, expect, test } from "@jest/globals";
import { createEmulator } from "emulate";
import { startEmbeddedGitHub } from "../../emulator/embedded-github.ts";
import { loadGitHubModule } from "../../emulator/overlay/load-emulate.ts";
import { ORGANIZATION, PEOPLE, seed } from "../../emulator/seed.ts";
import { refusalOf } from "./support.ts";

const closers: Array<() => Promise<void>> = [];
afterEach(() => Promise.all(closers.splice(0).map((close) => close())));

/** Closes a server after the test, whatever comes of the test. */
async function started<Server extends { close(): Promise<void> }>(
  starting: Promise<Server>,
): Promise<Server> {
  const server = await starting;
  closers.push(() => server.close());
  return server;
}

describe("starting emulate with the overlay", () => {
  test("several servers run side by side, each with its own data", async () => {
    const [one, another] = await Promise.all([
      started(startEmbeddedGitHub()),
      started(startEmbeddedGitHub()),
    ]);
    await one.createRepository({ name: "shop", files: {} });
    const missing = another.clientFor(PEOPLE.admin).repos.get({ owner: ORGANIZATION, repo: "shop" });
    expect(await refusalOf(missing)).toMatchObject({ status: 404 });
    expect(one.url).not.toBe(another.url);
  });

  test("emulators without the overlay stay as they are", async () => {
    await started(startEmbeddedGitHub());
    const plain = await started(createEmulator({ service: "github", port: 0, seed: seed() }));
    const response = await fetch(`${plain.url}/api/v3/rate_limit`);
    expect(response.status).toBe(404);
  });

  test("an emulate without its GitHub chunk is refused by name", async () => {
    await expect(loadGitHubModule(folderWith({}))).rejects.toThrow(
      "The overlay was written for emulate 0.12.2, but the installed one has no chunk that exports getGitHubStore",
    );
  });

  test("a GitHub chunk without the plugin is refused by name", async () => {
    const chunk = "const getGitHubStore = () => {};\nexport {\n  getGitHubStore,\n};\n";
    const folder = folderWith({ "dist-ABC.js": chunk, "package.json": '{ "type": "module" }' });
    await expect(loadGitHubModule(folder)).rejects.toThrow("no githubPlugin in dist-ABC.js");
  });
});

function folderWith(files: Readonly<Record<string, string>>): URL {
  const folder = mkdtempSync(join(tmpdir(), "emulate-"));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return pathToFileURL(`${folder}/`);
}
