/** SEC-05: a user and password inside a URL. */
import { defineRule, type Problem } from "../../engine/rule.ts";
import type { SourceText } from "../../source/source-text.ts";
import { reachOf } from "../shared/hosts.ts";
import { isPlaceholder } from "../shared/secret-values.ts";

/** scheme://user:password@host; every part is bounded, so scanning stays linear. */
const URL_WITH_PASSWORD =
  /[\w$+.-]{2,40}:\/\/([^\s:/?#@"'`<>]{0,200}):([^\s/@"'`<>]{1,300})@(\[[0-9a-fA-F:.]{2,40}\]|[^\s/:?#"'`,;)\]}@<>]{1,260})/g;

export default defineRule({
  id: "url-with-credentials",
  category: "secrets",
  severity: "high",
  confidence: "high",
  title: "Password inside a URL",
  why: "The URL is committed with its password, and tools print URLs freely: in logs, in process lists, in error reports.",
  fix: "Make the whole URL a secret: list its name under `env.secret` and reference it from .kamal/secrets; rotate the password.",
  references: ["https://kamal-deploy.org/docs/configuration/environment-variables/"],
  appliesTo: ["text-file"],
  *check({ source }) {
    for (const match of source.text.matchAll(URL_WITH_PASSWORD)) yield* judge(match, source);
  },
});

function* judge(match: RegExpMatchArray, source: SourceText): Iterable<Problem> {
  const [url, user = "", password = "", host = ""] = match;
  if (isComputed(password) || isComputed(host)) return;
  const start = (match.index ?? 0) + url.lastIndexOf(`${password}@`);
  const at = { source, span: { start, end: start + password.length }, anchor: `${user}@${host}` };
  if (isTemplate(user, password)) {
    if (!isComment(source, start))
      yield {
        at,
        severity: "low",
        message: "A URL has room for a password here, so far with a placeholder.",
      };
  } else if (reachOf(host) === "public") {
    yield {
      at,
      severity: "critical",
      message: `The password of a URL to the public host ${host} stands here in clear.`,
    };
  } else {
    yield { at, message: `The password of a URL to ${host} stands here in clear.` };
  }
}

/** Variables, ERB, interpolation and format strings are filled in elsewhere. */
function isComputed(part: string): boolean {
  return /\$[A-Za-z_{(]|<%|%>|#\{|\{\{|%[s{]|^\$/.test(part) || part.includes("\ue000");
}

function isTemplate(user: string, password: string): boolean {
  if (isPlaceholder(password) || /^[A-Z][A-Z_]+$/.test(password)) return true;
  return (
    /^(?:user(?:name)?|login|foo|u)$/i.test(user) && /^(?:pass(?:word|wd)?|pwd|secret|bar|p)$/i.test(password)
  );
}

function isComment(source: SourceText, offset: number): boolean {
  return /^\s*(?:#|\/\/)/.test(source.lineText(source.positionAt(offset).line));
}
