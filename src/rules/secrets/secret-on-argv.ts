/** SEC-14: a secret spelled out on a command line: in `cmd`, aliases, docker options, log options, labels. */
import { type CommandLine, commandLinesOf } from "../../documents/kamal/command-lines.ts";
import { environmentsOf } from "../../documents/kamal/environments.ts";
import { describeOwner, type Owner } from "../../documents/kamal/owner.ts";
import { dig, isKnown, scalarOf, type YamlEntry, type YamlScalar } from "../../documents/yaml/yaml-node.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import { placeIn } from "../shared/places/place-in.ts";
import { argumentSecrets } from "../shared/secrets/argument-secrets.ts";
import { connectionPasswords } from "../shared/secrets/connection-passwords.ts";
import { holdsCredential } from "../shared/secrets/credential-headers.ts";
import { isSecretName } from "../shared/secrets/secret-names.ts";
import { isComputed, isPublicKeyValue, natureOf } from "../shared/secrets/secret-values.ts";
import { isToldAtVariable } from "../shared/secrets/told-at-variable.ts";

export default defineRule({
  id: "secret-on-argv",
  category: "secrets",
  severity: "high",
  confidence: "high",
  title: "Secret on a command line",
  why: "It is committed, printed in deploy logs, and stands in the process list and in `docker inspect` of every host that runs the command.",
  fix: "Take it out, rotate it, and let the program read it from its environment (`env.secret`) or from a file.",
  references: ["https://kamal-deploy.org/docs/configuration/environment-variables/"],
  appliesTo: ["kamal-file"],
  *check({ root }) {
    const cacheOptions = scalarOf(dig(root, "builder", "cache", "options")); // a rule of its own speaks of those
    for (const line of commandLinesOf(root)) if (line.at !== cacheOptions) yield* judge(line);
    for (const { owner, clear } of environmentsOf(root))
      for (const entry of clear) yield* judgeFlags(entry, owner);
  },
});

/** Texts that a program takes apart: its flags, JSON, the headers of its requests, the query of an address. */
const TEXT_OF_PARTS = /^\s*[-{[<]|:\/\/[^\s?]{1,300}\?|\bAuthorization[:=]|\w[ \t]{0,3}=[^=;]{1,300};/i;

/** `JAVA_OPTS: -Dspring.datasource.password=…`, `OTEL_EXPORTER_OTLP_HEADERS: Authorization=Basic …`. */
function* judgeFlags({ key, value }: YamlEntry, owner: Owner): Iterable<Problem> {
  if (value.kind !== "scalar" || isToldAtVariable(value)) return;
  if (HEADERS.test(key.text)) yield* judgeHeaders(value, key.text);
  if (!TEXT_OF_PARTS.test(value.text) || isSecretName(key.text)) return;
  if (![...connectionPasswords(value.text)].every(({ password }) => isComputed(password))) return; // told by another rule
  for (const { what: name, value: secret } of argumentSecrets(value.text)) {
    const message = `The value of \`${name}\` stands in clear in ${key.text} of ${describeOwner(owner)}.`;
    yield { at: placeIn(value, secret), subject: name, message };
  }
}

const HEADERS = /HEADERS?$/i;

/** `api-key=text,x-tenant=shop`: what exporters of telemetry send along. */
function* judgeHeaders(value: YamlScalar, variable: string): Iterable<Problem> {
  for (const pair of value.text.slice(0, LONGEST_LIST).split(",")) {
    const [, name = "", text = ""] = /^\s*([\w-]{1,60})=(.{1,500})$/.exec(pair) ?? [];
    const isKey = holdsCredential(name) || /^x-honeycomb-team$/i.test(name);
    if (!isKey || /^authorization$/i.test(name) || !isLiteral(text) || isComputed(text)) continue;
    const message = `The value of \`${name}\` stands in clear in ${variable}.`;
    yield { at: placeIn(value, text), subject: name, message };
  }
}

const LONGEST_LIST = 2_000;

function* judge(line: CommandLine): Iterable<Problem> {
  const { at, what, flag } = line;
  if (isToldAtVariable(at)) return;
  if (flag !== undefined && isSecretName(lastPart(flag))) {
    if (isKnown(at) && isLiteral(at.text))
      yield { at, message: `The value of ${what} is a secret in clear.` };
    return;
  }
  const header = /headers?\.([\w-]{1,60})$/i.exec(flag ?? "")?.[1];
  if (header !== undefined && holdsCredential(header) && isKnown(at) && isLiteral(withoutScheme(at.text)))
    yield { at, message: `The value of ${what} lets its holder in and stands in clear.` };
  for (const { what: name, value } of argumentSecrets(at.text)) {
    const message = `The value of \`${name}\` stands in clear in ${what}.`;
    yield { at: placeIn(at, value), subject: name, message };
  }
  yield* judgeHash(line);
}

/** What Traefik's basicauth middleware and htpasswd files hold; weak passwords are found out from it. */
function* judgeHash({ at, what }: CommandLine): Iterable<Problem> {
  const hash = /(?:\${1,2}(?:apr1|2[aby])\${1,2}|\{SHA\})[\w./$+=-]{20,}/.exec(at.text)?.[0];
  if (hash === undefined) return;
  const message = `The hash of a password stands in ${what}; whoever reads it can try passwords against it.`;
  yield { at: placeIn(at, hash), severity: "medium", message };
}

/** Of a label's name the part that says what its value is: in `traefik.http.routers.shop-pass.rule` the router has a name. */
function lastPart(flag: string): string {
  return flag.slice(flag.lastIndexOf(".") + 1);
}

/** Of `Basic dXNlcjpwYXNz`, the part that is the secret. */
function withoutScheme(text: string): string {
  return text.replace(/^\s*(?:Basic|Bearer|Token)\s+/i, "");
}

function isLiteral(text: string): boolean {
  return natureOf(text) === "literal" && !isPublicKeyValue(text);
}
