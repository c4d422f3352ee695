/** What fixtures can't show of rules about changes: weights, edits, links and files that are gone. */
import { expect, test } from "@jest/globals";
import { openProject } from "../src/documents/project.ts";
import type { Finding } from "../src/engine/finding.ts";
import { runChangeRules, runRules } from "../src/engine/run-rules.ts";
import { RULES } from "../src/rules/index.ts";
import { projectOf } from "./support/project-of.ts";

type Files = Readonly<Record<string, string>>;

const BASE = `service: shop
image: acme/shop
servers: [203.0.113.7]
proxy:
  ssl: true
  host: shop.example.com
registry:
  server: ghcr.io
  username: acme
  password: [KAMAL_REGISTRY_PASSWORD]
env:
  secret: [RAILS_MASTER_KEY]
`;

async function changed(before: Files, after: Files, ruleId: string): Promise<readonly Finding[]> {
  const base = await projectOf(before);
  const rules = RULES.filter(({ id }) => id === ruleId);
  return runChangeRules(base, await projectOf(after, base), rules).findings;
}

/** What a change of the base weighs when it is deployed by itself, or by one destination only. */
async function severities(
  edit: readonly [from: string, to: string],
  ruleId: string,
  destination?: string,
  base = BASE,
): Promise<string[]> {
  const files = (text: string): Files =>
    destination === undefined
      ? { "config/deploy.yml": text }
      : {
          "config/deploy.yml": `${text}require_destination: true\n`,
          [`config/deploy.${destination}.yml`]: "{}\n",
        };
  const found = await changed(files(base), files(base.replace(...edit)), ruleId);
  return found.map(({ severity }) => severity);
}

test.each([
  ["a public address out of nowhere that gets secrets", "198.51.100.9", undefined, ["high"]],
  ["an address of the same network", "203.0.113.8", undefined, ["medium"]],
  ["a machine of the private network", "10.0.0.8", undefined, ["medium"]],
  ["one for staging", "198.51.100.9", "staging", ["low"]],
])("a new machine weighs by what it is: %s", async (_, host, destination, expected) => {
  const edit = ["[203.0.113.7]", `[203.0.113.7, ${host}]`] as const;
  expect(await severities(edit, "target-hosts-changed", destination)).toEqual(expected);
});

test.each([
  ["a public address out of nowhere", "198.51.100.9", ["high"]],
  ["an address that the same provider rents out", "203.0.113.8", ["medium"]],
  ["a server of the deployment", "203.0.113.7", []],
])("logs weigh by who gets them: %s", async (_, host, expected) => {
  const edit = ["proxy:", `output: { otel: { endpoint: "http://${host}:4318" } }\nproxy:`] as const;
  expect(await severities(edit, "telemetry-redirected")).toEqual(expected);
});

test.each([
  [undefined, ["high"]],
  ["production", ["high"]],
  ["staging", ["medium"]],
  ["development", ["low"]],
])("a redirected registry weighs by destination: %s", async (destination, expected) => {
  const edit = ["server: ghcr.io", "server: registry.example.net"] as const;
  expect(await severities(edit, "registry-redirect", destination)).toEqual(expected);
});

test.each([
  ["one server", "[203.0.113.7]", undefined, ["critical"]],
  ["several servers that did TLS until now", "[203.0.113.7, 203.0.113.8]", undefined, ["critical"]],
  ["a machine of the private network", "[10.0.0.7]", undefined, ["medium"]],
  ["staging", "[203.0.113.7]", "staging", ["high"]],
])("TLS taken away weighs by where it was: %s", async (_, servers, destination, expected) => {
  const edit = ["  ssl: true\n", ""] as const;
  const base = BASE.replace("[203.0.113.7]", servers);
  expect(await severities(edit, "tls-removed", destination, base)).toEqual(expected);
});

test.each([
  [
    "words about Cloudflare that stood there before",
    "proxy: # Cloudflare in front",
    "proxy: # Cloudflare in front",
    ["high"],
  ],
  ["words that come with the change", "proxy:", "proxy: # TLS ends at Cloudflare", ["medium"]],
  ["words that the change replaces", "proxy: # nginx", "proxy: # TLS ends at Cloudflare", ["medium"]],
])("TLS taken away with %s", async (_, was, is, expected) => {
  const base = BASE.replace("proxy:", was);
  const edit = [`${was}\n  ssl: true`, `${is}\n  ssl: false`] as const;
  expect(await severities(edit, "tls-removed", "production", base)).toEqual(expected);
});

test("TLS taken away from a server with a bare name, which said nothing before either", async () => {
  const base = BASE.replace("203.0.113.7", "shop-production");
  const edit = ["ssl: true", "ssl: false"] as const;
  expect(await severities(edit, "tls-removed", "production", base)).toEqual(["high"]);
});

