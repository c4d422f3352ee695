/** HK-10: a secret on a command line or in a URL. */
import type { Project } from "../../documents/project.ts";
import type { ShellCommand, ShellScript, ShellWord } from "../../documents/shell/shell-script.ts";
import { defineRule, type Edit, type Problem } from "../../engine/rule.ts";
import { onceFor } from "../../source/once-for.ts";
import type { Place } from "../../source/source-text.ts";
import { checkProgram } from "../shared/programs/secret-in-argv-or-url.ts";
import { commandLine, placeOfLine, placeOfWord } from "../shared/scripts/command-line.ts";
import { type PasswordArgument, passwordArguments } from "../shared/scripts/password-arguments.ts";
import { PLACES, roleOfScript } from "../shared/scripts/script-files.ts";
import { secretsIn } from "../shared/scripts/secret-flows.ts";
import { isOnlyShown } from "../shared/scripts/shown-text.ts";

export default defineRule({
  id: "secret-in-argv-or-url",
  category: "scripts",
  severity: "medium",
  confidence: "high",
  title: "Secret on a command line",
  why: "Every user of the machine can read command lines with `ps`, and URLs end in the logs of proxies and servers.",
  fix: "Give it on standard input or in a file: `docker login --password-stdin`, `curl --netrc-file` or `-K -`, `MYSQL_PWD`, `SSHPASS` with `sshpass -e`.",
  references: ["https://docs.docker.com/reference/cli/docker/login/#password-stdin"],
  appliesTo: ["shell-script", "program"],
  *check(document, project) {
    if (document.kind === "program") yield* checkProgram(document);
    else yield* checkScript(document, project);
  },
});

function* checkScript(script: ShellScript, project: Project): Iterable<Problem> {
  const isBuild = roleOfScript(script, project) === "dockerfile";
  const told = new Set<string>();
  for (const { command, argument, secret, cause } of handedOver(script, project)) {
    const edit = editFor(command, argument);
    if (!edit && (told.has(cause) || isToldBefore(cause, script, project))) continue;
    told.add(cause);
    yield {
      at: placeOfWord(argument.word, command),
      subject: secret,
      severity: argument.weight === "light" || isBuild ? "low" : "medium",
      message: `\`${secret}\` is handed over ${argument.how} here${PLACES[command.runsOn]}.`,
      ...(edit ? { edit } : {}),
    };
  }
}

interface HandedOver {
  readonly command: ShellCommand;
  readonly argument: PasswordArgument;
  /** The name of the secret. */
  readonly secret: string;
  /** What is said once, as for a list of secrets that one login reads. */
  readonly cause: string;
}

function handedOver(script: ShellScript, project: Project): HandedOver[] {
  if (script.setting === "cmd") return []; // nobody but the container itself sees its command lines
  const secrets = secretsIn(script, project);
  return script.commands
    .filter((command) => !isOnlyShown(command))
    .flatMap((command) =>
      passwordArguments(command).flatMap((argument) => {
        const [secret] = secrets(argument);
        if (!secret) return [];
        const cause = [...commandLine(command).line.split(" ", 2), secret.name, argument.how].join(" ");
        return [{ command, argument, secret: secret.name, cause }];
      }),
    );
}

/** Each `$(…)` of a secrets file is a script of its own. */
function isToldBefore(cause: string, script: ShellScript, project: Project): boolean {
  return (
    script.role === "secrets" && firstOfSecrets(project).get(`${script.source.path} ${cause}`) !== script
  );
}

const firstOfSecrets = onceFor((project: Project): ReadonlyMap<string, ShellScript> => {
  const first = new Map<string, ShellScript>();
  for (const script of project.documents) {
    if (script.kind !== "shell-script" || script.role !== "secrets") continue;
    for (const { cause } of handedOver(script, project)) {
      const key = `${script.source.path} ${cause}`;
      if (!first.has(key)) first.set(key, script);
    }
  }
  return first;
});

/** `docker login … -p "$TOKEN"` becomes `echo "$TOKEN" | docker login … --password-stdin`. */
function editFor(command: ShellCommand, { word }: PasswordArgument): Edit | undefined {
  const { name, arguments: words, through } = commandLine(command);
  if (!/^(?:docker|podman|nerdctl)$/.test(name ?? "") || words[0]?.literal !== "login") return undefined;
  if (through.some((wrapper) => wrapper !== "sudo") || !command.name || command.stages.length > 0)
    return undefined;
  const password = passwordOf(word, words[words.indexOf(word) - 1]);
  const { source, span: whole } = placeOfLine(command);
  const span = { start: command.span.start, end: whole.end };
  const before = password && source.text.slice(span.start, password.span.start);
  if (!password || command.span.start > whole.start || before?.includes("=")) return undefined;
  const after = source.text.slice(word.span.end, span.end);
  return { span, text: `echo ${password.value} | ${before}--password-stdin${after}` };
}

interface WrittenPassword extends Pick<Place, "span"> {
  readonly value: string;
}

/** `-p "$X"`, `-p"$X"`, `--password="$X"`. */
function passwordOf({ source, span }: ShellWord, option: ShellWord | undefined): WrittenPassword | undefined {
  const text = source.text.slice(span.start, span.end);
  const joined = /^(?:--password=|-p)(["$].*)$/s.exec(text)?.[1];
  if (joined !== undefined) return { span, value: joined };
  if (!option || !/^(?:-p|--password)$/.test(option.literal ?? "")) return undefined;
  return { span: { start: option.span.start, end: span.end }, value: text };
}
