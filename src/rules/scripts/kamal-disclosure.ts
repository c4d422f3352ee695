/** HK-15: Kamal is asked to print what it keeps secret. */
import type { Project } from "../../documents/project.ts";
import { commandsRunning } from "../../documents/shell/commands-by-program.ts";
import type { ShellScript } from "../../documents/shell/shell-script.ts";
import { defineRule } from "../../engine/rule.ts";
import type { Severity } from "../../engine/severity.ts";
import { answersSecretsFile } from "../shared/scripts/answers-for-secrets.ts";
import { commandLine, placeOfLine, textOfWord } from "../shared/scripts/command-line.ts";
import { shownIn } from "../shared/scripts/printed-output.ts";
import { roleOfScript } from "../shared/scripts/script-files.ts";

export default defineRule({
  id: "kamal-disclosure",
  category: "scripts",
  severity: "high",
  confidence: "high",
  title: "Kamal prints secrets into the log",
  why: "With `kamal secrets print` every secret is shown in clear, and `kamal config` shows inline keys and passwords of accessories; both end in the log of CI.",
  fix: "Take it out of what runs by itself; ask for one value with `kamal secrets extract` inside `$(…)` where it is needed.",
  references: ["https://kamal-deploy.org/docs/commands/secrets/"],
  appliesTo: ["shell-script"],
  *check(script: ShellScript, project: Project) {
    const role = roleOfScript(script, project);
    if (role === "secrets" || script.setting) return;
    const calls = commandsRunning(script, /^(?:kamal|mrsk)$/);
    if (calls.length === 0) return;
    const isShown = shownIn(script);
    const isAutomatic = role === "hook" || role === "workflow";
    for (const command of calls) {
      if (!isShown(command) || answersSecretsFile(command, script, project)) continue;
      const { arguments: words } = commandLine(command);
      const found = disclosureOf(words.map(textOfWord), isAutomatic);
      if (found)
        yield {
          at: placeOfLine(command),
          subject: found.subject,
          severity: found.severity,
          message: found.message,
        };
    }
  },
});

interface Disclosure {
  readonly subject: string;
  readonly severity: Severity;
  readonly message: string;
}

function disclosureOf(words: readonly string[], isAutomatic: boolean): Disclosure | undefined {
  const verbs = words.filter(
    (word, index) =>
      !word.startsWith("-") &&
      !/^(?:-[dcr]|--destination|--config-file|--roles)$/.test(words[index - 1] ?? ""),
  );
  if (verbs[0] === "secrets" && verbs[1] === "print")
    return {
      subject: "secrets print",
      severity: isAutomatic ? "high" : "medium",
      message: "`kamal secrets print` shows every secret in clear here.",
    };
  if (verbs[0] === "secrets" && /^(?:fetch|extract)$/.test(verbs[1] ?? ""))
    return {
      subject: "secrets fetch",
      severity: isAutomatic ? "high" : "medium",
      message: `\`kamal secrets ${verbs[1]}\` prints the secret here instead of handing it on.`,
    };
  if (verbs[0] === "config" && verbs.length === 1)
    return {
      subject: "config",
      severity: isAutomatic ? "high" : "medium",
      message: "`kamal config` prints the configuration with whatever it holds in clear.",
    };
  if (verbs[0] === "envify") return undefined;
  const isVerbose = words.some((word) => /^(?:-v|--verbose)$/.test(word)) && verbs[0] !== "version";
  return isVerbose && isAutomatic
    ? {
        subject: "verbose",
        severity: "low",
        message: "With `--verbose` Kamal prints each command and the output of hooks into the log.",
      }
    : undefined;
}
