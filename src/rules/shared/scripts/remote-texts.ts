/** Texts that another program parses anew: the remote shell of ssh, a shell in a container, Kamal's `exec`, a database. */
import { containerShell, isContainerTool } from "../../../documents/shell/container-command.ts";
import type { FilePlace } from "../../../documents/shell/copied-files.ts";
import { inlineProgram } from "../../../documents/shell/embedded-programs.ts";
import { inputFiles } from "../../../documents/shell/input-files.ts";
import { kamalExec } from "../../../documents/shell/kamal-exec.ts";
import { valuesOf } from "../../../documents/shell/option-values.ts";
import { remoteProgram } from "../../../documents/shell/remote-tools.ts";
import { inlineTextAt, interpreterOf, runsItsInput } from "../../../documents/shell/runs-input.ts";
import {
  feeders,
  type ShellCommand,
  type ShellWord,
  type WordPart,
} from "../../../documents/shell/shell-script.ts";
import { spelling } from "../../../documents/shell/spelling.ts";
import { readSshCall } from "../../../documents/shell/ssh-command.ts";
import { type Invocation, invocationOf } from "../../../documents/shell/wrappers.ts";
import { textOfWord } from "./command-line.ts";

/** One such text; the words are joined by blanks. */
export interface RemoteText {
  readonly parts: readonly WordPart[];
  /** What parses it, for a message. */
  readonly by: string;
  /** `container`: what it may do ends there. */
  readonly reach: "host" | "container" | "database";
}

/** The texts of a command. */
export function remoteTexts(command: ShellCommand): RemoteText[] {
  const invocation = invocationOf(command);
  const { name = "" } = invocation;
  if (name === "ssh" || name === "autossh") return ofSsh(invocation, command);
  const inside = containerShell(invocation);
  if (inside) {
    const words = inlineProgram(inside.arguments);
    const parts = words.length > 0 ? partsOf(words) : runsItsInput(command) ? inputOf(command) : [];
    return [{ parts, by: "the shell in the container", reach: "container" }];
  }
  const client = clientInContainer(invocation);
  if (client) return ofDatabase(client, command);
  const interpreted = interpretedInContainer(invocation);
  if (interpreted) return [interpreted];
  const exec = kamalExec(invocation);
  if (exec) {
    const input = READS_PROGRAM.test(exec.words.map(textOfWord).join(" ")) ? inputOf(command) : [];
    return [partsOf(exec.words), input].map((parts) => ({
      parts,
      by: "the shell of the server",
      reach: "host",
    }));
  }
  return ofDatabase(invocation, command);
}

function ofSsh(invocation: Invocation, command: ShellCommand): RemoteText[] {
  const { remote } = readSshCall(invocation);
  const line = remote.map(textOfWord).join(" ");
  const ofShell = { by: "the remote shell", reach: "host" } as const;
  const sent = { ...ofShell, parts: partsOf(remote) };
  if (READS_SQL.test(line)) return [sent, { parts: inputOf(command), by: "the database", reach: "database" }];
  const input = runsItsInput(command) || READS_PROGRAM.test(line) ? inputOf(command) : [];
  return [sent, { ...ofShell, parts: input }];
}

/** `ssh host docker exec -i db psql <<SQL` */
const READS_SQL = /(?:^| )(?:\S*\/bin\/)?(?:psql|mysql|mariadb|mongosh|sqlite3)(?: (?!-[ce]\b)[^|;&]*)?$/;

/** `ssh host python3 - <<PY`, and clients of databases: a program of another language, read from the input. */
export const READS_PROGRAM: RegExp = new RegExp(
  String.raw`(?:^| )(?:\S*\/bin\/)?(?:(?:python[\d.]*|ruby|perl|node|php)(?: -)?|(?:\S*\/)?rails runner -)$|${READS_SQL.source}`,
);

