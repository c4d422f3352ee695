/** Finds emulate's GitHub service inside the installed package. */
import { readdirSync, readFileSync } from "node:fs";
import type { GitHubModule } from "../emulate-internals.ts";

/**
 * Loads the module instance that `createEmulator` itself uses. emulate exports nothing of it, so the chunk is
 * found by content (its file name is a hash) and imported by address, which package `exports` do not govern.
 * @throws when the installed emulate is built differently from the pinned version
 */
export async function loadGitHubModule(
  folder = new URL(".", import.meta.resolve("emulate")),
): Promise<GitHubModule> {
  const chunk = readdirSync(folder).find((name) => isGitHubChunk(name, folder));
  if (chunk === undefined) throw new Error(misfit("no chunk that exports getGitHubStore"));
  const loaded: unknown = await import(new URL(chunk, folder).href);
  if (!isGitHubModule(loaded)) throw new Error(misfit(`no githubPlugin in ${chunk}`));
  return loaded;
}

function isGitHubChunk(name: string, folder: URL): boolean {
  return (
    /^dist-\w+\.js$/.test(name) && /^\s*getGitHubStore,$/m.test(readFileSync(new URL(name, folder), "utf8"))
  );
}

function isGitHubModule(loaded: unknown): loaded is GitHubModule {
  const { githubPlugin, getGitHubStore } = loaded as Partial<GitHubModule>;
  return typeof githubPlugin?.register === "function" && typeof getGitHubStore === "function";
}

function misfit(found: string): string {
  return `The overlay was written for emulate 0.12.2, but the installed one has ${found}. See emulator/README.md.`;
}
