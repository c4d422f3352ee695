/** CHG-06: a change alters what this review looks at. */
import type { Project } from "../../documents/project.ts";
import { fileAt } from "../../documents/repository-listing.ts";
import { defineChangeRule, type Problem } from "../../engine/rule.ts";
import type { Place, SourceText } from "../../source/source-text.ts";

export default defineChangeRule({
  id: "reviewer-config-tampered",
  category: "change",
  severity: "high",
  confidence: "high",
  title: "Policy of the review changed",
  why: "This review goes by the policy of the default branch, so the change has no effect on itself, but after the merge every later one is judged by what stands here: rules can be off and findings waived.",
  fix: "Change the policy in a pull request of its own, which an owner of the deployment approves.",
  references: [
    "https://docs.github.com/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners",
  ],
  compares: "repository",
  *compare(before, after, change) {
    const paths = new Set([...before.paths.keys(), ...after.paths.keys()]);
    for (const path of PLACES.filter((place) => paths.has(place))) {
      if (!before.paths.has(path)) yield broughtIn(path);
      else if (!after.paths.has(path))
        yield { at: fileAt(path), message: "This change deletes the policy that reviews go by." };
      else yield* compareTexts(textAt(path, change.before), textAt(path, change.after));
    }
  },
});

/** Most often the start of using one; it can also push aside that of the organisation. */
function broughtIn(path: string): Problem {
  return {
    at: fileAt(path),
    severity: "medium",
    message: "This change brings in a policy for later reviews.",
  };
}

const PLACES = [".github/kamal-review.yml", ".github/kamal-review.yaml"];

function textAt(path: string, { opened }: Project): SourceText | undefined {
  return opened.get(path)?.source;
}

function* compareTexts(old: SourceText | undefined, source: SourceText | undefined): Iterable<Problem> {
  if (!old || !source || old.text === source.text) return;
  const lines = Array.from({ length: source.lineCount }, (_, index) => index + 1);
  const line = lines.find((number) => source.lineText(number) !== old.lineText(number)) ?? source.lineCount;
  const start = source.lineStart(line);
  const at: Place = { source, span: { start, end: start + source.lineText(line).length }, anchor: "" };
  yield { at, message: "From here on this change differs from the policy that reviews go by." };
}
