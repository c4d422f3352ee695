/** HK-08: a file with a name that others on the machine can guess. */
import type { Project } from "../../documents/project.ts";
import type { ShellCommand, ShellScript, ShellWord } from "../../documents/shell/shell-script.ts";
import { defineRule, type Edit, type Problem } from "../../engine/rule.ts";
import type { Place } from "../../source/source-text.ts";
import { checkProgram } from "../shared/programs/temp-file.ts";
import { commandLine, placeOfWord, textOfWord } from "../shared/scripts/command-line.ts";
import { roleOfScript } from "../shared/scripts/script-files.ts";

export default defineRule({
  id: "temp-file",
  category: "scripts",
  severity: "medium",
  confidence: "high",
  title: "Temporary file with a name that can be guessed",
  why: "Another user of the machine can make the file first, as a link to one of yours or to read what is written into it.",
  fix: "Let `mktemp` choose the name, and remove it at the end: `file=$(mktemp)` and `trap 'rm -f \"$file\"' EXIT`.",
  references: ["https://cwe.mitre.org/data/definitions/377.html"],
  appliesTo: ["shell-script", "program"],
  *check(document, project) {
    if (document.kind === "program") yield* checkProgram(document);
    else yield* checkScript(document, project);
  },
});

function* checkScript(script: ShellScript, project: Project): Iterable<Problem> {
  const role = roleOfScript(script, project);
  if (role === "dockerfile" || role === "workflow") return; // machines of their own
  if (role === "secrets") return; // secrets-command-risky tells of everything that writes there
  const names = guessableVariables(script);
  const seen = new Set<string>();
  for (const command of script.commands) {
    if (command.runsOn === "container") continue;
    for (const word of writtenFiles(command)) {
      const path = pathOf(word, names);
      if (path === undefined || seen.has(path.text) || isLock(path.text)) continue;
      seen.add(path.text);
      const message = `\`${path.text}\` can be made by any user of the machine before this writes to it.`;
      yield {
        at: path.at ?? placeOfWord(word, command),
        subject: path.text,
        message,
        ...(path.edit ? { edit: path.edit } : {}),
      };
    }
  }
}

interface Guessable {
  readonly text: string;
  /** Where the name is made, when that isn't where it is used. */
  readonly at?: Place;
  readonly edit?: Edit;
}

const GUESSABLE = /^(?:\/var)?\/tmp\/(?!\$\(\))[\w.$/-]*[\w$-][\w.$-]*$/;

/** `TMP=/tmp/deploy-$$` */
function guessableVariables({ assignments, commands, source }: ShellScript): Map<string, Guessable> {
  const made = new Map<string, Guessable>();
  for (const { name, value, span } of assignments) {
    const text = value ? nameOf(value) : undefined;
    if (!value || text === undefined) {
      made.delete(name);
      continue;
    }
    const isOwn = /\$\$$/.test(text) && value.parts.every(({ kind }) => kind !== "substitution");
    const mktemp = isOwn ? mktempFor(name, commands) : undefined;
    const edit = mktemp === undefined ? undefined : { span: value.span, text: mktemp };
    made.set(name, { text, at: { source, span, anchor: `${name}=` }, ...(edit ? { edit } : {}) });
  }
  return made;
}

/** A folder has to be one from the start, and only `mkdir -p` takes one that is there already. */
function mktempFor(name: string, commands: readonly ShellCommand[]): string | undefined {
  const users = commands.filter((command) =>
    command.arguments.some(({ parts }) =>
      parts.some((part) => part.kind === "variable" && part.name === name),
    ),
  );
  const makers = users.map((command) => commandLine(command).line).filter((line) => /^mkdir\b/.test(line));
  if (makers.length > 0)
    return makers.every((line) => /^mkdir (?:-\S+ )*-\w*p/.test(line)) ? "$(mktemp -d)" : undefined;
  return users.some((command) => commandLine(command).line.includes(`$${name}/`)) ? undefined : "$(mktemp)";
}

/** A fixed name, or one with nothing in it but the process id, the date or a name of the deployment. */
function nameOf(word: ShellWord): string | undefined {
  const text = textOfWord(word);
  const fixed = word.parts.every(
    (part) =>
      part.kind === "literal" ||
      (part.kind === "variable" && /^(?:\$|USER|KAMAL_\w+|0)$/.test(part.name)) ||
      (part.kind === "substitution" &&
        part.commands.every((one) => /^(?:date|whoami|basename)\b/.test(commandLine(one).line))),
  );
  return fixed && GUESSABLE.test(text.replaceAll("$()", "x")) ? text : undefined;
}

function pathOf(word: ShellWord, names: ReadonlyMap<string, Guessable>): Guessable | undefined {
  const [part] = word.parts;
  if (part?.kind === "variable" && names.has(part.name)) return names.get(part.name);
  const text = nameOf(word);
  return text === undefined ? undefined : { text };
}

/** Nothing is read from a lock, and it has to have a name that others know. */
function isLock(text: string): boolean {
  return /lock|\.pid$/.test(text);
}

const OUTPUT = /^(?:-o|--output|-O|--output-document|-f|--file|-S|--output-dir|--metadata-file|-out)$/;

/** The files a command makes or writes. */
function writtenFiles(command: ShellCommand): ShellWord[] {
  const { name = "", arguments: words } = commandLine(command);
  const targets = command.redirections.flatMap(({ operator, target }) =>
    target && operator.includes(">") ? [target] : [],
  );
  if (/^(?:touch|tee|mkdir|mkfifo|truncate)$/.test(name)) return [...targets, ...filesAmong(words)];
  if (/^(?:cp|mv|install|ln|scp)$/.test(name)) return [...targets, ...filesAmong(words).slice(-1)];
  const isReading = name === "tar" && /x/.test(words[0]?.literal ?? "");
  if (!WRITERS.test(name) || isReading) return targets;
  const outputs = words.filter((_, index) => OUTPUT.test(words[index - 1]?.literal ?? ""));
  const clustered = words.filter((_, index) =>
    /^(?:-[a-zA-Z]*[oOf]|[cru][a-z]*f)$/.test(words[index - 1]?.literal ?? ""),
  );
  return [...targets, ...outputs, ...clustered];
}

/** Programs that are told by an option where to write. */
const WRITERS = /^(?:curl|wget|tar|pg_dump|mysqldump|openssl|ssh-keygen|docker|zip|ssh|rsync|aria2c)$/;

function filesAmong(words: readonly ShellWord[]): ShellWord[] {
  return words.filter(
    (word, index) => !textOfWord(word).startsWith("-") && !OUTPUT.test(words[index - 1]?.literal ?? ""),
  );
}
