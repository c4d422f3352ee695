/** DKF-02, HK-12, SEC-04: the login of a package server, registry or Git host, written out in a file such as .npmrc or where one is made. */
import type { TextFile } from "../../documents/document.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import { overlaps } from "../../source/span.ts";
import { isCredential, isWeak } from "../shared/secrets/credential-texts.ts";
import { isSampleFile } from "../shared/secrets/sample-files.ts";

export default defineRule({
  id: "login-file-literal",
  category: "secrets",
  severity: "critical",
  confidence: "high",
  title: "Login of a package server written out",
  why: "Whoever reads the repository or its history has the login, and a file such as `.npmrc` that a `RUN` writes stays in a layer of the image even when a later one removes it.",
  fix: "Rotate it, name the secret under `builder.secrets`, and mount the file for the one step that needs it: `RUN --mount=type=secret,id=npmrc,target=/root/.npmrc …`.",
  references: [
    "https://docs.docker.com/build/building/secrets/",
    "https://docs.npmjs.com/cli/configuring-npm/npmrc",
  ],
  appliesTo: ["text-file"],
  *check(file) {
    if (!RUNS.test(file.role) || isSampleFile(file.source.path)) return;
    const forms = file.role === "login-file" ? [...FORMS, ...OF_THE_FILE] : FORMS;
    for (const { pattern, what } of forms) {
      for (const match of file.source.text.matchAll(pattern)) yield* judge(match, what, file);
    }
  },
});

const REFER =
  "Rotate it, and let the file refer to a variable such as `NPM_TOKEN`, or keep it out of the repository.";

/** Files whose text a shell runs, and those that hold such a login themselves. */
const RUNS = /^(?:dockerfile|entrypoint|hook|script|workflow|action|login-file)$/;

const VALUE = String.raw`(?<value>[^\s"'\\;&|]{4,300})`;
const GAP = String.raw`(?:\s|\\n){1,20}`;

const LOGIN = String.raw`login${GAP}[^\s\\]{1,200}${GAP}`;

/** A name with dots or a variable, unlike in prose about a machine; where a login follows, any word is one. */
const HOST = String.raw`(?:[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}|localhost|\$\{?\w{1,80}\}?)`;

/** Every part is bounded and ends where the next one begins, so that each text is read once. */
const FORMS: readonly { readonly what: string; readonly pattern: RegExp }[] = [
  {
    what: "the npm registry",
    pattern: new RegExp(`(?<![A-Za-z0-9])_(?:authToken|auth|password)["']?[ =]["']?${VALUE}`, "gd"),
  },
  {
    what: "`.netrc`",
    pattern: new RegExp(
      String.raw`\b(?:machine${GAP}(?:${HOST}${GAP}|[^\s\\]{1,200}${GAP}${LOGIN})|default${GAP}${LOGIN})password${GAP}${VALUE}`,
      "gd",
    ),
  },
  {
    what: "the gem server",
    pattern: new RegExp(
      String.raw`\bbundle[ ]config[ ](?:set[ ])?(?:--\w{1,20}[ ]){0,3}["']?(?:https?:\/\/)?[\w-]{1,63}\.[\w./:-]{2,200}["']?[ ]["']?[\w.@-]{1,100}:(?!\/\/)${VALUE}`,
      "gd",
    ),
  },
];

/** How the files write what `FORMS` do not know; a comment at the beginning of a line is none of it. */
const OF_THE_FILE: readonly { readonly what: string; readonly pattern: RegExp }[] = [
  {
    what: "the npm registry",
    pattern: new RegExp(
      String.raw`^[^#;\s][^\n]{0,300}:_(?:authToken|auth|password)(?: {1,9}= ?| ?= {1,9})["']?${VALUE}`,
      "gmd",
    ),
  },
  {
    what: "the npm registry",
    pattern: new RegExp(
      String.raw`^[ ]{0,20}npmAuth(?:Token|Ident): {1,9}["']?(?:[^\s"':]{1,100}:)?${VALUE}`,
      "gmd",
    ),
  },
  {
    what: "the gem server",
    pattern: new RegExp(
      String.raw`^BUNDLE_(?!(?:BUILD|LOCAL|MIRROR|GEM)__)[A-Z0-9_]{1,100}[A-Z0-9]__[A-Z]{2,12}: {1,9}["']?(?:[\w.@-]{1,100}:(?!\/\/))?${VALUE}`,
      "gmd",
    ),
  },
  {
    what: "the registry of images",
    pattern: new RegExp(
      String.raw`"(?:auth|identitytoken|registrytoken|password)"\s{0,9}:\s{0,9}"${VALUE}"`,
      "gd",
    ),
  },
  {
    what: "the package index",
    pattern: new RegExp(
      String.raw`^[ \t]{0,20}password {0,9}[=:] {0,9}(?!%\(\w{1,100}\)s\s*$)${VALUE}`,
      "gmd",
    ),
  },
];

function* judge(match: RegExpExecArray, what: string, file: TextFile): Iterable<Problem> {
  const [start, end] = match.indices?.groups?.value ?? [0, 0];
  const value = match.groups?.value ?? "";
  const span = { start, end };
  if (!isCredential(what, value) || file.credentials.some((hit) => overlaps(hit.span, span))) return;
  yield {
    at: { source: file.source, span, anchor: what },
    severity: file.role === "dockerfile" || isWeak(value) ? "high" : "critical",
    message: `The password for ${what} stands here in clear.`,
    ...(file.role === "login-file" ? { fix: REFER } : {}),
  };
}