/** `docker exec db psql -c …` */
function clientInContainer({ name = "", arguments: words, through }: Invocation): Invocation | undefined {
  if (!/^(?:docker|podman|docker-compose|kubectl)$/.test(name)) return undefined;
  const at = words.findIndex(({ literal = "" }) => Object.hasOwn(CLIENTS, literal.replace(/^.*\//, "")));
  const client = words[at]?.literal?.replace(/^.*\//, "");
  return client === undefined ? undefined : { name: client, arguments: words.slice(at + 1), through };
}

/** `docker exec app ruby -e "…"`, `docker exec app bin/rails runner "…"` */
function interpretedInContainer({ name = "", arguments: words }: Invocation): RemoteText | undefined {
  if (!isContainerTool(name) || !words.some(({ literal }) => /^(?:exec|run)$/.test(literal ?? "")))
    return undefined;
  const names = words.map(({ literal = "" }) => literal.replace(/^.*\//, ""));
  const at = names.findIndex(
    (one, index) => index > 0 && (interpreterOf(one) || one === "rails" || one === "rake"),
  );
  const interpreter = interpreterOf(names[at]);
  const rest = words.slice(at + 1);
  const text = interpreter
    ? inlineTextAt(
        interpreter,
        rest.map(({ literal }) => literal),
      )
    : names[at + 1] === "runner"
      ? 1
      : undefined;
  const word = at < 0 || text === undefined ? undefined : rest[text];
  return word && { parts: word.parts, by: `${names[at]} in the container`, reach: "container" };
}

/** The option after which a client takes a program. */
const CLIENTS: Readonly<Record<string, RegExp>> = {
  psql: /^(?:-[a-zA-Z]*c|--command)$/,
  mysql: /^(?:-[a-zA-Z]*e|--execute)$/,
  mariadb: /^(?:-[a-zA-Z]*e|--execute)$/,
  mongosh: /^--eval$/,
  mongo: /^--eval$/,
  cqlsh: /^-e$/,
  "clickhouse-client": /^(?:-q|--query)$/,
};

function ofDatabase(invocation: Invocation, command: ShellCommand): RemoteText[] {
  const { name = "", arguments: words } = invocation;
  if (/^(?:rails|rake)$/.test(name) && words[0]?.literal === "runner")
    return [{ parts: ofRunner(words[1], command), by: "Ruby in the application", reach: "host" }];
  const remote = remoteProgram(invocation);
  if (remote) return [{ parts: partsOf(remote.words), by: "the remote shell", reach: "host" }];
  if (name === "sqlite3") return [{ parts: partsOf(words.slice(1)), by: "the database", reach: "database" }];
  const option = Object.hasOwn(CLIENTS, name) ? CLIENTS[name] : undefined;
  if (!option) return [];
  const texts = [partsOf(valuesOf(words, option)), inputOf(command)];
  return texts.map((parts) => ({ parts, by: "the database", reach: "database" }));
}

/** `rails runner "…"`, and `rails runner -`, which reads its input. */
function ofRunner(text: ShellWord | undefined, command: ShellCommand): WordPart[] {
  return text?.literal === "-" ? inputOf(command) : partsOf(text ? [text] : []);
}

/** The files that a client of a database takes its program from. */
export function databaseFiles(command: ShellCommand): FilePlace[] {
  const { name = "", arguments: words } = invocationOf(command);
  if (command.runsOn !== "here" || !Object.hasOwn(CLIENTS, name)) return [];
  const named = name === "psql" ? valuesOf(words, /^(?:-[a-zA-Z]*f|--file)$/) : [];
  return [...named, ...inputFiles(command)].map((word) => ({ path: spelling(word), on: "here" }));
}

function partsOf(words: readonly ShellWord[]): WordPart[] {
  return words.flatMap(({ parts }) => parts);
}

/** What a shell on the other side reads: a here-document, a here-string, or what is printed into the pipe. */
export function inputOf(command: ShellCommand): WordPart[] {
  const printing = feeders(command).filter((feeder) =>
    /^(?:echo|printf|cat)$/.test(invocationOf(feeder).name ?? ""),
  );
  const printed = printing.flatMap((feeder) => [
    ...(feeder.name?.literal === "cat" ? [] : partsOf(feeder.arguments)),
    ...inputParts(feeder),
  ]);
  return [...inputParts(command), ...printed];
}

function inputParts({ redirections }: ShellCommand): WordPart[] {
  return redirections.flatMap(({ operator, target, heredoc }) => {
    if (heredoc) return heredoc.parts;
    return operator === "<<<" && target ? target.parts : [];
  });
}