test("TLS that was switched off can be put back with one click", async () => {
  const after = BASE.replace("ssl: true", "ssl: false");
  const [finding] = await changed(
    { "config/deploy.yml": BASE },
    { "config/deploy.yml": after },
    "tls-removed",
  );
  const { span, text } = finding?.edit ?? { span: { start: 0, end: 0 }, text: "" };
  expect(after.slice(0, span.start) + text + after.slice(span.end)).toBe(BASE);
});

test("a configuration that becomes a link is reported as moved", async () => {
  const fileOf = (path: string, text: string, mode: string) => ({ path, mode, content: Buffer.from(text) });
  const main = fileOf("config/deploy.yml", BASE, "100644");
  const before = await openProject([main, fileOf("config/deploy.staging.yml", "{}\n", "100644")]);
  const after = await openProject([main, fileOf("config/deploy.staging.yml", "../other.yml", "120000")]);
  const rules = RULES.filter(({ id }) => id === "config-moved");
  const { findings } = runChangeRules(before, after, rules);
  expect(findings.map(({ path }) => path)).toEqual(["config/deploy.staging.yml"]);
});

test("a deleted policy is reported although its file is gone", async () => {
  const before = { "config/deploy.yml": BASE, ".github/kamal-review.yml": "rules: {}\n" };
  const found = await changed(before, { "config/deploy.yml": BASE }, "reviewer-config-tampered");
  expect(found.map(({ path, message }) => [path, message])).toEqual([
    [".github/kamal-review.yml", "This change deletes the policy that reviews go by."],
  ]);
});

test.each([
  [
    "sensitive-header-logging",
    "  logging:\n    request_headers:\n      - Authorization\n      - User-Agent\n",
    "  logging:\n    request_headers:\n      - User-Agent\n",
  ],
  ["redirect-off", "  ssl_redirect: false\n", "  ssl_redirect: true\n"],
  ["proxy-version", "  run:\n    debug: false\n    version: v0.8.0\n", "  run:\n    debug: false\n"],
])("the edit of %s leaves the rest of the file as it was", async (ruleId, bad, good) => {
  const place = "  host: shop.example.com\n";
  const text = BASE.replace(place, place + bad);
  const project = await projectOf({ "config/deploy.yml": text });
  const [finding] = runRules(
    project,
    RULES.filter(({ id }) => id === ruleId),
  ).findings;
  const { span, text: replacement } = finding?.edit ?? { span: { start: 0, end: 0 }, text: "" };
  expect(text.slice(0, span.start) + replacement + text.slice(span.end)).toBe(
    BASE.replace(place, place + good),
  );
});

const WORKFLOW = `on: { push: { branches: [main] } }
jobs:
  deploy:
    environment: production
    runs-on: ubuntu-latest
    steps:
      - run: bundle exec kamal deploy
`;

test.each([
  ["production", ["high"]],
  ["staging", ["medium"]],
  ["review", ["medium"]],
])("a deployment that leaves its environment weighs by what that was for: %s", async (name, expected) => {
  const path = ".github/workflows/deploy.yml";
  const before = { "config/deploy.yml": BASE, [path]: WORKFLOW.replace("production", name) };
  const after = { "config/deploy.yml": BASE, [path]: WORKFLOW.replace("    environment: production\n", "") };
  const found = await changed(before, after, "gate-weakened");
  expect(found.map(({ severity }) => severity)).toEqual(expected);
});

const HOOK = `#!/bin/bash
set -euo pipefail
kamal env push || {
  echo "no env" >&2
  exit 1
}
kamal app exec "bin/rails db:migrate" || {
  echo "no migration" >&2
  exit 1
}
if [ -n "$(git status --porcelain)" ]; then
  exit 1
fi
`;

test.each([
  ["a command with its own handling of failures", /kamal env push[^}]*\}\n/, ["medium"]],
  ["a refusal", /if[^§]*fi\n/, ["high"]],
])("what a hook loses weighs by what it was: %s", async (_, part, expected) => {
  const path = ".kamal/hooks/pre-deploy";
  const before = { "config/deploy.yml": BASE, [path]: HOOK };
  const found = await changed(before, { ...before, [path]: HOOK.replace(part, "") }, "gate-weakened");
  expect(found.map(({ severity }) => severity)).toEqual(expected);
});

test.each([
  ["production is left out", '[ "$KAMAL_DESTINATION" = production ] && exit 0', ["high"]],
  ["whoever deploys decides", '[ -n "$SKIP_CHECKS" ] && exit 0', ["high"]],
  ["all but staging are left out", '[ "$KAMAL_DESTINATION" = staging ] || exit 0', ["high"]],
  ["staging is left out", '[ "$KAMAL_DESTINATION" = staging ] && exit 0', ["medium"]],
  ["all but production are left out", '[ "$KAMAL_DESTINATION" != production ] && exit 0', ["medium"]],
])("checks that are skipped weigh by who is left out: %s", async (_, skip, expected) => {
  const hook = (line: string): Files => ({
    "config/deploy.yml": BASE,
    ".kamal/hooks/pre-deploy": `#!/bin/sh\nset -e\n${line}bin/ci-status "$KAMAL_VERSION"\nbundle exec brakeman\n`,
  });
  const found = await changed(hook(""), hook(`${skip}\n`), "gate-weakened");
  expect(found.map(({ severity }) => severity)).toEqual(expected);
});

