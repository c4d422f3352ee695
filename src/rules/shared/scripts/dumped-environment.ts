/** Commands that print the whole environment, with every secret in it. */
import { redirectedFiles } from "../../../documents/shell/input-files.ts";
import { laterStages, type ShellCommand, type ShellWord } from "../../../documents/shell/shell-script.ts";
import { commandLine } from "./command-line.ts";
import { showsOnTheWay } from "./printed-output.ts";

/** What is printed, and where it is that of. */
export interface DumpedEnvironment {
  /** The command, for a message. */
  readonly line: string;
  readonly of: "machine" | "container";
}

const DUMPS =
  /^(?:(?:env|printenv)(?: -0| --null)?|set|export(?: -p)?|declare(?: -[px]+)?|typeset(?: -[px]+)?|compgen -[ve]|ps [a-z]*e[a-z]*(?: \S+)?|jq (?:-[a-zA-Z]+ )*-[a-mo-zA-Z]*n[a-zA-Z]* (?:-[a-zA-Z]+ )*(?:env|\$ENV)(?: \|.*)?|perl .*\bprint\b.*%ENV\b.*|perl .*%ENV\b.*\bprint\b.*|[gmn]?awk .*\bin ENVIRON\b.*print.*|.*\/proc\/(?:self|\d+|\$\w*)\/environ)$/;

/** `docker exec app env`, and what `docker inspect` tells of it. */
const DUMPS_CONTAINER =
  /^(?:docker|podman|docker-compose|kubectl) (?:\S+ )*?(?:exec (?!.*\bsh\b).* (?:\/usr\/bin\/)?(?:env|printenv)$|inspect .*\.Config\.Env)/;

/** Undefined when something picks a harmless part of it. */
export function environmentDumpedBy(command: ShellCommand): DumpedEnvironment | undefined {
  if (!mayDump(command)) return undefined;
  const inside = commandLine(command).line;
  if (DUMPS_CONTAINER.test(inside))
    return picksHarmless(command) ? undefined : { line: inside, of: "container" };
  const line = wholeLine(command);
  if (!DUMPS.test(line) || setsSomething(command) || picksHarmless(command)) return undefined;
  return { line, of: "machine" };
}

/** Most commands are done with at once. */
function mayDump(command: ShellCommand): boolean {
  const { name, arguments: words, redirections } = command;
  const called = name?.literal?.replace(/^.*\//, "");
  if (called === undefined || PROGRAMS.has(called) || PROGRAMS.has(commandLine(command).name ?? "env"))
    return true;
  const endsSo = (word: ShellWord | undefined): boolean => /environ$/.test(lastText(word));
  return words.some(endsSo) || redirections.some(({ target }) => endsSo(target));
}

function lastText(word: ShellWord | undefined): string {
  const last = word?.parts.at(-1);
  return last?.kind === "literal" ? last.text : "";
}

/** Those that print an environment, those that look into containers, and those that run another command. */
const PROGRAMS: ReadonlySet<string> = new Set([
  ...["env", "printenv", "set", "export", "declare", "typeset", "compgen", "jq", "perl", "ps"],
  ...["awk", "gawk", "mawk", "nawk"],
  ...["docker", "podman", "docker-compose", "kubectl"],
  ...["sudo", "command", "exec"],
]);

/** With `env` in front, which is a wrapper where a command follows, and the file that is read. */
function wholeLine(command: ShellCommand): string {
  const { name, arguments: words } = command;
  const texts = [name, ...words, ...redirectedFiles(command)].map(
    (word) => word && (word.literal ?? spelled(word)),
  );
  return texts
    .join(" ")
    .slice(0, LONGEST)
    .replace(/^(?:sudo|command|exec|\/usr\/bin\/)\s*/, "");
}

/** Commands that print an environment are shorter. */
const LONGEST = 2_000;

/** `/proc/$$/environ` */
function spelled({ parts }: ShellCommand["arguments"][number]): string {
  return parts.map((part) => (part.kind === "literal" ? part.text : "$")).join("");
}

/** `export A=b`: assignments are no words of the command. */
function setsSomething({ source, span }: ShellCommand): boolean {
  return /^(?:export|declare|typeset)\s+(?:-\w+\s+)*[A-Za-z_]/.test(
    source.text.slice(span.start, Math.min(span.end, span.start + 200)),
  );
}

/** What `grep` looks for when it looks for secrets, by name or by what they belong to. */
const SECRETS =
  /SECRET|TOKEN|PASS|KEY|\.\*|["' ]\.["' ]|[\s"'^(|](?:AWS|DB|DATABASE|POSTGRES|MYSQL|REDIS|SMTP|STRIPE|RAILS)_?(?:["'\s|)]|$)/i;

/** `env | grep KAMAL_`, `env | cut -d= -f1`. */
function picksHarmless(command: ShellCommand): boolean {
  const later = laterStages(command);
  const shown = later.findIndex((stage) => stage.some(showsOnTheWay));
  return later
    .slice(0, shown < 0 ? later.length : shown)
    .flat()
    .some((next) => {
      const { name, line } = commandLine(next);
      if (name === "grep" || name === "egrep" || name === "rg")
        return !/ -\w*v/.test(line) && !SECRETS.test(line);
      if (PICKS_ONE.test(line)) return !SECRETS.test(line);
      return /^(?:cut -d ?=? ?-f ?1|awk -F ?= ?\{ ?print \$1|sed .*=\.\*|grep -c|wc)/.test(line);
    });
}

/** `sed -n 's/^HOME=//p'`, `awk -F= '/^HOME=/ {print $2}'`: the lines of one variable. */
const PICKS_ONE =
  /^(?:sed (?:-\S+ )*-\w*n\w* (?:-\S+ )*s([/|#])\^\w+=(?:\.\*)?\1\1p$|g?awk (?:-F ?= )?\/\^\w+=\/ ?(?:\{ ?print(?: \$2)? ?\})?$)/;
