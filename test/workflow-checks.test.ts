/** Checks of a version in a job that the deployment waits for, in the spellings of people. */
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: dollar signs are what these tests are about
import { expect, test } from "@jest/globals";
import { runRules } from "../src/engine/run-rules.ts";
import { RULES } from "../src/rules/index.ts";
import { projectOf } from "./support/project-of.ts";

const DEPLOY = "service: shop\nimage: acme/shop\nservers: [203.0.113.7]\nregistry: { username: acme }\n";

async function weigh(check: string, settings = ""): Promise<string[]> {
  const lines = check.split("\n").map((line) => `          ${line}\n`);
  const workflow = `on: issue_comment
env: { VERSION: "\${{ github.event.comment.body }}" }
jobs:
  check:
    runs-on: ubuntu-latest
    steps:
      - run: |
${lines.join("")}${settings}
  deploy:
    needs: check
    runs-on: ubuntu-latest
    steps:
      - run: kamal deploy
`;
  const project = await projectOf({ "config/deploy.yml": DEPLOY, ".github/workflows/deploy.yml": workflow });
  const rules = RULES.filter(({ id }) => id === "untrusted-version");
  return runRules(project, rules).findings.map(({ severity }) => severity);
}

test.each([
  '[[ "$VERSION" =~ ^[0-9a-f]{40}$ ]] || exit 1',
  `echo "$VERSION" | grep -qE '^[0-9a-f]{40}$' || exit 1`,
  `echo "$VERSION" | grep -qxE '[0-9a-f]{40}' || exit 1`,
  `printf '%s' "\${VERSION}" | grep -Exq '[0-9a-f]{40}' || exit 1`,
  `echo "$VERSION" | grep -E -q '^[0-9a-f]{40}$' || exit 1`,
  `echo "$VERSION" | grep -E '^[0-9a-f]{40}$' > /dev/null || exit 1`,
  `echo "\${VERSION:-}" | grep -xE '[0-9a-f]{40}' || exit 1`,
  `echo "$VERSION" | egrep -q '^[0-9a-f]{40}$' || exit 1`,
  `grep -qE '^[0-9a-f]{40}$' <<< "$VERSION" || exit 1`,
  `expr "$VERSION" : '[0-9a-f]*$' > /dev/null || exit 1`,
  'case "$VERSION" in\n  *[!0-9a-f]*) exit 1 ;;\nesac\necho "fine"',
])("the job before asks for the form of the version with %s", async (check) => {
  expect(await weigh(check)).toEqual([]);
});

test.each([
  'test -n "$VERSION" || exit 1',
  `echo "$VERSION" | grep -q '[0-9a-f]' || exit 1`,
  'case "$VERSION" in\n  v*) echo "fine" ;;\nesac\necho "on"',
])("any version passes %s", async (check) => {
  expect(await weigh(check)).toEqual(["high"]);
});

const CHECK = '[[ "$VERSION" =~ ^[0-9a-f]{40}$ ]] || exit 1';

test.each(["false", "${{ false }}"])(
  "a check counts that says itself that it may not fail: %s",
  async (value) => {
    expect(await weigh(CHECK, `        continue-on-error: ${value}\n`)).toEqual([]);
  },
);

test.each(["true", "${{ true }}", "${{ inputs.lenient }}"])(
  "a check that may fail stops nothing: %s",
  async (value) => {
    expect(await weigh(CHECK, `        continue-on-error: ${value}\n`)).toEqual(["high"]);
  },
);
