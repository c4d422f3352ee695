/** What findings in workflows, actions and images weigh: by who chooses a text, where it runs and what masks it. */
import { expect, test } from "@jest/globals";
import { runRules } from "../src/engine/run-rules.ts";
import { RULES } from "../src/rules/index.ts";
import { projectOf } from "./support/project-of.ts";

const DEPLOY = "service: shop\nimage: acme/shop\nservers: [203.0.113.7]\nregistry: { username: acme }\n";
const WORKFLOW = ".github/workflows/deploy.yml";
const ACTION = ".github/actions/note/action.yml";

async function weigh(ruleId: string, texts: Readonly<Record<string, string>>): Promise<string[]> {
  const project = await projectOf({ "config/deploy.yml": DEPLOY, ...texts });
  const rules = RULES.filter(({ id }) => id === ruleId);
  return runRules(project, rules).findings.map(({ severity }) => severity);
}

function workflow(on: string, steps: string): string {
  return `on: ${on}\njobs:\n  deploy:\n    runs-on: ubuntu-latest\n    env:\n      TOKEN: \${{ secrets.TOKEN }}\n    steps:\n${steps}      - run: kamal deploy\n`;
}

const noted = (note: string): string =>
  `      - uses: ./.github/actions/note\n        with: { note: "\${{ ${note} }}" }\n`;
const NOTE = `inputs:\n  note: { description: a }\nruns:\n  using: composite\n  steps:\n    - shell: bash\n      run: echo "\${{ inputs.note }}"\n`;

test.each([
  ["a comment of anybody, beside secrets", "issue_comment", "github.event.comment.body", "critical"],
  ["a branch of a fork, which gets no secrets", "pull_request", "github.head_ref", "high"],
  ["an input of who starts it", "workflow_dispatch", "inputs.note", "medium"],
])("%s in a program of an action", async (_, on, note, severity) => {
  const texts = { [WORKFLOW]: workflow(on, noted(note)), [ACTION]: NOTE };
  expect(await weigh("workflow-script-injection", texts)).toEqual([severity]);
});

test.each([
  ['echo "$TOKEN"', "medium"],
  ['echo "$TOKEN" | rev', "high"],
  [`echo '\${{ secrets.TOKEN }}' | sed 's/./& /g'`, "high"],
  ["base64 config/master.key", "high"],
])("GitHub masks a secret as it is: %s", async (run, severity) => {
  const steps = `      - run: |\n          ${run}\n`;
  expect(await weigh("secret-logged", { [WORKFLOW]: workflow("push", steps) })).toEqual([severity]);
});

test("a switch that a job sets weighs more than one that an image sets", async () => {
  const steps = "      - run: npm ci\n        env: { NODE_TLS_REJECT_UNAUTHORIZED: 0 }\n";
  const texts = {
    [WORKFLOW]: workflow("push", steps),
    Dockerfile: "FROM node:22-slim\nENV NODE_TLS_REJECT_UNAUTHORIZED=0\n",
  };
  expect((await weigh("tls-check-off", texts)).sort()).toEqual(["high", "medium"]);
});

test("what an entrypoint runs, it runs in a container", async () => {
  const texts = {
    Dockerfile: 'FROM a\nCOPY . /app\nWORKDIR /app\nENTRYPOINT ["/app/start.sh"]\n',
    "start.sh": "#!/bin/sh\ncurl -s https://tools.example.com/a.sh | sh\n",
  };
  expect(await weigh("pipe-to-shell", texts)).toEqual(["high"]);
});

test.each([
  ["of a fork's pull request, beside secrets", "pull_request_target", ["critical"]],
  ["of a pull request, which gets no secrets", "pull_request", ["high"]],
  ["of a push, which has no head", "push", []],
])("a called workflow sees the event of its callers: the branch %s", async (_, on, severities) => {
  const texts = {
    [WORKFLOW]: workflow("workflow_call", `      - run: echo "\${{ github.head_ref }}"\n`),
    ".github/workflows/start.yml": `on: ${on}\njobs:\n  a:\n    uses: ./${WORKFLOW}\n`,
  };
  expect(await weigh("workflow-script-injection", texts)).toEqual(severities);
});
