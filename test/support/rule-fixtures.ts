/**
 * Fixtures of rules: test/rules/<id>/{bad,good}/<case>/<path as in a repository>. A line of tildes with a rule's name under
 * some text says that the rule must report exactly this text; as the first line it stands for the file as a whole. Such lines
 * are taken out before the file is read. A case with the folders `before` and `after` is a change; a file `author` beside them
 * says who proposes it, in one line: `NONE, from a fork` or `CONTRIBUTOR, from a fork, may write`.
 */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Author } from "../../src/engine/author.ts";
import type { RepositoryFile } from "../../src/source/decode.ts";

/** A place a rule must report. Lines and columns count from 1; `endColumn` is one past the last character. */
export interface Expected {
  readonly ruleId: string;
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly endColumn: number;
}

/** The files of one commit with their markers taken out. */
export interface MarkedFiles {
  readonly files: readonly RepositoryFile[];
  readonly expected: readonly Expected[];
}

/** One case. `before` and `author` exist for changes only. */
export interface FixtureCase {
  readonly name: string;
  readonly before: MarkedFiles | undefined;
  readonly author: FixtureAuthor | undefined;
  readonly after: MarkedFiles;
}

/** Who proposes a change: the line as it stands, and what it says. */
export interface FixtureAuthor {
  readonly line: string;
  readonly author: Author;
}

/** Folder of all rule fixtures. */
export const FIXTURES: string = fileURLToPath(new URL("../rules/", import.meta.url));

const MARKER = /^(\s*)(~+) \[([a-z0-9-]+)\]$/;

/** The cases of a rule, by name. */
export function fixtureCases(ruleId: string, kind: "bad" | "good"): FixtureCase[] {
  const folder = `${FIXTURES}${ruleId}/${kind}`;
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .sort()
    .map((name) => {
      const isChange = existsSync(`${folder}/${name}/after`);
      const before = isChange ? readMarked(`${folder}/${name}/before`) : undefined;
      const after = readMarked(isChange ? `${folder}/${name}/after` : `${folder}/${name}`);
      return { name, before, after, author: isChange ? readAuthor(`${folder}/${name}/author`) : undefined };
    });
}

function readAuthor(file: string): FixtureAuthor | undefined {
  if (!existsSync(file)) return undefined;
  const line = readFileSync(file, "utf8").trim();
  const [association = "", ...facts] = line.split(", ");
  if (facts.some((fact) => fact !== "from a fork" && fact !== "may write"))
    throw new Error(`${file}: ${line}`);
  const author = {
    association,
    isFromFork: facts.includes("from a fork"),
    canWrite: facts.includes("may write"),
  };
  return { line, author };
}

/** Reads a folder as the files of a repository. */
export function readMarked(folder: string): MarkedFiles {
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) =>
    statSync(`${folder}/${path}`).isFile(),
  );
  const read = paths.sort().map((path) => readFixture(folder, path));
  return { files: read.map(({ file }) => file), expected: read.flatMap(({ expected }) => expected) };
}

function readFixture(folder: string, path: string): { file: RepositoryFile; expected: Expected[] } {
  const bytes = readFileSync(`${folder}/${path}`);
  const mode = statSync(`${folder}/${path}`).mode & 0o111 ? "100755" : "100644";
  const { content, expected } = takeOutMarkers(path, bytes.toString("latin1"));
  return { file: { path, mode, content: Buffer.from(content, "latin1") }, expected };
}

/** Works on the bytes as they are, so that fixtures may hold any of them; columns are then those of ASCII text. */
function takeOutMarkers(path: string, text: string): { content: string; expected: Expected[] } {
  const kept: string[] = [];
  const expected: Expected[] = [];
  for (const line of text.split("\n")) {
    const marker = MARKER.exec(line);
    if (!marker) {
      kept.push(line);
      continue;
    }
    const [, indent = "", tildes = "", ruleId = ""] = marker;
    if (kept.length === 0) {
      expected.push({ ruleId, path, line: 1, column: 1, endColumn: 1 });
      continue;
    }
    const column = indent.length + 1;
    expected.push({ ruleId, path, line: kept.length, column, endColumn: column + tildes.length });
  }
  return { content: kept.join("\n"), expected };
}
