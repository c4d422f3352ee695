/** Which variables of a script hold secrets, and which words would give them away. */

import type { Project } from "../../../documents/project.ts";
import {
  feeders,
  type ShellAssignment,
  type ShellCommand,
  type ShellScript,
  type ShellWord,
  type WordPart,
} from "../../../documents/shell/shell-script.ts";
import { onceFor, onceWithin } from "../../../source/once-for.ts";
import { SECRET_FILE } from "../secrets/secret-files.ts";
import { isHarmlessName, isSecretName } from "../secrets/secret-names.ts";
import { ALL_SECRETS, EVERY_SECRET, secretsGiven } from "../workflows/workflow-secrets.ts";
import { assignmentsTo } from "./assignments-by-name.ts";
import { commandLine, textOfWord } from "./command-line.ts";
import { givenAway } from "./hidden-output.ts";
import { secretProgramIn } from "./secret-programs.ts";
import { type Pieces, piecesIn } from "./shown-pieces.ts";

/** A secret in a word: the name of the variable, or the command that prints it. */
export interface SecretPart {
  readonly name: string;
  readonly part: WordPart;
}

/** The secrets that the value of a word would show. */
export type SecretsIn = (word: Pick<ShellWord, "parts">) => SecretPart[];

/** Two commits may share a script and differ in what their secrets files name. */
const ofProject: (project: Project) => (script: ShellScript) => SecretsIn = onceFor((project) =>
  onceWithin((script) => readSecrets(script, project)),
);

/** Reads a script once for each commit. */
export function secretsIn(script: ShellScript, project: Project): SecretsIn {
  return ofProject(project)(script);
}

function readSecrets(script: ShellScript, project: Project): SecretsIn {
  const pieces = piecesIn(script);
  const names = secretVariables(
    script,
    namesInSecretsFiles(project),
    namesInWorkflow(script, project),
    pieces,
  );
  const named = namesHeld(script);
  return (word) =>
    word.parts.flatMap((part) => [
      ...secretOfPart(part, names, pieces),
      ...named(part),
      ...everySecret(part, script),
    ]);
}

/** `${{ toJSON(secrets) }}`, for which there is no name. */
function everySecret(part: WordPart, { source }: ShellScript): SecretPart[] {
  const isAll =
    part.kind === "variable" &&
    part.name === "EXPRESSION" &&
    ALL_SECRETS.test(source.text.slice(part.span.start, part.span.end));
  return isAll ? [{ name: "toJSON(secrets)", part }] : [];
}

/** `for name in DB_PASSWORD API_TOKEN; do echo "${!name}"; done` shows what the names stand for. */
function namesHeld(script: ShellScript): (part: WordPart) => SecretPart[] {
  return (part) => {
    if (part.kind !== "variable" || part.operator !== "indirect") return [];
    const held = assignmentsTo(part.name, script).filter(({ span }) => span.start < part.span.start);
    const last = held.at(-1)?.value ?? readInto(part.name, script);
    if (last?.parts.some(listsEverything)) return [{ name: `\${!${part.name}}`, part }];
    const loop = held.at(-1)?.span.start; // all items of a loop start with its variable
    const items = held.filter(({ span }) => span.start === loop).map(({ value }) => value?.literal ?? "");
    const secret = items
      .flatMap((text) => text.split(/\s+/))
      .find((name) => /^\w+$/.test(name) && isSecretName(name));
    return secret === undefined ? [] : [{ name: secret, part }];
  };
}

/** `for v in $(compgen -e)`, `while read -r v; do … done < <(env | cut -d= -f1)` */
function listsEverything(part: WordPart): boolean {
  return (part.kind === "substitution" || part.kind === "process") && listsAll(part.commands);
}

function listsAll(commands: readonly ShellCommand[]): boolean {
  const [first, ...others] = commands.map(wholeLine);
  if (
    !/^(?:compgen -[aAev]+|(?:env|printenv)(?: -0| --null)?|export -p|declare -[px]+|set)$/.test(first ?? "")
  )
    return false;
  return !others.some((line) => /^e?grep (?!.*-\w*v)(?!.*(?:SECRET|TOKEN|PASS|KEY))/.test(line));
}