const CHECKED = `on: { push: { branches: [main] } }
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - run: bin/rails test
      - run: bin/rubocop
  deploy:
    needs: test
    environment: production
    runs-on: ubuntu-latest
    steps:
      - run: bundle exec kamal deploy
`;

test("production that becomes a preview weighs by what it was", async () => {
  const path = ".github/workflows/deploy.yml";
  const weights = async (to: string): Promise<string[]> => {
    const before = { "config/deploy.yml": BASE, [path]: CHECKED };
    const after = CHECKED.replace("production", to).replace("      - run: bin/rails test\n", "");
    const found = await changed(before, { ...before, [path]: after }, "gate-weakened");
    return found.map(({ severity }) => severity);
  };
  expect(await weights("preview")).toEqual(["high", "high"]);
  expect(await weights("live")).toEqual(["high"]);
});

test.each<[string, string | RegExp, string, string[]]>([
  [
    "tests that may fail",
    "- run: bin/rails test",
    "- run: bin/rails test\n        continue-on-error: true",
    ["high"],
  ],
  ["tests that are gone", "      - run: bin/rails test\n", "", ["high"]],
  ["style that nobody looks at", "      - run: bin/rubocop\n", "", ["medium"]],
  ["a deployment whatever became of them", "needs: test", "needs: test\n    if: always()", ["high"]],
  ["tests that are not awaited", "    needs: test\n", "", ["high"]],
  ["tests given up for an installation", "bin/rails test", "npm ci", ["high"]],
  ["tests given up for a scan", "bin/rails test", "bin/brakeman", ["medium"]],
  ["tests that may have moved", "bin/rails test", "script/quality-check", ["medium"]],
  [
    "tests at an event that never deploys",
    "- run: bin/rails test",
    "- run: bin/rails test\n        if: github.event_name == 'schedule'",
    ["high"],
  ],
  [
    "tests under a condition of which nothing is known",
    "- run: bin/rails test",
    "- run: bin/rails test\n        if: env.TESTED != 'true'",
    ["medium"],
  ],
  [
    "tests forgiven under a condition of which nothing is known",
    "- run: bin/rails test",
    `- run: bin/rails test\n        continue-on-error: \${{ env.LENIENT == 'true' }}`,
    ["medium"],
  ],
  [
    "a deployment by a workflow out of sight",
    /needs: test[^§]*/,
    "uses: acme/ops/.github/workflows/kamal-deploy.yml@v1\n",
    ["medium"],
  ],
])("a deployment that waits for less weighs by what it waited for: %s", async (_, from, to, expected) => {
  const path = ".github/workflows/deploy.yml";
  const weights = async (workflow: string): Promise<string[]> => {
    const before = { "config/deploy.yml": BASE, [path]: workflow };
    const found = await changed(before, { ...before, [path]: workflow.replace(from, to) }, "gate-weakened");
    return found.map(({ severity }) => severity);
  };
  expect(await weights(CHECKED)).toEqual(expected);
  expect(await weights(CHECKED.replace("production", "staging"))).toEqual(["medium"]);
});

const GATE = `#!/bin/bash
green() {
  gh api "repos/acme/shop/commits/$1/status" | grep -q success
}

green "$KAMAL_VERSION" || exit 1
state=$(gh api "repos/acme/shop/commits/$KAMAL_VERSION/status" --jq .state)
[ "$state" = success ] || exit 1
`;

test.each([
  ["functions", (index: number) => `pad_${index}() {\n  true\n}\n`, 2],
  ["assignments", (index: number) => `pad_${index}=success\n`, 2],
  ["conditions", (index: number) => `[ "$pad" = ${index} ] && echo ${index}\n`, 2],
])("a thousand %s in front hide no check that was settled", async (_, pad, least) => {
  const settled = GATE.replace(/ {2}gh api.*/, '  echo "green"\n  true').replace(/state=.*/, "state=success");
  const padding = Array.from({ length: 1_000 }, (_, index) => pad(index)).join("");
  const after = settled.replace("#!/bin/bash\n", `#!/bin/bash\n${padding}`);
  const path = ".kamal/hooks/pre-deploy";
  const before = { "config/deploy.yml": BASE, [path]: GATE };
  const found = await changed(before, { ...before, [path]: after }, "gate-weakened");
  expect(found.length).toBeGreaterThanOrEqual(least);
});
