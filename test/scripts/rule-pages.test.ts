/** The pages of rules over scripts show each language that the rule reads. */
import { expect, test } from "@jest/globals";
import { languageOf } from "../../scripts/example-languages.ts";
import { rulePages } from "../../scripts/rule-pages.ts";
import { isStateRule } from "../../src/engine/rule.ts";
import { RULES } from "../../src/rules/index.ts";
import { fixtureCases } from "../support/rule-fixtures.ts";

/** Languages that a rule has nothing to say about: JavaScript installs packages by a command line only; keys are a matter of workflows. */
const NOT_READ: Readonly<Record<string, readonly string[]>> = {
  "runtime-install": ["JavaScript"],
  "deploy-key-handling": ["Shell"],
};

const READ = RULES.filter(isStateRule).flatMap(({ id, appliesTo }) => [
  ...(appliesTo.some((kind) => kind === "shell-script") ? [[id, "Shell"] as const] : []),
  ...(appliesTo.some((kind) => kind === "program")
    ? (["Ruby", "Python", "JavaScript"] as const).map((language) => [id, language] as const)
    : []),
]);

test.each(READ.filter(([id, language]) => NOT_READ[id]?.includes(language) !== true))(
  "%s has a bad fixture in %s",
  (id, language) => {
    expect(fixtureCases(id, "bad").map(languageOf)).toContain(language);
  },
);

test("a page shows the languages side by side, each with what the review says", async () => {
  const page = (await rulePages()).get("temp-file.md") ?? "";
  const reported = page.slice(page.indexOf("## Reported"), page.indexOf("## Not reported"));
  expect(reported.match(/^### .*$/gm)).toEqual(["### Shell", "### Ruby", "### Python", "### JavaScript"]);
  expect(reported.match(/^What the review says:$/gm)).toHaveLength(4);
});
