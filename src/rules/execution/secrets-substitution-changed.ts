/** EXE-10: a change that lets a secrets file run another program. */
import type { SecretsFile } from "../../documents/secrets-file/secrets-file.ts";
import { effectOf } from "../../documents/shell/benign-commands.ts";
import type { ShellScript } from "../../documents/shell/shell-script.ts";
import { defineChangeRule } from "../../engine/rule.ts";
import { downloadsRunBy } from "../shared/scripts/downloads.ts";
import { isSampleFile } from "../shared/secrets/sample-files.ts";
import { beyondReading } from "../shared/secrets/secrets-commands.ts";

export default defineChangeRule({
  id: "secrets-substitution-changed",
  category: "execution",
  severity: "medium",
  confidence: "medium",
  title: "Secrets file runs a new program",
  why: "The shell of the machine that deploys runs each `$(…)` of .kamal/secrets at every deployment, with every secret and login of whoever deploys in reach.",
  fix: "Review the program like a deployment script, or read the secret with a secret manager's own command.",
  references: ["https://kamal-deploy.org/docs/commands/secrets/"],
  compares: "secrets-file",
  *compare(before, after) {
    if (isSampleFile(after.source.path)) return;
    const known = new Set(before.programs.map((program) => textOf(program, before)));
    for (const program of after.programs) {
      if (known.has(textOf(program, after)) || isReportedItself(program)) continue;
      const effect = effectOf(program);
      if (effect === "fact" || effect === "value") continue;
      const what =
        effect === "own-script"
          ? "a script of the repository"
          : "a program that is no well-known reader of secrets";
      yield { at: program, message: `From this change on, the secrets file runs ${what}.` };
    }
  },
});

/** Downloads that are run, and programs that do more than read. */
function isReportedItself(program: ShellScript): boolean {
  return (
    beyondReading(program) !== undefined || program.commands.some((one) => downloadsRunBy(one).length > 0)
  );
}

function textOf({ span }: ShellScript, { source }: SecretsFile): string {
  return source.text.slice(span.start, span.end).replace(/\s+/g, " ").trim();
}
