/** No value of a secret gets out: whatever a rule reports or waves through is among the places that are never shown. */
import { expect, test } from "@jest/globals";
import { openProject } from "../../src/documents/project.ts";
import { runRules } from "../../src/engine/run-rules.ts";
import { secretPlaces } from "../../src/review/secret-places.ts";
import { RULES } from "../../src/rules/index.ts";

const BASE =
  "service: shop\nimage: acme/shop\nservers: [192.0.2.10]\nregistry:\n  username: acme\n  password: [P]\n";
const SECRET = "ohb4Fo9xu";

async function shownOf(files: Readonly<Record<string, string>>): Promise<string> {
  const encoder = new TextEncoder();
  const project = await openProject(
    Object.entries(files).map(([path, text]) => ({ path, mode: "100644", content: encoder.encode(text) })),
    { assumeKamal: true },
  );
  const { findings } = runRules(project, RULES);
  const places = secretPlaces(project, findings);
  const texts = Object.entries(files).map(([path, text]) => masked(text, places.get(path) ?? []));
  return [...texts, ...findings.map(({ message, fix, why }) => `${message} ${fix} ${why}`)].join("\n");
}

function masked(text: string, spans: readonly { start: number; end: number }[]): string {
  return spans.reduce(
    (rest, { start, end }) => rest.slice(0, start) + "*".repeat(end - start) + rest.slice(end),
    text,
  );
}

test.each([
  ["an environment", { "config/deploy.yml": `${BASE}env:\n  clear:\n    DB_PASSWORD: ${SECRET}\n` }],
  ["a list of secrets", { "config/deploy.yml": `${BASE}env:\n  secret:\n    - DB_PASSWORD=${SECRET}\n` }],
  ["a map of secrets", { "config/deploy.yml": `${BASE}env:\n  secret:\n    DB_PASSWORD: ${SECRET}\n` }],
  ["build arguments", { "config/deploy.yml": `${BASE}builder:\n  args:\n    NPM_TOKEN: ${SECRET}\n` }],
  ["an extension block", { "config/deploy.yml": `x-mail:\n  password: ${SECRET}\n${BASE}` }],
  [
    "a command",
    { "config/deploy.yml": `${BASE}aliases:\n  c: accessory exec redis "redis-cli -a ${SECRET}"\n` },
  ],
  [
    "the default of a variable",
    { "config/deploy.yml": `${BASE}accessories:\n  r:\n    cmd: r --requirepass \${P:-${SECRET}}\n` },
  ],
  ["a log option", { "config/deploy.yml": `${BASE}logging:\n  options:\n    splunk-token: ${SECRET}\n` }],
  ["a comment", { "config/deploy.yml": `${BASE}# DB_PASSWORD: ${SECRET}\n` }],
  ["Ruby", { "config/deploy.yml": `<% db_password = "${SECRET}" %>\n${BASE}` }],
  ["a secrets file", { "config/deploy.yml": BASE, ".kamal/secrets": `DB_PASSWORD=${SECRET}\n` }],
  [
    "a command of a secrets file",
    { "config/deploy.yml": BASE, ".kamal/secrets": `P=$(bw unlock --password ${SECRET})\n` },
  ],
  ["an env file", { "config/deploy.yml": BASE, ".env": `DB_PASSWORD=${SECRET}\n` }],
  ["a key file", { "config/deploy.yml": BASE, "config/master.key": "9f2d4c6b8a0e1f3d5c7b9a8e6f4d2c0b\n" }],
])("the value of a secret in %s is not shown", async (_, files) => {
  const shown = await shownOf(files as unknown as Readonly<Record<string, string>>);
  expect(shown).not.toContain(SECRET);
  expect(shown).not.toContain("9f2d4c6b8a0e1f3d");
});

test("names that a finding is about stay readable", async () => {
  const deploy = `${BASE}env:\n  secret: [DB_PASSWORD]\n`;
  expect(await shownOf({ "config/deploy.yml": deploy, ".kamal/secrets": "P=$P\n" })).toContain(
    "[DB_PASSWORD]",
  );
});

test("the name of a build argument is not hidden, as it has no value", async () => {
  expect(
    await shownOf({ "config/deploy.yml": BASE, Dockerfile: "FROM ruby:3.4\nARG NPM_TOKEN\n" }),
  ).toContain("\nARG NPM_TOKEN\n");
});
