/** A secret in a comment: switched off, and leaked all the same. */
import type { FileRole } from "../../documents/file-role.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import type { SourceText } from "../../source/source-text.ts";
import { type CommentedValue, commentedValues } from "../shared/secrets/commented-values.ts";
import { isSampleToken } from "../shared/secrets/placeholders.ts";
import { isSampleFile } from "../shared/secrets/sample-files.ts";
import { isSecretName } from "../shared/secrets/secret-names.ts";
import { isComputed, isPublicKeyValue, looksRandom, natureOf } from "../shared/secrets/secret-values.ts";
import { spokenValues } from "../shared/secrets/spoken-values.ts";

const ROLES: ReadonlySet<FileRole> = new Set(["kamal", "secrets", "env-file", "hook", "script"]);

export default defineRule({
  id: "secret-in-comment",
  category: "secrets",
  severity: "high",
  confidence: "medium",
  title: "Secret in a comment",
  why: "A comment is committed like everything else: whoever can read the repository or its history has the value.",
  fix: "Delete the line, and rotate the value if it was ever in use.",
  references: ["https://docs.github.com/code-security/secret-scanning/introduction/about-secret-scanning"],
  appliesTo: ["text-file"],
  *check({ source, role }) {
    if (!ROLES.has(role) || isSampleFile(source.path)) return;
    const told = new Set<number>();
    for (const commented of candidates(source.text)) {
      if (told.has(commented.span.start) || commented.value.length < 8 || !isStrong(commented.value))
        continue;
      told.add(commented.span.start);
      yield problemOf(commented, source);
    }
  },
});

function* candidates(text: string): Iterable<CommentedValue> {
  for (const commented of commentedValues(text)) if (isSecretName(commented.name)) yield commented;
  yield* spokenValues(text);
}

function problemOf({ name, span }: CommentedValue, source: SourceText): Problem {
  return {
    at: { source, span, anchor: name },
    message: `The value of ${name} stands in clear in a comment.`,
  };
}

/** Letters only, but with small and capital ones in no order that words have. */
function isTypedAtRandom(value: string): boolean {
  if (!/^[A-Za-z]{12,}$/.test(value)) return false;
  const changes = value.match(/[a-z](?=[A-Z])|[A-Z](?=[a-z])/g)?.length ?? 0;
  return changes > value.length * 0.4;
}

/** `shop-db-2`, `Shop-db-2`, `SHOP_DB_2`, `Shop-Db-2`: nobody calls anything `shop-Db-2`. */
function isName(value: string): boolean {
  return (
    /^[A-Za-z]+(?:[-_.][a-z\d]+)+$|^[A-Z]+(?:[-_.][A-Z\d]+)+$/.test(value) ||
    /^[A-Z][a-z]*(?:[-_.](?:[A-Z][A-Za-z\d]*|\d+))+$/.test(value)
  );
}

/** Comments explain and show examples; only what nobody makes up for an example counts. */
function isStrong(value: string): boolean {
  if (natureOf(value) !== "literal" || isPublicKeyValue(value) || isComputed(value) || isSampleToken(value))
    return false;
  if (isTypedAtRandom(value)) return true;
  if (/^[A-Za-z]+[-_.]?\d{0,4}!?$|^[\d.:/-]+$|[()[\]{},;]/.test(value)) return false;
  return looksRandom(value) || (/\d/.test(value) && /[A-Za-z]/.test(value) && !isName(value));
}
