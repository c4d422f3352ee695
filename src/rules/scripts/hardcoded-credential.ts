/** HK-12: a password or a webhook's address is written into a script. */
import type { TextFile } from "../../documents/document.ts";
import type { Program } from "../../documents/program/program.ts";
import type { Project } from "../../documents/project.ts";
import { feeders, type ShellCommand, type ShellScript } from "../../documents/shell/shell-script.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import type { Span } from "../../source/span.ts";
import { credentialsIn, joinedTexts } from "../shared/programs/hardcoded-credential.ts";
import { placeOfWord } from "../shared/scripts/command-line.ts";
import { passwordArguments } from "../shared/scripts/password-arguments.ts";
import { requestSecrets } from "../shared/scripts/request-settings.ts";
import { fileOf } from "../shared/scripts/script-files.ts";
import { isOnlyShown } from "../shared/scripts/shown-text.ts";
import { writtenSecrets } from "../shared/scripts/written-settings.ts";
import { isStandIn } from "../shared/secrets/build-stand-ins.ts";
import { webhookAddresses } from "../shared/secrets/chat-webhooks.ts";
import { isCredential, isRailsKey, isWeak, type NamedText } from "../shared/secrets/credential-texts.ts";
import { isSecretName } from "../shared/secrets/secret-names.ts";
import { looksRandom } from "../shared/secrets/secret-values.ts";

export default defineRule({
  id: "hardcoded-credential",
  category: "scripts",
  standsAtSecret: true,
  severity: "critical",
  confidence: "medium",
  title: "Credential written into a script",
  why: "Whoever reads the repository or its history has it, and a script is copied further than any secrets file.",
  fix: "Rotate it, keep the new one in the secret manager, and read it from the environment: `.kamal/secrets` hands secrets to hooks.",
  references: ["https://kamal-deploy.org/docs/hooks/overview/"],
  appliesTo: ["text-file", "shell-script", "program"],
  *check(document, project: Project) {
    if (document.kind === "text-file") yield* webhooksIn(document);
    else {
      if (document.kind === "program") yield* joinedWebhooks(document);
      yield* passwordsIn(document, project);
    }
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

function* joinedWebhooks(program: Program): Iterable<Problem> {
  for (const { at, text } of joinedTexts(program)) {
    const [found] = webhookAddresses(text);
    if (!found || webhookAddresses(at.source.text.slice(at.span.start, at.span.end)).length > 0) continue;
    const message = `The address of a ${found.what} is put together here in clear; whoever has it can post.`;
    yield { at, subject: found.what, message };
  }
}

function overlap(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}

function* passwordsIn(script: ShellScript | Program, project: Project): Iterable<Problem> {
  const file = fileOf(script, project);
  const role = file?.role;
  if (role === "secrets" || role === "kamal" || isSample(script.source.path)) return;
  const found =
    script.kind === "program"
      ? credentialsIn(script)
      : [...assigned(script), ...handedOver(script), ...writtenSecrets(script), ...requestSecrets(script)];
  for (const { at, name, value } of found) {
    if (file?.credentials.some(({ span }) => overlap(span, at.span)) || isRailsKey(name, value)) continue;
    if (!isCredential(name, value) || (role === "workflow" && isWeak(value))) continue;
    if (role === "dockerfile" && isForBuild(name, value)) continue;
    yield {
      at,
      subject: name,
      severity: isWeak(value) ? "high" : "critical",
      message: `The value of ${name} stands here in clear.`,
    };
  }
}

/** Frameworks ask for some word while assets are built. */
function isForBuild(name: string, value: string): boolean {
  const isWord = /^[a-z_-]+$/i.test(value) && !looksRandom(value);
  return isWord || isWeak(value) || isStandIn(name.replaceAll("`", ""), value);
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
          return [{ at: placeOfWord(word, command), name: `the password given ${how}`, value: literal }];
        })),
  );
}

/** `echo "…" | docker login --password-stdin` */
function printedInto(command: ShellCommand): NamedText[] | undefined {
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

function isSample(path: string): boolean {
  return /[.-](?:example|sample|template|tmpl|dist)(?:\.\w+)?$/.test(path);
}
