/** Where commands take passwords and tokens on their command line, which every user of the machine can read. */

import type { ShellCommand, ShellWord, WordPart } from "../../../documents/shell/shell-script.ts";
import { onceFor } from "../../../source/once-for.ts";
import { isSecretName } from "../secrets/secret-names.ts";
import { textOfWord } from "./command-line.ts";

/** One such place. */
export interface PasswordArgument {
  readonly word: ShellWord;
  /** The parts of the word that are the password; for a literal one, its text starts at `offset` of the word's text. */
  readonly parts: readonly WordPart[];
  readonly literal: string | undefined;
  /** How it is given, for a message. */
  readonly how: string;
  /** `light` where the common way is no better: a header, a form field. */
  readonly weight: "full" | "light";
}

interface Form {
  /** Any program unless given. */
  readonly programs?: readonly string[];
  /** Matches the text of the word, with the password at its end; for two words, that of the option alone. */
  readonly option: RegExp;
  readonly separate: boolean;
  readonly how: string;
  /** What stands before the password in its word. */
  readonly before?: RegExp;
  /** What stands before it is its name; only secrets are meant. */
  readonly named?: true;
  readonly weight?: "light";
  readonly unless?: readonly string[];
  /** A word without which the option means something else. */
  readonly verb?: RegExp;
}

