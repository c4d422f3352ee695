// biome-ignore-all lint/suspicious/noTemplateCurlyInString: dollar signs are what these tests are about
import { describe, expect, test } from "@jest/globals";
import {
  isWorkflowTrouble,
  openWorkflow,
  workflowPrograms,
} from "../../../src/documents/workflow/open-workflow.ts";
import type { Workflow } from "../../../src/documents/workflow/workflow.ts";
import { sourceText } from "../../../src/source/source-text.ts";

function open(text: string): Workflow {
  const workflow = openWorkflow(sourceText(".github/workflows/deploy.yml", text));
  if (!workflow || isWorkflowTrouble(workflow)) throw new Error("not a workflow");
  return workflow;
}

const inJob = (run: string): string => `on: push
jobs:
  deploy:
    runs-on: ubuntu-latest
    steps:
      - run: ${run}
`;

describe("triggers", () => {
  test.each<[text: string, names: string[]]>([
    ["on: push\n", ["push"]],
    ["on: [push, pull_request]\n", ["push", "pull_request"]],
    ["on:\n  push:\n    branches: [main]\n  workflow_dispatch:\n", ["push", "workflow_dispatch"]],
    ['"on":\n  - push\n', ["push"]],
    ["jobs: {}\n", []],
  ])("of %j", (text, names) => {
    expect(open(text).triggers.map(({ name }) => name)).toEqual(names);
  });
});

describe("jobs", () => {
  test.each<[run: string, runsKamal: boolean]>([
    ["kamal deploy", true],
    ["bundle exec kamal deploy -d staging", true],
    ["./bin/kamal app exec 'true'", true],
    ["if true; then kamal $COMMAND; fi", true],
    ['"docker run ghcr.io/basecamp/kamal:v2.2.2 deploy"', true],
    ["bin/deploy", true],
    ["gem install kamal", false],
    ["|\n          # kamal deploy\n          rake", false],
    ["rspec spec/kamal_spec.rb", false],
  ])("with %j run Kamal: %p", (run, runsKamal) => {
    expect(open(inJob(run)).jobs[0]?.runsKamal).toBe(runsKamal);
  });

  test("know their secrets, those for the whole workflow included", () => {
    const [job] = open(`on: push
env:
  A: \${{ secrets.A }}
jobs:
  build:
    env: { B: "\${{ secrets['B'] || secrets.C }}", T: "\${{ secrets.GITHUB_TOKEN }}" }
    steps: []
`).jobs;
    expect(job?.secrets).toEqual(["A", "B", "C"]);
    expect(job?.deploys).toBe(true);
  });
});

describe("programs", () => {
  const programOf = (run: string) => workflowPrograms(open(inJob(run)))[0]?.program;

  test.each<[run: string, text: string]>([
    ["kamal deploy", "kamal deploy"],
    ["'kamal deploy'", "kamal deploy"],
    ["|\n          kamal deploy\n            --version 1\n", "kamal deploy\n  --version 1"],
    [">-\n          kamal deploy\n          --version 1\n", "kamal deploy --version 1"],
    [
      'kamal deploy --version=${{ github.sha }} -d "${{ inputs.to }}" # ${{ secrets.A_B }} ${{ a && b }}',
      'kamal deploy --version=${GITHUB_SHA} -d "${INPUTS_TO}"',
    ],
    ["|\n          kamal app exec ${{ secrets.A_B }} ${{ a && b }}", "kamal app exec ${A_B} ${EXPRESSION}"],
  ])("of %j", (run, text) => {
    expect(programOf(run)?.text).toBe(text);
  });

  test("know their places in the file", () => {
    const text = inJob("|\n          echo ${{ github.sha }}\n          kamal deploy\n");
    const program = workflowPrograms(open(text))[0]?.program;
    const at = program?.text.indexOf("kamal") ?? -1;
    const { start, end } = program?.toSource({ start: at, end: at + 12 }) ?? { start: 0, end: 0 };
    expect(text.slice(start, end)).toBe("kamal deploy");
  });

  test("are left out for other shells and for jobs that have nothing to do with a deployment", () => {
    expect(workflowPrograms(open(`${inJob("kamal deploy")}        shell: pwsh\n`))).toEqual([]);
    expect(workflowPrograms(open(inJob("rake test")))).toEqual([]);
  });
});

test("a text that is no YAML says why", () => {
  const workflow = openWorkflow(sourceText(".github/workflows/deploy.yml", "jobs: [\n"));
  expect(workflow && isWorkflowTrouble(workflow)).toBe(true);
});
