/** Looking for the author of a text through variables, outputs and callers ends, whatever refers to whatever. */
import { expect, test } from "@jest/globals";
import type { Project } from "../src/documents/project.ts";
import { runRules } from "../src/engine/run-rules.ts";
import { RULES } from "../src/rules/index.ts";
import { choiceOf } from "../src/rules/shared/workflows/workflow-expressions.ts";
import { sitesIn, stepsFileAt } from "../src/rules/shared/workflows/workflow-of.ts";
import { EVERY_SECRET, secretsGiven } from "../src/rules/shared/workflows/workflow-secrets.ts";
import { projectOf } from "./support/project-of.ts";

const PATH = ".github/workflows/deploy.yml";

function authorAt(code: string, project: Project): string | undefined {
  const file = stepsFileAt(PATH, project);
  const site = file && sitesIn(file).at(-1);
  return site && choiceOf(code, site, project)?.author;
}

test("variables that refer to themselves and to each other have no author", async () => {
  const project = await projectOf({
    "config/deploy.yml": "service: a\nimage: a\nservers: [192.0.2.1]\nregistry: {username: a}\n",
    [PATH]: `on: push\nenv:\n  A: \${{ env.B }}\${{ env.A }}\n  B: \${{ env.A }}\njobs:\n  a:\n    steps:\n      - run: kamal deploy\n`,
  });
  expect(authorAt("env.A", project)).toBeUndefined();
});

test("a thousand variables that each name two others are looked through once", async () => {
  const names = Array.from({ length: 1000 }, (_, index) => index);
  const variables = names.map((n) => `  V${n}: \${{ env.V${n + 1} }}\${{ env.V${n + 2} }}\n`).join("");
  const project = await projectOf({
    "config/deploy.yml": "service: a\nimage: a\nservers: [192.0.2.1]\nregistry: {username: a}\n",
    [PATH]: `on: pull_request\nenv:\n${variables}jobs:\n  a:\n    steps:\n      - run: kamal deploy\n`,
  });
  expect(authorAt("env.V0", project)).toBe("anyone");
});

test("actions that use themselves, with what they were given, end every look", async () => {
  const given = Array.from(
    { length: 50 },
    (_, n) => `          i${n}: \${{ inputs.i${n} }}\${{ inputs.i0 }}\n`,
  ).join("");
  const step = `    - uses: ./.github/actions/a\n      with:\n${given}`;
  const project = await projectOf({
    "config/deploy.yml": "service: a\nimage: a\nservers: [192.0.2.1]\nregistry: {username: a}\n",
    [PATH]: `on: pull_request_target\njobs:\n  a:\n    steps:\n      - uses: ./.github/actions/a\n        with: { i1: "\${{ github.event.pull_request.head.sha }}" }\n      - run: kamal deploy\n`,
    ".github/actions/a/action.yml": `runs:\n  using: composite\n  steps:\n${step}${step}    - shell: bash\n      env: { K: "\${{ inputs.i1 }}" }\n      run: ssh a "echo $K \${{ inputs.i2 }}"\n`,
  });
  expect(runRules(project, RULES).crashes).toEqual([]);
});

const DEPLOY = "service: a\nimage: a\nservers: [192.0.2.1]\nregistry: {username: a}\n";

test("of a value that is written more often than a look follows, the worst is assumed", async () => {
  const writers = (count: number): string =>
    Array.from({ length: count }, () => `          echo "tag=$GITHUB_SHA" >> "$GITHUB_OUTPUT"\n`).join("");
  const workflow = (count: number): string =>
    `on: push\njobs:\n  a:\n    steps:\n      - id: b\n        run: |\n${writers(count)}      - run: kamal deploy \${{ steps.b.outputs.tag }}\n`;
  const few = await projectOf({ "config/deploy.yml": DEPLOY, [PATH]: workflow(90) });
  const many = await projectOf({ "config/deploy.yml": DEPLOY, [PATH]: workflow(110) });
  expect(authorAt("steps.b.outputs.tag", few)).toBeUndefined();
  expect(authorAt("steps.b.outputs.tag", many)).toBe("anyone");
});

test("the first of thirty writers of a value counts as much as the last", async () => {
  const constants = Array.from(
    { length: 30 },
    (_, n) => `          echo "tag=v${n}" >> "$GITHUB_OUTPUT"\n`,
  ).join("");
  const workflow = `on: issue_comment\njobs:\n  a:\n    steps:\n      - id: b\n        env: { T: "\${{ github.event.comment.body }}" }\n        run: |\n          echo "tag=$T" >> "$GITHUB_OUTPUT"\n${constants}      - run: kamal deploy\n`;
  const project = await projectOf({ "config/deploy.yml": DEPLOY, [PATH]: workflow });
  expect(authorAt("steps.b.outputs.tag", project)).toBe("anyone");
});

