/** Scripts that secrets files call for what they print: `RAILS_MASTER_KEY=$(.kamal/master-key.sh)`. */
import type { Project } from "../../../documents/project.ts";
import { programFile } from "../../../documents/shell/runs-input.ts";
import { isShellName } from "../../../documents/shell/shell-names.ts";
import type { ShellCommand, ShellScript } from "../../../documents/shell/shell-script.ts";
import { spelling } from "../../../documents/shell/spelling.ts";
import { onceFor } from "../../../source/once-for.ts";
import { commandLine } from "./command-line.ts";
import { roleOfScript } from "./script-files.ts";

/** True for what a script prints to its output, when that is the value of a secret. Errors are seen, and hooks run by themselves. */
export function answersSecretsFile(
  { redirections, surrounding }: ShellCommand,
  script: ShellScript,
  project: Project,
): boolean {
  if (roleOfScript(script, project) === "hook") return false;
  const isError = [...redirections, ...surrounding].some(
    ({ operator, target }) =>
      operator.includes(">") &&
      /^(?:2|\/dev\/(?:stderr|tty|fd\/2)|\/proc\/self\/fd\/2)$/.test(target?.literal ?? ""),
  );
  return !isError && calledBySecretsFiles(project).has(script.source.path);
}

const calledBySecretsFiles: (project: Project) => ReadonlySet<string> = onceFor((project) => {
  const scripts = project.documents.filter((one) => one.kind === "shell-script");
  const ofSecrets = scripts.filter((script) => roleOfScript(script, project) === "secrets");
  return new Set(ofSecrets.flatMap(({ commands }) => commands.flatMap(fileCalled)));
});

function fileCalled(command: ShellCommand): string[] {
  const { name = "", arguments: words } = commandLine(command);
  const file = isShellName(name) ? programFile(words) : command.name;
  return file ? [spelling(file).replace(/^\.\//, "")] : [];
}
