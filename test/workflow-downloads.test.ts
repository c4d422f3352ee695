/** Files that the run of another workflow left: what a job may do with them, in the spellings of people. */
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: dollar signs are what these tests are about
import { expect, test } from "@jest/globals";
import { runRules } from "../src/engine/run-rules.ts";
import { RULES } from "../src/rules/index.ts";
import { projectOf } from "./support/project-of.ts";

const DEPLOY = "service: shop\nimage: acme/shop\nservers: [203.0.113.7]\nregistry: { username: acme }\n";

/** What the rule says of a job that runs these programs one after the other, and deploys. */
async function weigh(...programs: readonly string[]): Promise<string[]> {
  const steps = [...programs, "kamal deploy -d ${{ steps.s1.outputs.tag }}"].map((program, index) => {
    const lines = program.split("\n").map((line) => `          ${line}\n`);
    return `      - id: s${index}\n        run: |\n${lines.join("")}`;
  });
  const workflow = `on: { workflow_run: { workflows: [CI] } }\njobs:\n  deploy:\n    runs-on: ubuntu-latest\n    steps:\n${steps.join("")}`;
  const project = await projectOf({ "config/deploy.yml": DEPLOY, ".github/workflows/deploy.yml": workflow });
  const rules = RULES.filter(({ id }) => id === "untrusted-deploy-trigger");
  return runRules(project, rules).findings.map(({ severity }) => severity);
}

test.each([
  'gh run download 1 -n build -D "$RUNNER_TEMP/out"',
  'gh run download 1 -n build --dir="${{ runner.temp }}/out"',
  "gh run download 1 -n build \\\n  -D /tmp/out",
  "gh run download 1 -n build -D ~/out",
])("a folder beside that of the job harms nobody: %j", async (program) => {
  expect(await weigh(program, "ls")).toEqual([]);
});

test.each([
  ["gh run download 1", "ls"],
  ['gh run download 1 --dir "$GITHUB_WORKSPACE"', "ls"],
  ['gh run download 1 -D "${{ github.workspace }}"', "ls"],
  ['gh run download 1 \\\n  -D "$PWD/out"', "bash out/run.sh"],
  ['gh run download 1 -D "$RUNNER_TEMP/out"', 'bash "${{ runner.temp }}/out/run.sh"'],
  ['gh run download 1 -D "${OUT}"', 'bash "$OUT/run.sh"'],
  [`gh run download 1 -D ${"a".repeat(300)}`, "ls"],
  ["gh run download 1 -D out", "bash layout.sh && bash out/run.sh"],
])("what %j brings is run by the job, or lies in its folder", async (download, use) => {
  expect(await weigh(download, use)).toEqual(["critical"]);
});

test("a folder whose name is too long to follow is not thought to be emptied by a checkout", async () => {
  const folder = "a".repeat(300);
  const workflow = `on: { workflow_run: { workflows: [CI] } }
jobs:
  deploy:
    runs-on: ubuntu-latest
    steps:
      - run: gh run download 1 -D /tmp/${folder}
      - uses: actions/checkout@v5
      - run: bash /tmp/${folder}/run.sh
      - run: kamal deploy
`;
  const project = await projectOf({ "config/deploy.yml": DEPLOY, ".github/workflows/deploy.yml": workflow });
  const rules = RULES.filter(({ id }) => id === "untrusted-deploy-trigger");
  expect(runRules(project, rules).findings.map(({ severity }) => severity)).toEqual(["critical"]);
});

test("the folder that an archive is unpacked to may have a name with expressions", async () => {
  const workflow = `on: { workflow_run: { workflows: [CI] } }
jobs:
  deploy:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/github-script@v7
        with: { script: "await github.rest.actions.downloadArtifact(it)" }
      - run: unzip a.zip -d "\${{ runner.temp }}/out"
      - run: bash "$RUNNER_TEMP/out/run.sh"
      - run: kamal deploy
`;
  const project = await projectOf({ "config/deploy.yml": DEPLOY, ".github/workflows/deploy.yml": workflow });
  const rules = RULES.filter(({ id }) => id === "untrusted-deploy-trigger");
  expect(runRules(project, rules).findings.map(({ severity }) => severity)).toEqual(["critical"]);
});

test.each([
  "tr -cd '0-9' < out/tag",
  "tr -dc 'a-f0-9' < out/tag",
  "cat out/tag | tr -d -c '[:alnum:]'",
  "grep -oE '^[0-9a-f]{40}$' out/tag",
])("a number or a name is all that is left by %s", async (program) => {
  expect(await weigh("gh run download 1 -D out", `echo "tag=$(${program})" >> "$GITHUB_OUTPUT"`)).toEqual([]);
  const kept = `tag=$(${program})\necho "tag=$tag" >> "$GITHUB_OUTPUT"`;
  expect(await weigh("gh run download 1 -D out", kept)).toEqual([]);
});

test.each([
  "cat out/tag",
  "cat out/tag | tr -d '\\n'",
  "tr -d '\"' < out/tag",
  "grep -o '.*' out/tag",
  `grep -oP '"tag": "\\K[^"]+' out/tag.json`,
])("any text may be left by %s", async (program) => {
  expect(await weigh("gh run download 1 -D out", `echo "tag=$(${program})" >> "$GITHUB_OUTPUT"`)).toEqual([
    "high",
  ]);
});
