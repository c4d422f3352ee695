/** SEC-05: a user and password inside a URL. */
import type { FileRole } from "../../documents/file-role.ts";
import { stakesOf } from "../../documents/kamal/destination-stakes.ts";
import type { KamalFile } from "../../documents/kamal/kamal-file.ts";
import { writtenScalars } from "../../documents/yaml/yaml-node.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import type { Place, SourceText } from "../../source/source-text.ts";
import { type Reach, reachOf } from "../shared/network/hosts.ts";
import { placeIn } from "../shared/places/place-in.ts";
import { connectionPasswords, type PasswordPlace } from "../shared/secrets/connection-passwords.ts";
import { isEnvSample } from "../shared/secrets/env-samples.ts";
import { isPlaceholder } from "../shared/secrets/placeholders.ts";
import { isComputed, withoutVariable } from "../shared/secrets/secret-values.ts";
import { isToldAtVariable } from "../shared/secrets/told-at-variable.ts";

export default defineRule({
  id: "url-with-credentials",
  category: "secrets",
  severity: "high",
  confidence: "high",
  title: "Password inside a URL",
  why: "The URL is committed with its password, and tools print URLs freely: in logs, in process lists, in error reports.",
  fix: "Make the whole URL a secret: list its name under `env.secret` and reference it from .kamal/secrets; rotate the password.",
  references: ["https://kamal-deploy.org/docs/configuration/environment-variables/"],
  appliesTo: ["text-file", "kamal-file"],
  *check(document) {
    const { source } = document;
    if (document.kind === "text-file") {
      for (const found of connectionPasswords(source.text))
        yield* judge(found, { source, span: found.span }, document.role);
    } else for (const [found, at] of passwordsOnlyYamlShows(document)) yield* judge(found, at, "kamal");
  },
});

/** In texts that are put together by folding, escapes, aliases of strings or what ERB is known to print. */
function* passwordsOnlyYamlShows({ root, source }: KamalFile): Iterable<[PasswordPlace, Place]> {
  for (const scalar of writtenScalars(root)) {
    if (!/:\/\/|=|@/.test(scalar.text)) continue; // nearly every value
    const written = source.text.slice(scalar.span.start, scalar.span.end);
    if (scalar.text.length > LONGEST || written.includes(scalar.text) || isToldAtVariable(scalar)) continue;
    const shown = new Set([...connectionPasswords(written)].map(({ password }) => password));
    for (const found of connectionPasswords(scalar.text))
      if (!shown.has(found.password)) yield [found, placeIn(scalar, found.password)];
  }
}

/** Texts of this size are no addresses. */
const LONGEST = 20_000;

function* judge(place: PasswordPlace, at: Place, role: FileRole): Iterable<Problem> {
  const { source, span } = at;
  const { host } = place;
  const password = withoutVariable(place.password);
  if (isComputed(password)) return;
  const reach = reachOf(host);
  const isLocal = role === "script" && reach === "loopback"; // what starts a database on somebody's own machine
  if ((isOfBuild(role) || isOfSandbox(source, role) || isLocal) && isThrowaway(place, reach)) return;
  const anchored = { ...at, anchor: host };
  if (isTemplate(place, reach) || (isSample(source, span.start) && isCommon(password))) {
    const message = "A URL has room for a password here, so far with a placeholder.";
    if (!isSample(source, span.start) && !isOfBuild(role)) yield { at: anchored, severity: "low", message };
  } else if (isSentry(host)) {
    yield {
      at: anchored,
      severity: "low",
      message: "A Sentry DSN with its retired secret half stands here in clear.",
    };
  } else {
    const where = isComputed(host)
      ? "a computed host"
      : reach === "public"
        ? `the public host ${host}`
        : host;
    // nothing of a container listens there, so a dotenv file with such an address serves somebody's own machine
    const isOfCompose = !host.includes(".") && isThrowaway(place, reach); // `postgres://shop:shop@database`
    const own = role === "env-file" && (reach === "loopback" || isOfCompose);
    const severity = reach === "public" ? "critical" : own ? "medium" : "high";
    yield { at: anchored, severity, message: `The password of a URL to ${where} stands here in clear.` };
  }
}

/** Images are built and tests are run against databases that live for minutes. */
function isOfBuild(role: FileRole): boolean {
  return /^(?:dockerfile|entrypoint|workflow|action)$/.test(role);
}

/** `.env.example`, `.env.development`: values for somebody's own machine. */
function isOfSandbox({ path }: SourceText, role: FileRole): boolean {
  const suffix = /\.env\.?([^/]*)$/.exec(path)?.[1] ?? "";
  return role === "env-file" && (isEnvSample(suffix) || stakesOf(suffix) === "sandbox");
}

function isThrowaway({ user, password, host }: PasswordPlace, reach: Reach): boolean {
  if (reach !== "loopback" && reach !== "private" && host.includes(".")) return false;
  return isUser(password, user) || password.length < 3 || isCommon(password) || OF_A_TEST.test(password);
}

/** `app`, `app123` */
function isUser(password: string, user: string): boolean {
  return password.startsWith(user) && /^\d{0,4}$/.test(password.slice(user.length));
}

/** `local_pw`, `ci-password`: says itself that it is for nothing but this. */
const OF_A_TEST =
  /^(?:local|test|testing|ci|dev|dummy|fake|temp|throwaway)[-_.]?(?:pass|password|passwd|pwd?|secret|user|db)?$/i;

function isTemplate({ user, password, host }: PasswordPlace, reach: Reach): boolean {
  if (isPlaceholder(password) || /^[A-Z][A-Z_]+$/.test(password)) return true;
  if (/^(?:your?[-_.]|host(?:name)?$|<(?!%)|x{3})/i.test(host)) return true;
  if (reach === "documentation" && isCommon(password)) return true;
  return /^(?:user(?:name)?|login|foo|u)$/i.test(user) && isCommon(password);
}

/** What examples use; some use it for real, so it is a placeholder only with other signs. */
function isCommon(password: string): boolean {
  return /^(?:pass(?:word|wd)?|pwd?|secret|test|root|admin|postgres|mysql|changeit|bar|x-oauth-basic)$/i.test(
    password,
  );
}

function isSentry(host: string): boolean {
  return /(?:^|\.)sentry\.io$/i.test(host);
}

/** A comment, or a file that shows what to write. */
function isSample(source: SourceText, offset: number): boolean {
  if (/[.-](?:example|sample|template|tmpl|dist)(?:\.\w+)?$/.test(source.path)) return true;
  const start = source.lineStart(source.positionAt(offset).line);
  return /^\s*(?:#|\/\/)|\s#\s/.test(source.text.slice(start, Math.min(offset, start + 1_000)));
}