const FORMS: readonly Form[] = [
  {
    programs: ["curl", "wget", "http", "https"],
    option: /^(?:-[a-zA-Z]*u|--user|-a|--auth|--proxy-user)$/,
    separate: true,
    before: /^[^:]*:/,
    how: "as `user:password`",
  },
  {
    programs: ["curl", "wget", "http", "https"],
    option: /^--(?:user|password|http-password|proxy-user)=/,
    separate: false,
    how: "as an option",
    before: /^--[\w-]+=(?:[^:]*:)?/,
  },
  {
    programs: ["curl", "wget", "http", "https"],
    option: /^(?:-[a-zA-Z]*H|--header)$/,
    separate: true,
    before: /^[\w-]+:\s*(?:(?:Bearer|Basic|Token|token|Bot)\s+)?/,
    how: "in a header",
    weight: "light",
  },
  {
    programs: ["curl"],
    option: /^(?:-[a-zA-Z]*[dF]|--data(?:-\w+)?|--form(?:-string)?)$/,
    separate: true,
    how: "in the body",
    before: /^(?=.*(?:token|secret|password|key)["']?\s*[=:])/i,
    weight: "light",
  },
  {
    programs: ["docker", "podman", "nerdctl", "helm", "oras", "crane", "skopeo", "buildah"],
    option: /^(?:-p|--password|--creds)$/,
    separate: true,
    how: "as `-p`",
    verb: /^(?:login|copy|--creds)$/,
  },
  {
    programs: ["docker", "podman", "nerdctl"],
    option: /^--build-arg$/,
    separate: true,
    before: /^\w+=/,
    named: true,
    how: "as a build argument",
  },
  {
    programs: ["docker", "podman", "nerdctl"],
    option: /^(?:-e|--env)$/,
    separate: true,
    before: /^\w+=/,
    named: true,
    how: "as `-e`",
    weight: "light",
  },
  {
    programs: ["mysql", "mysqldump", "mysqladmin", "mariadb", "mariadb-dump", "mariadb-admin"],
    option: /^-p./,
    separate: false,
    before: /^-p/,
    how: "as `-p`",
  },
  { programs: ["sshpass"], option: /^-p$/, separate: true, how: "as `-p`" },
  { programs: ["sshpass"], option: /^-p./, separate: false, before: /^-p/, how: "as `-p`" },
  { programs: ["redis-cli"], option: /^(?:-a|--pass)$/, separate: true, how: "as `-a`" },
  {
    programs: ["mongo", "mongosh", "mongodump", "mongorestore", "ldapsearch", "rabbitmqadmin"],
    option: /^(?:-p|-w|--password)$/,
    separate: true,
    how: "as `-p`",
  },
  {
    programs: ["docker", "podman", "nerdctl"],
    option: /^--password=/,
    separate: false,
    before: /^--password=/,
    how: "as `--password`",
  },
  { programs: ["openssl"], option: /^pass:/, separate: false, before: /^pass:/, how: "as `pass:`" },
  { programs: ["openssl"], option: /^-[kK]$/, separate: true, how: "as an option" },
  {
    programs: ["gpg", "gpg2"],
    option: /^--passphrase$/,
    separate: true,
    how: "as `--passphrase`",
  },
  {
    programs: ["aws"],
    option: /^aws_(?:secret_access_key|session_token)$/,
    separate: true,
    how: "as a setting",
    verb: /^configure$/,
  },
  { programs: ["npm"], option: /:_authToken$/, separate: true, how: "as a setting" },
  {
    option:
      /^--?(?:password|passwd|token|auth-token|access-token|api-key|apikey|secret|secret-key|client-secret)$/,
    separate: true,
    how: "as an option",
    unless: ["kamal", "rails", "echo", "printf", "gh", "op", "vault", "docker", "podman", "buildctl"],
  },
  {
    option:
      /^--?(?:password|passwd|token|auth-token|access-token|api-key|apikey|secret|secret-key|client-secret)=/,
    separate: false,
    before: /^--?[\w-]+=/,
    how: "as an option",
    unless: ["docker", "podman", "buildctl"],
  },
];

const FORMS_OF_ALL = FORMS.filter(({ programs }) => programs === undefined);

/** Programs with forms of their own; most commands are none of them. */
const PROGRAMS: ReadonlySet<string> = new Set(FORMS.flatMap(({ programs = [] }) => programs));

/** All such places of a command, wrappers such as sshpass included. */
export const passwordArguments: (command: ShellCommand) => readonly PasswordArgument[] = onceFor(find);

function find(command: ShellCommand): PasswordArgument[] {
  const words = command.name ? [command.name, ...command.arguments] : [];
  const names = words.slice(0, MAX_WRAPPED).map((word) => word.literal?.replace(/^.*\//, "") ?? "");
  const texts = words.map(textOfWord);
  if (!texts.some((text) => MAY_TAKE.test(text))) return [];
  const possible = names.some((name) => PROGRAMS.has(name)) ? FORMS : FORMS_OF_ALL;
  const forms = possible.filter((form) => isFor(form, names, texts));
  return words.flatMap((word, index) => {
    const [before = "", text = ""] = [texts[index - 1], texts[index]];
    if (index === 0 || !(MAY_TAKE.test(before) || MAY_TAKE.test(text))) return [];
    if (namesSecret(names, before) || namesSecret(names, text)) return [];
    const form = forms.find((one) => one.option.test(one.separate ? before : text));
    const found = form ? argumentOf(word, form) : undefined;
    return found ?? inAddress(word) ?? [];
  });
}

/** `gcloud secrets versions access latest --secret=NAME` */
function namesSecret(names: readonly string[], option: string): boolean {
  return names.includes("gcloud") && /^--secret(?:=|$)/.test(option);
}

/** What every form needs among the words, so that most commands are done with at once. */
const MAY_TAKE = /^-|^aws_|[=:]|:\/\//;

/** `sudo sshpass -p … ssh`: the program is one of the first words. */
const MAX_WRAPPED = 8;

function isFor(
  { programs, unless, verb }: Form,
  names: readonly string[],
  texts: readonly string[],
): boolean {
  if (programs && !programs.some((program) => names.includes(program))) return false;
  if (unless?.some((program) => names.includes(program))) return false;
  return !verb || texts.some((text) => verb.test(text));
}

function argumentOf(word: ShellWord, form: Form): PasswordArgument | undefined {
  const { before, how } = form;
  const text = textOfWord(word);
  const [assigned] = /^\w+(?==)/.exec(text) ?? [];
  const isOther =
    form.option.source.includes("build-arg") && assigned !== undefined && !isSecretName(assigned);
  const weight = isOther ? "light" : (form.weight ?? "full");
  const isVariable = word.parts.every(({ kind }) => kind !== "literal");
  const lead = before && !isVariable ? before.exec(text)?.[0] : "";
  if (lead === undefined || lead.length >= text.length) return undefined;
  const literal = word.literal?.slice(lead.length);
  if (form.named && literal !== undefined && !isSecretName(lead.slice(0, -1))) return undefined;
  return { word, parts: after(word.parts, lead.length), literal, how, weight };
}

/** The parts behind the first characters of a word's text. */
function after(parts: readonly WordPart[], length: number): WordPart[] {
  let left = length;
  return parts.filter((part) => {
    const size = textOfWord({ parts: [part] }).length;
    const isBehind = left < size;
    left = Math.max(0, left - size);
    return isBehind;
  });
}

/** `?api_key=…` at the end of an address. */
const QUERY =
  /^[a-z]+:\/\/[^?\s]{1,300}\?(?:[^#\s]{0,500}&)?(?:access_?token|token|api_?key|key|secret|password|sig)=([^&#\s]+)$/i;

/** `https://user:$TOKEN@host`, `https://$TOKEN@host`, `?token=$TOKEN`, `/bot$TOKEN/`. */
function inAddress(word: ShellWord): PasswordArgument | undefined {
  const text = textOfWord(word);
  const query = QUERY.exec(text)?.[1];
  if (query !== undefined && word.literal !== undefined)
    return { word, parts: [], literal: query, how: "in a URL", weight: "light" };
  const address =
    /^(?:[\w-]+=)?[a-z][a-z0-9+.-]*:\/\//i.exec(text) ?? /^\$\w+\/[^?\s]*\?(?=.*=\$)/.exec(text);
  if (!address) return undefined;
  const parts = after(word.parts, address[0].length).filter((part) => part.kind !== "literal");
  return parts.length === 0
    ? undefined
    : { word, parts, literal: undefined, how: "in a URL", weight: "full" };
}
