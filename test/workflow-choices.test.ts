/** Looking for the author of a text through variables, outputs and callers ends, whatever refers to whatever. */
import { expect, test } from "@jest/globals";
import type { Project } from "../src/documents/project.ts";
import { choiceOf } from "../src/rules/shared/workflows/workflow-expressions.ts";
import { sitesIn, stepsFileAt } from "../src/rules/shared/workflows/workflow-of.ts";
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
