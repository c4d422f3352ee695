/** The environment, secrets files and keys among what a command sends. */
import {
  feeders,
  type ShellCommand,
  type ShellWord,
  substitutedCommands,
} from "../../../documents/shell/shell-script.ts";
import { type Carried, printedBy } from "./carried-secrets.ts";
import { heldIn, variablesIn, withPaths, wordsPassedOn, wordsPrinted } from "./carried-words.ts";
import { commandLine, textOfWord } from "./command-line.ts";
import { givenAway } from "./hidden-output.ts";
import { secretProgramIn } from "./secret-programs.ts";
import { fileIn, fromInput, type Material, printedMaterial } from "./secret-sources.ts";
import { destinationOf, type Shipment } from "./shipments.ts";

/** Undefined when nothing of the kind is sent. */
export function materialIn(
  shipment: Shipment,
  command: ShellCommand,
  carried: Carried,
): Material | undefined {
  const words =
    shipment.by === "http"
      ? shipment.sent.filter((word) => {
          const text = withPaths(word, carried);
          return sendsContent(word, text, shipment) || carried.files.has(text);
        })
      : shipment.sent;
  for (const word of shipment.by === "copy" && command.name?.literal?.endsWith("ssh") ? [] : words) {
    const text = withPaths(word, carried).replace(/^--[\w-]+=/, "");
    const file = fileIn(text, shipment) ?? carried.files.get(text.replace(/^.*@/, ""));
    if (file) return file;
  }
  for (const word of shipment.sent) {
    const printed = printedBy(substitutedCommands(word), carried.functions);
    if (printed) return printed;
    const [held] = [word, ...wordsPassedOn(word)].flatMap((one) => heldIn(one, carried.variables) ?? []);
    if (held) return held;
    const key = keyIn(word, shipment, carried);
    if (key) return key;
  }
  const login = shipment.logins?.flatMap((word) => keyIn(word, shipment, carried, NO_LOGIN) ?? [])[0];
  if (login) return login;
  const printed = shipment.sendsOutput ? printedMaterial([command]) : undefined;
  const takesInput = shipment.sendsInput || commandLine(command).through.includes("xargs");
  if (printed || !takesInput) return printed;
  return fromInput(command) ?? fedTo(command, shipment, carried) ?? fromVault(command, shipment, carried);
}

/** `echo "$KEY" | nc …`, `curl -d @- … <<< "$KEY"`, `collect | curl -d @- …`. */
function fedTo(command: ShellCommand, shipment: Shipment, carried: Carried): Material | undefined {
  const fed = givenAway(feeders(command));
  const printed = printedBy(fed, carried.functions);
  if (printed || destinationOf(shipment, carried) === "own") return printed;
  const documents = command.redirections.flatMap(({ heredoc, operator, target }) =>
    operator === "<<<" && target
      ? [target]
      : heredoc
        ? [{ ...heredoc, literal: undefined, source: command.source }]
        : [],
  );
  for (const word of [...fed.flatMap(wordsPrinted), ...documents]) {
    const material = heldIn(word, carried.variables) ?? keyIn(word, shipment, carried);
    if (material) return material;
  }
  return undefined;
}

/** `op read … | curl --data-binary @- https://…`; one's own servers and services are given secrets in this way. */
function fromVault(command: ShellCommand, shipment: Shipment, carried: Carried): Material | undefined {
  if (destinationOf(shipment, carried) === "own") return undefined;
  const program = givenAway(feeders(command)).flatMap(
    (one) => secretPrintedBy(commandLine(one).line) ?? [],
  )[0];
  return program === undefined ? undefined : { what: `what \`${program}\` prints`, many: false };
}

function secretPrintedBy(line: string): string | undefined {
  const [, kamal] = /^((?:kamal|mrsk) secrets (?:fetch|extract))\b/.exec(line) ?? [];
  return kamal ?? secretProgramIn(line);
}

/** What stands where an address does names no file: `curl "$SITE/.env"`. */
function sendsContent(word: ShellWord, text: string, { to }: Shipment): boolean {
  return !to.includes(word) && !/^https?:/.test(text);
}

/** Keys to everything else, which no service asks for. */
const MASTER =
  /^(?:RAILS_MASTER_KEY|SECRET_KEY_BASE|SSH_PRIVATE_KEY|DEPLOY_KEY|\w*PRIVATE_KEY|KAMAL_REGISTRY_PASSWORD|(?:POSTGRES|DB|DATABASE|MYSQL_ROOT|MYSQL)_PASSWORD|DATABASE_URL)$/;

/** Those of them with which nobody logs in anywhere. */
const NO_LOGIN = /^(?:RAILS_MASTER_KEY|SECRET_KEY_BASE|\w*PRIVATE_KEY)$/;

/** Places on the internet that keep what anybody sends them. */
const DROPS =
  /webhook\.site|requestbin|pipedream|ngrok|pastebin|transfer\.sh|file\.io|0x0\.st|paste\.rs|termbin|burpcollaborator|oast\.|interact\.sh|beeceptor|hookbin|requestcatcher/;

const REGISTRIES =
  /^https:\/\/(?:api\.github\.com|ghcr\.io|hub\.docker\.com|auth\.docker\.io|(?:api|registry)\.digitalocean\.com|gitlab\.com|registry\.[\w.-]+)\//;

function keyIn(word: ShellWord, { by, to }: Shipment, carried: Carried, keys = MASTER): Material | undefined {
  const { given, printed, made } = carried;
  if (by === "copy") return undefined;
  const file = withPaths(word, carried).replace(/^.*@/, "");
  const shown = [word, ...wordsPassedOn(word)].flatMap((one) => variablesIn(one, carried));
  const name = [...shown, ...(printed.get(file) ?? [])] // `echo "$KEY" > "$file"; curl -T "$file" …`
    .flatMap((one) => [one, ...(made.get(one) ?? [])]);
  if (name.includes("KAMAL_REGISTRY_PASSWORD") && to.some((target) => REGISTRIES.test(textOfWord(target))))
    return undefined; // the registry's own programming interface takes it
  const isDrop = to.some((target) => DROPS.test(textOfWord(target)));
  const found = name.find((one) => {
    const secret = given.get(one) ?? one;
    return keys.test(secret) || (isDrop && /TOKEN|SECRET|PASSWORD|KEY/.test(secret));
  });
  return found === undefined ? undefined : { what: `the value of \`${found}\``, many: false };
}
