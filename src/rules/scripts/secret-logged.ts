/** HK-09: a secret is printed into the output of the deployment. */
import type { Project } from "../../documents/project.ts";
import type { ShellCommand, ShellScript } from "../../documents/shell/shell-script.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import { checkProgram } from "../shared/programs/secret-logged.ts";
import { answersSecretsFile } from "../shared/scripts/answers-for-secrets.ts";
import { placeOfLine } from "../shared/scripts/command-line.ts";
import { isDisguised } from "../shared/scripts/disguised-output.ts";
import { filesWithSecrets, printedWritten } from "../shared/scripts/files-with-secrets.ts";
import { vaultReadBy } from "../shared/scripts/printed-by-vaults.ts";
import { shownIn } from "../shared/scripts/printed-output.ts";
import { printingFunctions, withWords } from "../shared/scripts/printing-functions.ts";
import { getsSecrets, lowerInContainer, roleOfScript } from "../shared/scripts/script-files.ts";
import { secretsIn } from "../shared/scripts/secret-flows.ts";
import { printed, secretPrintedBy } from "../shared/scripts/secret-prints.ts";
import { shellTraces } from "../shared/scripts/shell-traces.ts";

export default defineRule({
  id: "secret-logged",
  category: "scripts",
  severity: "high",
  confidence: "medium",
  title: "Secret printed into the log",
  why: "What hooks and scripts print ends in the log of the deployment or of CI, which more people can read than the secret; Kamal shows all output of a hook that fails.",
  fix: 'Print that there is a value, not the value: `[ -n "$TOKEN" ] && echo set`; in CI mask it first with `::add-mask::`.',
  references: ["https://kamal-deploy.org/docs/hooks/overview/"],
  appliesTo: ["shell-script", "program"],
  *check(document, project) {
    if (document.kind === "program") yield* checkProgram(document);
    else yield* checkScript(document, project);
  },
});

function* checkScript(script: ShellScript, project: Project): Iterable<Problem> {
  const role = roleOfScript(script, project);
  if (role === "secrets" || isForSomebody(script)) return;
  const secrets = secretsIn(script, project);
  const isShown = shownIn(script);
  const printers = printingFunctions(script, isShown);
  const files = filesWithSecrets(script, secrets);
  for (const command of script.commands) {
    if (!isShown(command) || (role === "script" && isAnswer(command, script))) continue;
    if (answersSecretsFile(command, script, project)) continue;
    const positions = printers.get(command.name?.literal ?? "");
    const problem =
      (positions ? printed(withWords(command, positions), secrets) : undefined) ??
      secretPrintedBy(command, secrets, isShown) ??
      printedWritten(command, files) ??
      printedByVault(command, script);
    const isMasked = role === "workflow" && !isDisguised(command);
    const severity = isMasked ? "medium" : "high"; // GitHub masks what it knows to be secret
    if (problem) yield { ...problem, severity: lowerInContainer(problem.severity ?? severity, command) };
  }
  yield* shellTraces(script, secrets, getsSecrets(script, project), (path) => secretOfScript(path, project));
}

/** A secret that another script of the project uses on its command lines. */
function secretOfScript(path: string, project: Project): string | undefined {
  const plain = path.replace(/^\.\//, "");
  const script = project.documents.find(
    (one) =>
      one.kind === "shell-script" && (one.source.path === plain || one.source.path.endsWith(`/${plain}`)),
  );
  if (script?.kind !== "shell-script") return undefined;
  const secrets = secretsIn(script, project);
  return script.commands.flatMap((command) => command.arguments.flatMap((word) => secrets(word)))[0]?.name;
}

/** What Ruby takes from a program in deploy.yml is a value for Kamal; an alias answers the person who types it. */
function isForSomebody({ setting }: ShellScript): boolean {
  return setting === "erb" || setting === "alias";
}

/** A script that is named for a value and ends with printing it is called for that value. */
function isAnswer(command: ShellCommand, { commands, source }: ShellScript): boolean {
  if (!/(?:url|token|secret|password|credential|resolve|get|fetch|print)[^/]*$/i.test(source.path))
    return false;
  const last = commands.findLast(({ within, captured }) => !within && !captured);
  if (last !== command || !/^(?:echo|printf)$/.test(command.name?.literal ?? "")) return false;
  return command.arguments.every(({ parts }) =>
    parts.every((part) => part.kind !== "literal" || !/\s\S/.test(part.text)),
  );
}

function printedByVault(command: ShellCommand, script: ShellScript): Problem | undefined {
  const program = vaultReadBy(command, script);
  if (program === undefined) return undefined;
  const message = `The secret that \`${program}\` prints is taken by nothing here.`;
  return { at: placeOfLine(command), subject: program, message };
}
