/** Expressions of a workflow inside its programs: workflow-script-injection speaks of those that others choose. */
import type { Project } from "../../../documents/project.ts";
import type { ShellScript, WordPart } from "../../../documents/shell/shell-script.ts";
import { choiceOf, expressionAt } from "../workflows/workflow-expressions.ts";
import { siteOf } from "../workflows/workflow-of.ts";

/** True for any `${{ … }}`: GitHub puts its value in before a shell reads the line, so that quotes change little. */
export function isExpression({ span }: Pick<WordPart, "span">, { source }: ShellScript): boolean {
  return source.text.startsWith("${{", span.start);
}

/** True for a `${{ … }}` whose value outsiders or writers choose. */
export function isPastedExpression(
  { span }: Pick<WordPart, "span">,
  script: ShellScript,
  project: Project,
): boolean {
  const place = { source: script.source, span };
  const code = expressionAt(place);
  const site = code === undefined ? undefined : siteOf(place, project);
  const author = code !== undefined && site ? choiceOf(code, site, project)?.author : undefined;
  return author === "anyone" || author === "writers";
}
