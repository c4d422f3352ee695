/** SEC-04: credentials that are recognised by their format, wherever they stand, comments included. */
import type { CredentialHit } from "../../documents/credentials/credential-hit.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import type { SourceText } from "../../source/source-text.ts";
import { isSampleToken } from "../shared/secrets/placeholders.ts";
import { isPublicName } from "../shared/secrets/secret-names.ts";
import { isComputed } from "../shared/secrets/secret-values.ts";

/** Rails writes them in hexadecimal digits of this length; under these names that is no accident. */
const RAILS_KEY =
  /(RAILS_MASTER_KEY|SECRET_KEY_BASE)["']?\]?[ \t]{0,5}(?:\|\|=|=>|[:=,])[ \t]{0,5}["']?([0-9a-f]{128}|[0-9a-f]{64}|[0-9a-f]{32})(?![0-9a-f])/g;

export default defineRule({
  id: "known-credential-pattern",
  category: "secrets",
  severity: "critical",
  confidence: "high",
  title: "Credential of a known provider",
  why: "The text has the exact format of a live credential; whoever reads the repository or its history can use it, also from a comment.",
  fix: "Revoke it at the provider, put a reference into .kamal/secrets instead, and treat the history as leaked.",
  references: ["https://docs.github.com/code-security/secret-scanning/introduction/about-secret-scanning"],
  appliesTo: ["text-file"],
  *check({ source, credentials, role }) {
    const isKeyFile = role === "key-file"; // of which key-file-committed tells
    for (const hit of credentials) if (!isKeyFile || hit.what !== "private key") yield* judge(hit, source);
    yield* railsKeys(source);
  },
});

/** What a hit of lesser worth weighs and what is to be said of it. */
const LESSER: Readonly<Record<string, (what: string) => Pick<Problem, "severity" | "message">>> = {
  half: (what) => ({
    severity: "high",
    message: `${withArticle(what)} stands here in clear; with its secret key it is a whole credential.`,
  }),
  test: (what) => ({ severity: "medium", message: `${withArticle(what)} stands here in clear.` }),
  browser: (what) => ({
    severity: "medium",
    message: `${withArticle(what)} stands here in clear; unless it is restricted to certain sites and services, anybody can spend on it.`,
  }),
};

function* judge({ span, what, worth, joined }: CredentialHit, source: SourceText): Iterable<Problem> {
  const written = joined ?? source.text.slice(span.start, span.end);
  const text =
    what.endsWith("in base64") && joined === undefined
      ? Buffer.from(written, "base64").toString("latin1")
      : written;
  if (isComputed(text) || isSampleToken(text) || isMeantForBrowsers(text, nameBefore(source, span.start)))
    return;
  const judged = LESSER[worth]?.(what) ?? { message: `${withArticle(what)} stands here in clear.` };
  yield { at: { source, span, anchor: what }, ...judged };
}

function withArticle(what: string): string {
  return `${/^(?:[aeio]|npm\b)/i.test(what) ? "An" : "A"} ${what}`;
}

/** Keys for browsers and tokens of anonymous visitors, when the variable's name says that they are public. */
function isMeantForBrowsers(text: string, name: string): boolean {
  return /^(?:AIza|eyJ)/.test(text) && isPublicName(name);
}

function nameBefore(source: SourceText, offset: number): string {
  const before = source.text.slice(Math.max(0, offset - 100), offset);
  return /([\w.]+)["']?[ \t]*[:=][ \t]*["']?$/.exec(before)?.[1] ?? "";
}

function* railsKeys(source: SourceText): Iterable<Problem> {
  for (const match of source.text.matchAll(RAILS_KEY)) {
    const [whole, name = "", key = ""] = match;
    if (isSampleToken(key)) continue;
    const end = match.index + whole.length;
    const use = name === "RAILS_MASTER_KEY" ? "decrypts every credential" : "signs every session";
    const message = `${name} stands here in clear; it ${use} of the application.`;
    yield { at: { source, span: { start: end - key.length, end }, anchor: name }, message };
  }
}
