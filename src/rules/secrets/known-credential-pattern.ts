/** SEC-04: credentials that are recognised by their format, wherever they stand, comments included. */
import type { CredentialHit } from "../../documents/credentials/credential-hit.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import type { SourceText } from "../../source/source-text.ts";
import { isPlaceholder } from "../shared/secret-values.ts";

/** Rails writes its master key as 32 hexadecimal digits; a digest of that length under this name is no accident. */
const MASTER_KEY = /RAILS_MASTER_KEY["']?\s{0,5}[:=]\s{0,5}["']?([0-9a-f]{32})(?![0-9a-f])/g;

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
  *check({ source, credentials }) {
    for (const hit of credentials) yield* judge(hit, source);
    for (const match of source.text.matchAll(MASTER_KEY)) {
      const start = match.index + match[0].length - (match[1]?.length ?? 0);
      const at = { source, span: { start, end: match.index + match[0].length }, anchor: "RAILS_MASTER_KEY" };
      yield {
        at,
        message:
          "The Rails master key stands here in clear; it decrypts every credential of the application.",
      };
    }
  },
});

function* judge({ span, what, worth }: CredentialHit, source: SourceText): Iterable<Problem> {
  if (isPlaceholder(source.text.slice(span.start, span.end))) return;
  const at = { source, span, anchor: what };
  if (worth === "whole") yield { at, message: `A ${what} stands here in clear.` };
  if (worth === "half") {
    yield {
      at,
      severity: "high",
      message: `An ${what} stands here in clear; with its secret key it is a whole credential.`,
    };
  }
  if (worth === "test") yield { at, severity: "medium", message: `A ${what} stands here in clear.` };
}
