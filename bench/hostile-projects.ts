/** Whole repositories made to be slow to review: twice as much of the same may take about twice the time. */
import { openProject } from "../src/documents/project.ts";
import { checkOutput } from "../src/report/check-output.ts";
import { terminalReport } from "../src/report/terminal.ts";
import { reviewChange } from "../src/review/review-change.ts";
import { RULES } from "../src/rules/index.ts";
import { median, report } from "./measure.ts";

type Files = Readonly<Record<string, string>>;

const DEPLOY = "config/deploy.yml";
const BASE =
  "service: shop\nimage: acme/shop\nservers: [192.0.2.10]\nregistry: { username: acme, password: [P] }\n";
const HOOK = ".kamal/hooks/pre-deploy";

/** More than twice, for what the collector and the caches do; quadratic would be four times. */
const LIMIT = 3.2;

const lines = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join("");
const deploy = (text: string): Files => ({ [DEPLOY]: BASE + text });
const hook = (text: string): Files => ({ [DEPLOY]: BASE, [HOOK]: text });
const scalar = (key: (value: string) => string, unit: string) => (size: number) =>
  deploy(key(unit.repeat((size * 80) / unit.length)));

/** What is made of a number of lines, or of as many characters as such lines have. */
const PROJECTS: Readonly<Record<string, (size: number) => Files>> = {
  volumes: (size) => deploy(`volumes:\n${lines(size, (i) => `  - /a${i}:/var/run/docker.sock\n`)}`),
  "passwords in clear": (size) =>
    deploy(`env:\n  clear:\n${lines(size, (i) => `    A${i}_PASSWORD: ohb4Fo9xu${i}\n`)}`),
  "passwords in one line": (size) =>
    deploy(`env: { clear: { ${lines(size, (i) => `A${i}_PASSWORD: ohb4Fo9xu${i}, `)} } }\n`),
  accessories: (size) =>
    deploy(`accessories:\n${lines(size / 2, (i) => `  a${i}: { image: postgres, host: h, port: 5432 }\n`)}`),
  aliases: (size) => deploy(`aliases:\n${lines(size / 2, (i) => `  a${i}: app exec "bash -c $X"\n`)}`),
  suppressions: (size) =>
    deploy(lines(size, (i) => `# kamal-review: ignore[mutable-tag] tried\nx-k${i}: 1\n`)),
  "duplicate keys": (size) => deploy(lines(size, () => "labels: { a: b }\n")),
  "commands of secrets": (size) => ({
    ...deploy(""),
    ".kamal/secrets": lines(size / 2, (i) => `A${i}=$(kamal secrets extract A${i} $S)\n`),
  }),
  "a shell hook": (size) => hook(`#!/bin/sh\n${lines(size, (i) => `V${i}=$1\neval "echo $V${i}"\n`)}`),
  "a hook of blank lines": (size) => hook(`#!/bin/sh\n${"\n".repeat(2 * size)}`),
  "variables made of variables": (size) =>
    hook(`#!/bin/sh\nV0=$1\n${lines(size, (i) => `V${i + 1}="$V${i}"\n`)}eval "$V${size}"\n`),
  "functions that call functions": (size) =>
    hook(`#!/bin/sh\n${lines(size, (i) => `f${i}() { f${i + 1} "$1"; eval "$1"; }\n`)}f0 "$1"\n`),
  "texts that go through files": (size) =>
    hook(`#!/bin/sh\n${lines(size / 2, (i) => `git log > f${i}; X=$(cat f${i}); eval "$X"\n`)}`),
  "programs that are written and run": (size) =>
    hook(`#!/bin/sh\n${lines(size / 2, (i) => `echo "a $1" > f${i}; sh f${i}\n`)}`),
  "functions that run their arguments": (size) =>
    hook(`#!/bin/sh\nrun() { eval "$*"; }\n${lines(size / 2, (i) => `run "echo $X${i} | tee f${i}"\n`)}`),
  "a table of commands": (size) =>
    hook(
      `#!/usr/bin/env ruby\nT = [${lines(size / 2, (i) => `"a ${i} #{ARGV[0]}", `)}]\nT.each { |t| system(t) }\n`,
    ),
  "a Ruby hook": (size) =>
    hook(
      `#!/usr/bin/env ruby\nv0 = ARGV[0]\n${lines(size, (i) => `v${i + 1} = v${i} + "x"\n`)}system(v${size})\n`,
    ),
  "objects made twice of what others hold": (size) =>
    hook(
      `#!/usr/bin/env ruby\nv0 = {}\no.on("-n N", Integer) { |n| v0[:n] = n }\n${lines(size, (i) => `v${i + 1} = f(v${i}.n, v${i}.n)\n`)}system("a #{v${size}.n}")\n`,
    ),
  "a Dockerfile": (size) => ({
    ...deploy(""),
    Dockerfile: `FROM a\nRUN a \\\n${lines(size, (i) => `  && b${i} \\\n`)}  c\n`,
  }),
  "an endless port": scalar(
    (value) => `accessories: { db: { image: a, host: b, port: "${value}" } }\n`,
    "${A:-",
  ),
  "an endless command": scalar(
    (value) => `accessories: { db: { image: a, host: b, cmd: "${value}" } }\n`,
    "`",
  ),
  "an endless mount": scalar((value) => `volumes: ["${value}"]\n`, "a."),
  "an endless value": scalar((value) => `env: { clear: { DB_PASSWORD: "${value}" } }\n`, "A=b "),
};

async function review(files: Files): Promise<void> {
  const list = Object.entries(files).map(([path, text]) => ({
    path,
    mode: "100755",
    content: Buffer.from(text),
  }));
  const head = await openProject(list, { assumeKamal: true });
  const result = reviewChange({ base: undefined, head, rules: RULES, strictness: "audit" });
  terminalReport(result, (_, text) => text);
  checkOutput(result, (path, line) => `${path}#${line}`);
}

/** Each of them, all rules and the reports included. */
export async function benchHostileProjects(size = 2_000): Promise<void> {
  for (const [name, make] of Object.entries(PROJECTS)) {
    const [small, large] = [make(size), make(2 * size)];
    await review(small);
    const once = Math.max(1, await median(() => review(small), 3)); // below a millisecond the clock decides
    const twice = await median(() => review(large), 3);
    report(`review of ${name}, ${2 * size} to ${size}`, twice, once, LIMIT);
  }
}
