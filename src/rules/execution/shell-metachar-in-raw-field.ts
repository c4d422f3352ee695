/** EXE-05: shell syntax in a value that Kamal puts into command lines as it is. */
import { type RawField, rawFieldsOf } from "../../documents/kamal/raw-fields.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import { shellBreaks } from "../shared/shell-breaks.ts";
import { shown } from "../shared/shown-break.ts";

export default defineRule({
  id: "shell-metachar-in-raw-field",
  category: "execution",
  severity: "critical",
  confidence: "high",
  title: "Shell syntax in a setting that Kamal does not quote",
  why: 'Kamal writes this value into its command lines as it is: `volumes: ["/a:/b; id"]` becomes `docker run --volume /a:/b; id`, and the shell runs the second part as the SSH user of every host, or on the machine that deploys.',
  fix: "Write a plain value without shell syntax.",
  references: ["https://github.com/basecamp/kamal/blob/main/lib/kamal/utils.rb"],
  appliesTo: ["kamal-configuration"],
  *check({ root }) {
    for (const field of rawFieldsOf(root)) yield* judge(field);
  },
});

function* judge({ at, what, shell, quoted }: RawField): Iterable<Problem> {
  const text = at.text.trim();
  if (isPlaceholder(text)) return;
  const [found] = shellBreaks(quoted ? afterQuote(text) : text);
  const where = shell === "host" ? "on every host" : "on the machine that deploys";
  if (found?.kind === "command" || (quoted && text.includes("'"))) {
    yield {
      at,
      message: `The shell ${where} runs a part of this ${what}: ${shown(found?.text ?? "'")} ends the text and begins a command.`,
    };
  } else if (found?.kind === "expansion") {
    yield {
      at,
      severity: "high",
      message: `The shell ${where} may run a part of this ${what}: ${shown(found.text)} sets or evaluates a variable.`,
    };
  }
}

/** A value in single quotes only gets out of them by a quote of its own. */
function afterQuote(text: string): string {
  const at = text.indexOf("'");
  return at < 0 ? "" : text.slice(at + 1);
}

/** `<SERVER_IP>`: still to be filled in. */
function isPlaceholder(text: string): boolean {
  return /^[^<>;&|`$\n]*<[\w .:-]{1,60}>[^<>;&|`$\n]*$/.test(text);
}