/** With `env` in front, which is a wrapper where a command follows. */
function wholeLine({ name, arguments: words }: ShellCommand): string {
  return [...(name ? [name] : []), ...words].map(textOfWord).join(" ");
}

/** What a loop around `read` is fed with. */
function readInto(name: string, { commands }: ShellScript): ShellWord | undefined {
  const reading = commands.find(
    (command) =>
      command.name?.literal === "read" && command.arguments.some(({ literal }) => literal === name),
  );
  return [...(reading?.redirections ?? []), ...(reading?.surrounding ?? [])].find(({ operator }) =>
    operator.startsWith("<"),
  )?.target;
}

/** Addresses with a password in them, and addresses that are as good as one. */
const SECRET_ADDRESS =
  /(?:^|_)(?:DATABASE|DB|REDIS|MONGO(?:DB)?|POSTGRES|MYSQL|AMQP|RABBITMQ|CLOUDAMQP|SMTP)_(?:UR[IL]|DSN)$|WEBHOOK(?:_UR[IL])?$/;

/** True for a name that announces a secret, or an address that holds one. */
export function isSecretVariable(name: string): boolean {
  return isSecretName(name) || SECRET_ADDRESS.test(name);
}

/** Names in secrets files that are only there because the file is at hand. */
const SETTING =
  /(?:USER(?:NAME)?|HOST|IPS?|PORT|NAME|EMAIL|DOMAIN|REGION|BUCKET|ENV(?:IRONMENT)?|ID|REGISTRY|SERVER|COMMIT|REVISION|VERSION|BRANCH|TAG|TIMESTAMP|EPOCH|DATE|TIME)$/;

/** What the secrets files give to hooks under names that hide nothing are settings. */
const namesInSecretsFiles: (project: Project) => ReadonlySet<string> = onceFor(({ documents }) => {
  const files = documents.filter((document) => document.kind === "secrets-file");
  return new Set(files.flatMap(({ assignments }) => assignments.map(({ name }) => name)));
});

/** Secrets travel from variable to variable; nobody sends them further. */
const MAX_ROUNDS = 6;

type IsSecret = (name: string) => boolean;

/** What the workflow around a script fills with a secret. */
function namesInWorkflow(script: ShellScript, project: Project): ReadonlySet<string> {
  const given = [...secretsGiven(script, project)];
  return new Set(
    given.flatMap(([name, secret]) => (secret === EVERY_SECRET || isSecretVariable(secret) ? [name] : [])),
  );
}

function secretVariables(
  script: ShellScript,
  fromFiles: ReadonlySet<string>,
  fromWorkflow: ReadonlySet<string>,
  pieces: Pieces,
): IsSecret {
  const assigned = Map.groupBy(script.assignments, ({ name }) => name);
  const found = new Set<string>(script.commands.flatMap(readFromSecretFile));
  const isSecret: IsSecret = (name) => {
    if (found.has(name)) return true;
    const values = assigned.get(name);
    if (values?.every(({ value }) => value === undefined || isSpelledOut(value))) return false;
    if (fromWorkflow.has(name)) return true;
    if (!fromFiles.has(name) && values && isOfChecks(name, values, assigned)) return false;
    if (isSecretVariable(name)) return true;
    return fromFiles.has(name) && !isHarmlessName(name) && !SETTING.test(name);
  };
  for (let round = 0, before = -1; round < MAX_ROUNDS && found.size > before; round++) {
    before = found.size;
    for (const { name, value } of script.assignments)
      if (value?.parts.some((part) => secretOfPart(part, isSecret, pieces).length > 0)) found.add(name);
  }
  return isSecret;
}

