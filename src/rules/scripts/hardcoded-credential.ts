/** HK-12: a password or a webhook's address is written into a script. */
import type { TextFile } from "../../documents/document.ts";
import type { Project } from "../../documents/project.ts";
import { feeders, type ShellCommand, type ShellScript } from "../../documents/shell/shell-script.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import type { Place } from "../../source/source-text.ts";
import type { Span } from "../../source/span.ts";
import { webhookAddresses } from "../shared/chat-webhooks.ts";
import { placeOfWord } from "../shared/command-line.ts";
import { passwordArguments } from "../shared/password-arguments.ts";
import { fileOf } from "../shared/script-files.ts";
import { isSecretName } from "../shared/secret-names.ts";
import { isPublicKeyValue, looksRandom, natureOf } from "../shared/secret-values.ts";
import { isOnlyShown } from "../shared/shown-text.ts";

export default defineRule({
  id: "hardcoded-credential",
  category: "scripts",
  severity: "critical",
  confidence: "medium",
  title: "Credential written into a script",
  why: "Whoever reads the repository or its history has it, and a script is copied further than any secrets file.",
  fix: "Rotate it, keep the new one in the secret manager, and read it from the environment: `.kamal/secrets` hands secrets to hooks.",
  references: ["https://kamal-deploy.org/docs/hooks/overview/"],
  appliesTo: ["text-file", "shell-script"],
  *check(document, project: Project) {
    if (document.kind === "text-file") yield* webhooksIn(document);
    else yield* passwordsIn(document, project);
  },
});

function* webhooksIn({ source, credentials }: TextFile): Iterable<Problem> {
  for (const { span, what, worth } of webhookAddresses(source.text)) {
    if (credentials.some((hit) => overlap(hit.span, span))) continue;
    const at = { source, span, anchor: what };
    const message = `The address of a ${what} stands here in clear; whoever has it can post.`;
    yield { at, subject: what, message, ...(worth === "half" ? { severity: "high" as const } : {}) };
  }
}

function overlap(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}

function* passwordsIn(script: ShellScript, project: Project): Iterable<Problem> {
  const file = fileOf(script, project);
  const role = file?.role;
  if (role === "secrets" || role === "dockerfile" || isSample(script.source.path)) return;
  for (const found of [...assigned(script), ...handedOver(script)]) {
    const { at, name, value } = found;
    if (file?.credentials.some(({ span }) => overlap(span, at.span)) || isRailsKey(name, value)) continue;
    if (!isCredential(name, value) || (role === "workflow" && isWeak(value))) continue;
    yield {
      at,
      subject: name,
      severity: isWeak(value) ? "high" : "critical",
      message: `The value of ${name} stands here in clear.`,
    };
  }
}

interface Found {
  readonly at: Place;
  readonly name: string;
  readonly value: string;
}

function assigned({ assignments, source }: ShellScript): Found[] {
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

function handedOver({ commands }: ShellScript): Found[] {
  return commands.flatMap((command) =>
    isOnlyShown(command)
      ? []
      : (printedInto(command) ??
        passwordArguments(command).flatMap(({ word, literal, weight, how }) => {
          if (literal === undefined || (weight === "light" && !looksRandom(literal))) return [];
          return [{ at: placeOfWord(word, command), name: `the password given ${how}`, value: literal }];
        })),
  );
}

/** `echo "…" | docker login --password-stdin` */
function printedInto(command: ShellCommand): Found[] | undefined {
  if (!command.arguments.some(({ literal }) => literal === "--password-stdin")) return undefined;
  const words = feeders(command)
    .filter(({ name }) => /^(?:echo|printf)$/.test(name?.literal ?? ""))
    .flatMap((one) => one.arguments);
  const found = words.filter(({ literal }) => literal !== undefined && !/^-|%s/.test(literal));
  return found.map((word) => ({
    at: placeOfWord(word, command),
    name: "the password given on standard input",
    value: word.literal ?? "",
  }));
}

/** Text that is no secret for all its name: a result, a colour, the path of a secret. */
const NO_SECRET =
  /^(?:ok|pass(?:ed)?|fail(?:ed|ure)?|error|success|unknown|default|ask|prompt|stdin|keychain|hidden|production|staging|development|test)$|\\|[^\x20-\x7e]|^\W*$|^[\w-]+(?:\/[\w-]+)+$/i;

function isCredential(name: string, value: string): boolean {
  if (value.length < 4 || /\s/.test(value.trim()) || isPublicKeyValue(value)) return false;
  if (NO_SECRET.test(value) && !looksRandom(value)) return false;
  if (/SECRETS?`$/.test(name) && !looksRandom(value) && /^[\w./-]+$/.test(value) && /[_/.-]/.test(value))
    return false;
  return natureOf(value) === "literal";
}

/** `known-credential-pattern` speaks of those. */
function isRailsKey(name: string, value: string): boolean {
  return (
    /RAILS_MASTER_KEY|SECRET_KEY_BASE/.test(name) &&
    /^(?:[0-9a-f]{32}|[0-9a-f]{64}|[0-9a-f]{128})$/.test(value)
  );
}

/** What databases of tests and laptops are given. */
function isWeak(value: string): boolean {
  return /^(?:pass(?:word|wd)?|secret|test|root|admin|postgres|mysql|redis|rails|user|app|dev|local)\d{0,4}$/i.test(
    value,
  );
}

function isSample(path: string): boolean {
  return /[.-](?:example|sample|template|tmpl|dist)(?:\.\w+)?$/.test(path);
}