test("of a value in several parts each one counts, whichever comes first", async () => {
  const steps = `      - id: b\n        run: |\n          tag="\${{ vars.PREFIX }}-\${{ github.event.comment.body }}"\n          echo "tag=$tag" >> "$GITHUB_OUTPUT"\n      - run: kamal deploy\n`;
  const texts = { [PATH]: `on: issue_comment\njobs:\n  a:\n    steps:\n${steps}` };
  const project = await projectOf({ "config/deploy.yml": DEPLOY, ...texts });
  expect(authorAt("steps.b.outputs.tag", project)).toBe("anyone");
});

test("beyond the callers that a look follows, an input may hold any secret", async () => {
  const calls = (count: number): string =>
    Array.from(
      { length: count },
      () => `      - uses: ./.github/actions/a\n        with: { k: none }\n`,
    ).join("");
  const workflow = (count: number): string =>
    `on: push\njobs:\n  a:\n    steps:\n${calls(count)}      - run: kamal deploy\n`;
  const action = `runs:\n  using: composite\n  steps:\n    - shell: bash\n      env: { K: "\${{ inputs.k }}" }\n      run: echo "$K"\n`;
  const held = async (count: number): Promise<string | undefined> => {
    const texts = { [PATH]: workflow(count), ".github/actions/a/action.yml": action };
    const project = await projectOf({ "config/deploy.yml": DEPLOY, ...texts });
    const file = stepsFileAt(".github/actions/a/action.yml", project);
    const step = file && sitesIn(file)[0]?.step;
    return step?.run && secretsGiven(step.run, project).get("K");
  };
  expect(await held(150)).toBeUndefined();
  expect(await held(250)).toBe(EVERY_SECRET);
});

test.each([
  ["", "critical"],
  ["environment: review", "critical"],
  ["environment: { name: staging }", "critical"],
  ["environment: production", "high"],
  [`environment: \${{ inputs.destination }}`, "high"],
])(
  "a stranger's code weighs by whether an environment may ask somebody: %s",
  async (environment, expected) => {
    const project = await projectOf({
      "config/deploy.yml": DEPLOY,
      [PATH]: `on: pull_request_target
jobs:
  a:
    runs-on: ubuntu-latest
    ${environment}
    steps:
      - uses: actions/checkout@v4
        with: { ref: "\${{ github.event.pull_request.head.sha }}" }
      - run: kamal deploy
`,
    });
    const found = runRules(project, RULES).findings.filter(
      ({ ruleId }) => ruleId === "untrusted-deploy-trigger",
    );
    expect(found.map(({ severity }) => severity)).toEqual([expected]);
  },
);

test("beyond the steps that a look follows, a job may get any code", async () => {
  const name = `HEAD: \${{ github.event.pull_request.head.sha }}`;
  const steps = Array.from({ length: 1900 }, () => "    - { shell: bash, run: ls }\n").join("");
  const project = await projectOf({
    "config/deploy.yml": DEPLOY,
    [PATH]: `on: pull_request_target\njobs:\n  a:\n    steps:\n      - uses: ./.github/actions/a\n        with: { a: "${name}", b: "${name}", c: "${name}", d: "${name}" }\n      - run: kamal deploy\n`,
    ".github/actions/a/action.yml": `runs:\n  using: composite\n  steps:\n${steps}    - uses: actions/checkout@v4\n      with: { ref: "\${{ inputs.d }}" }\n`,
  });
  const found = runRules(project, RULES).findings.filter(
    ({ ruleId }) => ruleId === "untrusted-deploy-trigger",
  );
  expect(found).toHaveLength(1);
});

test.each([
  ['core.setOutput("x", context.payload.comment.body)', "anyone"],
  ['const { body } = context.payload.comment; core.setOutput("x", body.trim())', "anyone"],
  [
    'let x = "a"; if (context.actor) x = "pr-" + context.payload.issue.title; core.setOutput("x", x)',
    "anyone",
  ],
  ['let x = "a"; x = x + x; core.setOutput("x", x)', undefined],
  ['core.setOutput("x", context.payload.comment.body.startsWith("/deploy"))', undefined],
  ['core.setOutput("x", context.payload.comment.body.match(/^v(\\d+)$/)[1])', undefined],
  ['core.setOutput("y", context.payload.comment.body)', undefined],
  ['core.setOutput("x", context.payload.pull_request.head.sha)', undefined],
])("of what GitHub's action for scripts sets with %s", async (script, author) => {
  const steps = `      - id: b\n        uses: actions/github-script@v7\n        with:\n          script: |\n            ${script}\n      - run: kamal deploy\n`;
  const texts = { [PATH]: `on: issue_comment\njobs:\n  a:\n    steps:\n${steps}` };
  const project = await projectOf({ "config/deploy.yml": DEPLOY, ...texts });
  expect(authorAt("steps.b.outputs.x", project)).toBe(author);
});