/** What a script of checks counts and takes apart: `PASS=()` beside `FAIL=()`, `token=$1` of which `${token#-}` is asked. */
function isOfChecks(
  name: string,
  values: readonly ShellAssignment[],
  assigned: ReadonlyMap<string, readonly ShellAssignment[]>,
): boolean {
  const isLabel = (part: WordPart): boolean =>
    part.kind === "literal" || (part.kind === "variable" && !isSecretVariable(part.name));
  if (name === "PASS")
    return assigned.has("FAIL") && values.every(({ value }) => value?.parts.every(isLabel) !== false);
  const isOwn = values.every(({ value }) => !value || /^\$1?$/.test(textOfWord(value)));
  if (name !== "token" || !isOwn) return false;
  return [...assigned.values()]
    .flat()
    .some(({ value }) =>
      value?.parts.some((part) => part.kind === "variable" && part.name === name && part.operator === "#"),
    );
}

/** `while read -r line; do … done < .env`: of several variables the last one gets the value. */
function readFromSecretFile(command: ShellCommand): string[] {
  const { name = "", arguments: words } = commandLine(command);
  if (!/^(?:read|mapfile|readarray)$/.test(name)) return [];
  const inputs = [...command.redirections, ...command.surrounding].filter(({ operator }) => operator === "<");
  const isFile = inputs.some(({ target }) => target && SECRET_FILE.test(textOfWord(target)));
  if (
    !isFile &&
    !listsAll(feeders(command)) &&
    !inputs.some(({ target }) => target?.parts.some(listsEverything))
  )
    return [];
  const names = words.flatMap(({ literal = "" }) => (/^[A-Za-z_]\w*$/.test(literal) ? [literal] : []));
  return names.slice(-1);
}

/** A literal is a matter of other rules; counters, lengths and lists of names are no secrets. */
function isSpelledOut({ parts }: ShellWord): boolean {
  return parts.every(
    (part) =>
      part.kind === "literal" ||
      part.kind === "arithmetic" ||
      (part.kind === "variable" && part.operator === "length"),
  );
}

function secretOfPart(part: WordPart, isSecret: IsSecret, pieces: Pieces): SecretPart[] {
  if (part.kind === "variable")
    return pieces.shows(part) && isSecret(part.name) ? [{ name: part.name, part }] : [];
  if (part.kind !== "substitution") return [];
  const name = printedSecret(part.commands, isSecret, pieces);
  return name === undefined ? [] : [{ name, part }];
}

/** What prints a secret and is no secret manager. */
const PRINTS_SECRET =
  /^(?:(?:bundle exec )?(?:kamal|mrsk) secrets (?:fetch|extract|print)|printenv \w*(?:PASSWORD|SECRET|TOKEN|MASTER_KEY)|cat \S*(?:master\.key|\.key$|id_(?:rsa|ed25519|ecdsa)$))/;

/** Programs that print what they are given, more or less. */
const PASSES_ON = /^(?:echo|printf|tr|sed|cut|base64|head|tail|rev|jq|xxd|gzip|awk|cat|openssl)$/;

/** What reveals a property of its input only. */
const HIDES =
  /^(?:wc|sha\d*sum|md5sum|shasum|grep -\w*[cq]|jq (?:-\S+ )*(?:empty|(?:.* ?\| ?)?(?:length|keys|type))$|test|cut -d ?=? ?-f ?1\b|awk -F ?= ?\{ ?print \$1|ssh-keygen -(?:y|l\w*) )/;

function printedSecret(
  commands: readonly ShellCommand[],
  isSecret: IsSecret,
  pieces: Pieces,
): string | undefined {
  for (const command of givenAway(commands, HIDES)) {
    const printed = secretGiven(command, isSecret, pieces);
    if (printed !== undefined && !pieces.leaveLittle(command)) return printed;
  }
  return undefined;
}

function secretGiven(command: ShellCommand, isSecret: IsSecret, pieces: Pieces): string | undefined {
  const { name = "", line, arguments: words } = commandLine(command);
  if (PRINTS_SECRET.test(line) || secretProgramIn(line) !== undefined) return name;
  const variable = name === "printenv" && words.length === 1 ? (words[0]?.literal ?? "") : "";
  if (isSecret(variable)) return variable;
  if (!PASSES_ON.test(name)) return undefined;
  const secrets = words.flatMap(({ parts }) => parts.flatMap((part) => secretOfPart(part, isSecret, pieces)));
  return secrets[0]?.name;
}
