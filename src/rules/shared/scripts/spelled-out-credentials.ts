/** Passwords and tokens that a shell script spells out: in assignments, on command lines, on the input of a program that asks. */
import { feeders, type ShellCommand, type ShellScript } from "../../../documents/shell/shell-script.ts";
import type { Span } from "../../../source/span.ts";
import type { NamedText } from "../secrets/credential-texts.ts";
import { isSecretName } from "../secrets/secret-names.ts";
import { looksRandom } from "../secrets/secret-values.ts";
import { commandLine, placeOfWord } from "./command-line.ts";
import { passwordArguments } from "./password-arguments.ts";
import { isOnlyShown } from "./shown-text.ts";

/** All of them; whether a value is one that counts is for others to say. */
export function spelledOutIn(script: ShellScript): NamedText[] {
  return [...assigned(script), ...setByDefault(script), ...handedOver(script)];
}

function assigned({ assignments, source }: ShellScript): NamedText[] {
  const isLoop = (value: Span, all: Span): boolean => value.start >= all.end;
  return assignments.flatMap(({ name, value, span }) => {
    const literal = value?.literal ?? "";
    if (!value || !isSecretName(name) || isLoop(value.span, span)) return [];
    const text = literal !== "" ? literal : fallbackOf(value);
    return text === ""
      ? []
      : [{ at: { source, span: value.span, anchor: `${name}=` }, name: `\`${name}\``, value: text }];
  });
}

/** `${DB_PASSWORD:-hunter2}` */
function fallbackOf({ parts }: NonNullable<ShellScript["assignments"][number]["value"]>): string {
  const [part, ...others] = parts;
  if (part?.kind !== "variable" || others.length > 0 || !/^:?[-=]$/.test(part.operator)) return "";
  return part.inner.map((one) => (one.kind === "literal" ? one.text : "$X")).join("");
}

function handedOver({ commands }: ShellScript): NamedText[] {
  return commands.flatMap((command) =>
    isOnlyShown(command)
      ? []
      : (printedInto(command) ??
        passwordArguments(command).flatMap(({ word, literal, weight, how }) => {
          if (literal === undefined || (weight === "light" && !looksRandom(literal))) return [];
          const [, variable] = /^([A-Za-z_]\w*)=/.exec(word.literal ?? "") ?? []; // `docker run -e DB_PASSWORD=…`
          const name = variable === undefined ? `the password given ${how}` : `\`${variable}\``;
          return [{ at: placeOfWord(word, command), name, value: literal }];
        })),
  );
}

/** `echo "…" | docker login --password-stdin` */
function printedInto(command: ShellCommand): NamedText[] | undefined {
  if (!asksForPassword(command)) return undefined;
  const printing = feeders(command).filter(({ name }) => /^(?:echo|printf)$/.test(name?.literal ?? ""));
  const words = printing.flatMap((one) =>
    one.arguments.every(({ literal }) => literal !== undefined) ? one.arguments : [],
  );
  const found = words.filter(({ literal }) => literal !== undefined && !/^-|%s/.test(literal));
  return found.map((word) => ({
    at: placeOfWord(word, command),
    name: "the password given on standard input",
    value: (word.literal ?? "").replace(/^[\w-]+:(?=.)|\\n$/g, ""), // `user:password` for chpasswd
  }));
}

function asksForPassword(command: ShellCommand): boolean {
  const { name, arguments: words } = command;
  const has = (option: RegExp): boolean => words.some(({ literal }) => option.test(literal ?? ""));
  if (/^(?:chpasswd|smbpasswd)$/.test(commandLine(command).name ?? "")) return true;
  if (name?.literal === "sudo") return has(/^(?:-\w*S\w*|--stdin)$/);
  return has(/^(?:--password-stdin|--passphrase-fd)$/) || (name?.literal === "passwd" && has(/^--stdin$/));
}

/** `: "${API_TOKEN:=…}"` */
function setByDefault({ commands }: ShellScript): NamedText[] {
  const words = commands.flatMap((command) => (command.name?.literal === ":" ? command.arguments : []));
  return words.flatMap((word) => {
    const [part] = word.parts;
    const name = part?.kind === "variable" ? part.name : "";
    const text = isSecretName(name) ? fallbackOf(word) : "";
    return text === "" ? [] : [{ at: { ...word, anchor: `${name}=` }, name: `\`${name}\``, value: text }];
  });
}
