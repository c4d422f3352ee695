/** SEC-11: a `.env` file with secrets in the repository. */
import { stakesOf } from "../../documents/kamal/destination-stakes.ts";
import type { SecretAssignment } from "../../documents/secrets-file/secrets-file.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import type { Severity } from "../../engine/severity.ts";
import type { SourceText } from "../../source/source-text.ts";
import { isEnvTemplate } from "../shared/configuration/erb-surroundings.ts";
import { isEnvSample } from "../shared/secrets/env-samples.ts";
import { isHarmlessName, isSecretName } from "../shared/secrets/secret-names.ts";
import { isPublicKeyValue, looksRandom, natureOf } from "../shared/secrets/secret-values.ts";

export default defineRule({
  id: "legacy-dotenv-committed",
  category: "secrets",
  severity: "critical",
  confidence: "high",
  title: "Secrets in a committed .env file",
  why: "Kamal 1 and many other tools read secrets from this file, so what stands in it is real; in the repository everybody with read access has it, for good.",
  fix: "Add `.env*` to .gitignore, remove the file, rotate the values, and move the names to .kamal/secrets as references.",
  references: ["https://kamal-deploy.org/docs/upgrading/secrets-changes/"],
  appliesTo: ["env-file"],
  *check({ source, assignments, suffix }) {
    if (isEnvSample(suffix)) return;
    // where people keep real keys, whatever it says
    const isPlain = suffix === "" || /local|prod|live|stag/i.test(suffix);
    const named = isPlain ? undefined : assignments.find(({ name }) => ENVIRONMENT.test(name))?.value;
    const sandbox = [suffix === "local" ? undefined : suffix, named].some(
      (one) => stakesOf(one) === "sandbox",
    );
    const template = isEnvTemplate(source) ? { fix: IN_A_TEMPLATE } : {};
    const logins = new Set(assignments.flatMap(({ name, value }) => (LOGIN.test(name) ? [value] : [])));
    for (const assignment of assignments)
      for (const problem of judge(assignment, source, sandbox, logins)) yield { ...problem, ...template };
  },
});

/** `APP_ENV=local` says what a file is for. */
const ENVIRONMENT = /^(?:APP|RAILS|RACK|NODE|DJANGO|MIX)_ENV$|^ENVIRONMENT$/;

/** Whose password is the same word: `DATABASE_USER=shop`, `DATABASE_PASSWORD=shop`. */
const LOGIN = /(?:^|_)(?:USER(?:NAME)?|DB|DATABASE_NAME)$/;

/** `.env.erb` of Kamal 1 belongs into the repository, with commands that read the values. */
const IN_A_TEMPLATE =
  "Write a command that reads the value, such as `<%= %x(op read op://vault/item/field).strip %>`, and rotate the value.";

function* judge(
  assignment: SecretAssignment,
  source: SourceText,
  sandbox: boolean,
  logins: ReadonlySet<string>,
): Iterable<Problem> {
  const { name, value, valueSpan, references } = assignment;
  if (references.length > 0 || isPublicKeyValue(value) || natureOf(value) !== "literal") return;
  const random = looksRandom(value) && !isHarmlessName(name);
  if (!isSecretName(name) && !random) return;
  const isLogin = logins.has(value) && /^[a-z]{2,12}$/.test(value);
  const severity = severityOf(value, isLogin || isEveryday(name, value), sandbox);
  if (severity)
    yield {
      at: { source, span: valueSpan, anchor: name },
      severity,
      message: `The value of ${name} stands here in clear.`,
    };
}

/** Development needs secrets that are none; a password of everyday words in `.env` is most often for a local database. */
function severityOf(value: string, isEveryday: boolean, sandbox: boolean): Severity | undefined {
  if (isEveryday) return sandbox ? undefined : "medium";
  if (sandbox) return looksRandom(value) ? "medium" : undefined;
  return "critical";
}

/** `dev-shop-session-secret`: words that say themselves where they belong. */
const OF_DEVELOPMENT =
  /^(?:dev(?:elopment)?|local|fake|dummy|test(?:ing)?|insecure|unsafe)(?:[-_](?:[a-z]{2,20}|\d{1,4}[a-z]{0,6})){1,12}$/i;

/** `SomeSpecialThing`: a key that no generator made; people think of passwords themselves. */
const OF_WORDS = /^(?:[A-Z][a-z]{2,11}){2,5}$/;

function isEveryday(name: string, value: string): boolean {
  if (
    /^(?:pass(?:word|wd)?|secret|admin|root|postgres|mysql|test|dev(?:elopment)?|local|user|guest|minioadmin|guest)\d{0,4}$/i.test(
      value,
    )
  )
    return true;
  if (/^(?:sk|rk|pk)_test_/.test(value)) return true; // opens Stripe's sandbox
  if (OF_DEVELOPMENT.test(value) || (OF_WORDS.test(value) && !/PASS|PWD/.test(name))) return true;
  const first = value.split(/[-_]/)[0]?.toUpperCase() ?? "";
  return (
    /^[a-z]{1,12}(?:[-_](?:dev|development|local|password|secret|pass))+$/i.test(value) ||
    (name.startsWith(`${first}_`) && value === first.toLowerCase())
  );
}
