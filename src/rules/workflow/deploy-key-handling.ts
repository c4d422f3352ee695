/** WFL-07: the private key of the deployment lies open on the runner. */
import type { Project } from "../../documents/project.ts";
import { laterStages, type ShellCommand, type ShellScript } from "../../documents/shell/shell-script.ts";
import { invocationOf } from "../../documents/shell/wrappers.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import { onceFor } from "../../source/once-for.ts";
import { commandLine, textOfWord } from "../shared/scripts/command-line.ts";
import { shownIn } from "../shared/scripts/printed-output.ts";
import {
  fileWritten,
  type KeyUse,
  keepsOthersOut,
  keyUses,
  takenCommands,
} from "../shared/secrets/key-material.ts";
import { isSecretName } from "../shared/secrets/secret-names.ts";
import { siteOf } from "../shared/workflows/workflow-of.ts";
import { EVERY_SECRET, secretsGiven } from "../shared/workflows/workflow-secrets.ts";

export default defineRule({
  id: "deploy-key-handling",
  category: "workflow",
  severity: "high",
  confidence: "medium",
  title: "Private key left open in a workflow",
  why: "Whoever reads the log, the process list or the file has the key with which Kamal enters every server.",
  fix: 'Load it into an agent without a file, `ssh-add - <<< "$SSH_PRIVATE_KEY"` or `webfactory/ssh-agent`; else write it after `umask 077`.',
  references: [
    "https://docs.github.com/actions/security-for-github-actions/security-guides/using-secrets-in-github-actions",
  ],
  appliesTo: ["shell-script"],
  *check(script, project) {
    if (script.role !== "workflow") return;
    const taken = takenCommands(script);
    const isShown = shownIn(script);
    const secrets = secretsGiven(script, project);
    const nameOf = (name: string): string => {
      const secret = secrets.get(name) ?? name;
      return secret === EVERY_SECRET ? name : secret;
    };
    for (const use of keyUses(script, nameOf)) {
      if (isOpenedLater(use, script)) continue; // key-file-permissions tells
      const isProtected = isProtectedIn(script, project);
      const problem = judge(use, isProtected, isShown(use.command) && !taken.has(use.command));
      if (problem)
        yield { at: { source: script.source, span: use.part.span, anchor: use.part.name }, ...problem };
    }
  },
});

/** `chmod 644 key` for the file that the key is written to. */
function isOpenedLater({ command }: KeyUse, { commands }: ShellScript): boolean {
  const file = fileWritten(command);
  if (!file) return false;
  const path = textOfWord(file);
  return commands.some((other) => {
    const { name, arguments: words } = commandLine(other);
    const isOpen = words.some(({ literal = "" }) =>
      /^0?[0-7][0-7][1-7]$|^[ao]*[ao]\+\w*r|^\+r/.test(literal),
    );
    return name === "chmod" && isOpen && words.some((word) => textOfWord(word) === path);
  });
}

/** Another step of the job may have changed the mode or prepared the folder; other jobs run on other machines. */
function isProtectedIn(script: ShellScript, project: Project): boolean {
  return keepsOthersOut(script) || protectedJobs(project).has(jobAround(script, project));
}

const protectedJobs = onceFor((project: Project): ReadonlySet<object> => {
  const scripts = project.documents.filter(
    (document): document is ShellScript => document.kind === "shell-script" && document.role === "workflow",
  );
  return new Set(scripts.filter(keepsOthersOut).map((script) => jobAround(script, project)));
});

/** Of a step in an action, which is of any job that uses it, the whole file. */
function jobAround(script: ShellScript, project: Project): object {
  return siteOf(script, project)?.job ?? script.source;
}

function judge(
  { command, part, as }: KeyUse,
  isProtected: boolean,
  isShown: boolean,
): Omit<Problem, "at"> | undefined {
  if (as === "argument")
    return { message: `${part.name} is an argument here, so every process of the runner can read it.` };
  const file = fileWritten(command);
  if (file) {
    if (/GITHUB_(?:ENV|OUTPUT)/.test(command.source.text.slice(file.span.start, file.span.end)))
      return undefined;
    if (printsToo(command))
      return { message: `${part.name} is also printed into the log here, through tee.` };
    return isProtected
      ? pasted({ command, part, as })
      : { message: `${part.name} is written to a file that every process of the runner can read.` };
  }
  // what the name itself gives away is found in every script
  if (!isShown || isSecretName(part.name)) return undefined;
  return { message: `${part.name} is printed into the log here.` };
}

/** `… | tee ~/.ssh/id_ed25519` shows what it writes, unless it is told where to. */
function printsToo(command: ShellCommand): boolean {
  const last = laterStages(command).at(-1)?.at(-1) ?? command;
  return (
    invocationOf(last).name === "tee" && last.redirections.every(({ operator }) => !operator.includes(">"))
  );
}

/** A quote or dollar sign in what GitHub pastes would change the command; with `env:` it can't. */
function pasted({ command, part }: KeyUse): Omit<Problem, "at"> | undefined {
  if (!command.source.text.startsWith("${{", part.span.start)) return undefined;
  return {
    severity: "low",
    strictness: "pedantic",
    message: `${part.name} is pasted into the script instead of coming through \`env:\`.`,
  };
}
