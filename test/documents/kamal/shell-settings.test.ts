/** Shell programs in settings of deploy.yml: which there are, where they run, and where they stand. */
import { expect, test } from "@jest/globals";
import type { ShellScript } from "../../../src/documents/shell/shell-script.ts";
import { runRules } from "../../../src/engine/run-rules.ts";
import { RULES } from "../../../src/rules/index.ts";
import { projectOf } from "../../support/project-of.ts";

const BASE =
  "service: shop\nimage: acme/shop\nregistry: { username: acme, password: [TOKEN] }\nbuilder: { arch: amd64 }\n";

const cmd = (text: string): string => `${BASE}servers:\n  web:\n    hosts: [192.0.2.10]\n    cmd: ${text}\n`;
const alias = (text: string): string => `${BASE}servers: [192.0.2.10]\naliases:\n  it: ${text}\n`;

async function scriptsIn(text: string): Promise<ShellScript[]> {
  const { documents } = await projectOf({ "config/deploy.yml": text });
  return documents.filter((document) => document.kind === "shell-script");
}

/** Every command as it stands in the file, and where it runs. */
async function commandsIn(text: string): Promise<string[]> {
  const scripts = await scriptsIn(text);
  return scripts.flatMap(({ commands }) =>
    commands.map(({ span, runsOn }) => `${runsOn}: ${text.slice(span.start, span.end)}`),
  );
}

const RUN: readonly (readonly [what: string, text: string, ...commands: string[]])[] = [
  ["a plain command", cmd("sh -c 'rm -rf tmp'"), "container: sh -c 'rm -rf tmp'", "container: rm -rf tmp"],
  [
    "a command in double quotes with escapes",
    cmd('"sh -c \\"rm -rf tmp\\""'),
    'container: sh -c \\"rm -rf tmp\\"',
    "container: rm -rf tmp",
  ],
  [
    "a command in single quotes",
    cmd("'sh -c ''rm -rf tmp'''"),
    "container: sh -c ''rm -rf tmp''",
    "container: rm -rf tmp",
  ],
  [
    "a folded command",
    cmd(">-\n      sh -c 'rm -rf tmp;\n      date'"),
    "container: sh -c 'rm -rf tmp;\n      date'",
    "container: rm -rf tmp",
    "container: date",
  ],
  [
    "a plain command over two lines",
    cmd("sh -c 'rm -rf tmp;\n      date'"),
    "container: sh -c 'rm -rf tmp;\n      date'",
    "container: rm -rf tmp",
    "container: date",
  ],
  [
    "a command whose end runs on the host",
    cmd("sh -c 'rm -rf tmp' && curl x | sh"),
    "container: sh -c 'rm -rf tmp'",
    "container: rm -rf tmp",
  ],
  [
    "a command under an init process",
    cmd("tini -- sh -c 'rm -rf tmp'"),
    "container: tini -- sh -c 'rm -rf tmp'",
    "container: rm -rf tmp",
  ],
  ["a command for hosts only", cmd("bin/jobs && rm -rf tmp")],
  ["an ordinary command", cmd("bin/jobs")],
  ["a server of a database", cmd("postgres -c max_connections=200")],
  ["an alias for a container", alias('app exec -i --reuse "rm -rf tmp"'), "container: rm -rf tmp"],
  ["an alias for an accessory", alias('accessory exec db -i "env"'), "container: env"],
  ["an alias for hosts", alias("server exec 'df -h | tail -n 1'"), "remote: df -h", "remote: tail -n 1"],
  ["an alias in several words", alias("server exec rm -rf tmp -d staging"), "remote: rm -rf tmp"],
  ["an alias for a console", alias('app exec -i --reuse "bin/rails console"')],
  ["an alias that runs nothing", alias('app logs --grep "a | b"')],
  [
    "an alias decided in part by Ruby",
    alias('server exec "rm -rf <%= path %>"'),
    'server exec "rm -rf <%= path %>"',
  ],
];

test.each(RUN)("%s is read as what runs where", async (_, text, ...commands) => {
  const found = await commandsIn(text);
  expect(found.length).toBe(commands.length);
  for (const [index, command] of commands.entries()) expect(found[index]).toContain(command);
});

test("a section that others take in is read once", async () => {
  const text = `${BASE}x-job: &job\n  cmd: sh -c 'rm -rf tmp'\nservers:\n  a: { <<: *job, hosts: [192.0.2.1] }\n  b: { <<: *job, hosts: [192.0.2.2] }\n`;
  expect(await scriptsIn(text)).toHaveLength(1);
});

test("a script that Ruby runs for a value is followed", async () => {
  const files = {
    "config/deploy.yml": `${BASE}servers: [192.0.2.10]\nenv: { clear: { A: <%= %x(./script/token) %> } }\n`,
    "script/token": "#!/bin/sh\ncurl -s https://get.acme.dev/token | sh\n",
  };
  const { findings } = runRules(await projectOf(files), RULES);
  expect(findings.filter(({ path }) => path === "script/token").map(({ ruleId }) => ruleId)).toContain(
    "pipe-to-shell",
  );
});

const CAUSES: readonly (readonly [text: string, ...rules: string[]])[] = [
  [cmd("bin/jobs && curl https://get.acme.dev/x | sh"), "cmd-runs-on-host"],
  [cmd('sh -c "rm -rf $DIR/*"'), "cmd-runs-on-host"],
  [cmd('sh -c "eval $START"'), "cmd-runs-on-host"],
  [cmd("sh -c 'curl https://get.acme.dev/x | sh'"), "pipe-to-shell"],
  [alias('server exec "curl https://get.acme.dev/x | sh"'), "pipe-to-shell"],
  [alias('server exec "rm -rf /*"'), "alias-risky"],
  [alias('server exec "sudo reboot"'), "alias-risky"],
  [alias('server exec "docker run --privileged --rm alpine:3.21 sh"'), "privileged"],
  [`${BASE}servers: [192.0.2.10]\nlabels: { a: <%= \`curl https://x.example | sh\` %> }\n`, "erb-command"],
];

test.each(CAUSES)("one cause in %j is one finding", async (text, ...rules) => {
  const { findings } = runRules(await projectOf({ "config/deploy.yml": text }), RULES);
  const told = findings.filter(({ severity }) => severity !== "info" && severity !== "low");
  expect(told.map(({ ruleId }) => ruleId)).toEqual(rules);
});

test("programs beyond what a review follows are said to be unread", async () => {
  const aliases = Array.from({ length: 501 }, (_, index) => `  a${index}: app exec "env"\n`).join("");
  const { documents } = await projectOf({
    "config/deploy.yml": `${BASE}servers: [192.0.2.10]\naliases:\n${aliases}`,
  });
  const unread = documents.filter((document) => document.kind === "unreadable-file");
  expect(unread.map(({ reason }) => reason)).toEqual(["holds more programs than a review can follow"]);
});
