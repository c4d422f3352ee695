/** DKF-02, HK-12: the login of a package server or Git host, written out where a file such as .npmrc or .netrc is made. */
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
    for (const { pattern, what } of FORMS) {
      for (const match of file.source.text.matchAll(pattern)) yield* judge(match, what, file);
    }
  },
});

/** Files whose text a shell runs. */
const RUNS = /^(?:dockerfile|entrypoint|hook|script|workflow|action)$/;

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

function* judge(match: RegExpExecArray, what: string, file: TextFile): Iterable<Problem> {
  const [start, end] = match.indices?.groups?.value ?? [0, 0];
  const value = match.groups?.value ?? "";
  const span = { start, end };
  if (!isCredential(what, value) || file.credentials.some((hit) => overlaps(hit.span, span))) return;
  yield {
    at: { source: file.source, span, anchor: what },
    severity: file.role === "dockerfile" || isWeak(value) ? "high" : "critical",
    message: `The password for ${what} stands here in clear.`,
  };
}
