/** HK-21: a message in JSON is put together from texts that others choose. */
import type { Project } from "../../documents/project.ts";
import type { ShellCommand, ShellScript, WordPart } from "../../documents/shell/shell-script.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import { checkProgram } from "../shared/programs/payload-injection.ts";
import { commandLine } from "../shared/scripts/command-line.ts";
import { isExpandedOutside } from "../shared/scripts/expanded-outside.ts";
import { flowsAmong } from "../shared/scripts/libraries.ts";
import { reaching } from "../shared/scripts/reaching.ts";

export default defineRule({
  id: "payload-injection",
  category: "scripts",
  severity: "low",
  confidence: "medium",
  title: "JSON put together by hand",
  why: "A quote in the value ends the string: the message breaks, or gets fields that its author chose.",
  fix: "Let a tool write it: `jq -n --arg text \"$MESSAGE\" '{text: $text}' | curl -d @- …`.",
  references: ["https://cwe.mitre.org/data/definitions/116.html"],
  appliesTo: ["shell-script", "program"],
  *check(document, project) {
    if (document.kind === "program") yield* checkProgram(document, project);
    else yield* checkScript(document, project);
  },
});

function* checkScript(script: ShellScript, project: Project): Iterable<Problem> {
  const flowOf = flowsAmong(script, project);
  for (const command of script.commands)
    for (const parts of bodiesOf(command)) {
      const part = parts.find((one, index) => {
        if (one.kind === "literal" || isExpandedOutside(one, command) || !isInJson(parts, index))
          return false;
        const { origin, source } = flowOf({ parts: [one] }, command.inFunction);
        return origin === "outside" || (origin === "given" && !/KAMAL_/.test(source?.what ?? ""));
      });
      if (!part) continue;
      const flow = flowOf({ parts: [part] }, command.inFunction);
      const at = { source: command.source, span: part.span, anchor: command.anchor ?? "" };
      yield { at, message: reaching(flow, at, "is pasted into JSON here") };
      break;
    }
}

/** Words and here-documents of commands that send or write something. */
function bodiesOf(command: ShellCommand): (readonly WordPart[])[] {
  const { name = "", arguments: words } = commandLine(command);
  const documents = command.redirections.flatMap(({ heredoc }) => (heredoc ? [heredoc.parts] : []));
  return /^(?:curl|http|wget|echo|printf|cat|tee|gh|aws)$/.test(name)
    ? [...words.map(({ parts }) => parts), ...documents]
    : documents;
}

/** Behind `"key": "`, in a text that opens a brace. */
function isInJson(parts: readonly WordPart[], index: number): boolean {
  const before = textBefore(parts, index);
  const quote = before.lastIndexOf('"');
  const opened = before.slice(0, Math.max(0, quote));
  return (
    !before.includes("\n", quote) && /"[\w-]+"\s*:\s*$/.test(opened.slice(-MAX_KEY)) && /[{[]/.test(opened)
  );
}

const MAX_BEFORE = 2_000;
const MAX_KEY = 200;

function textBefore(parts: readonly WordPart[], index: number): string {
  let text = "";
  for (let at = index - 1; at >= 0 && text.length < MAX_BEFORE; at--) {
    const part = parts[at];
    text = (part?.kind === "literal" ? part.text : "x") + text;
  }
  return text.slice(-MAX_BEFORE);
}
