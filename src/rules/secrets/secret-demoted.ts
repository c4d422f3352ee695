/** SEC-16: a change turns a secret into something everybody can read. */
import type { KamalConfiguration } from "../../documents/kamal/configuration.ts";
import { flags } from "../../documents/kamal/docker-options.ts";
import { describeOwner, type Owner, ROOT } from "../../documents/kamal/owner.ts";
import {
  dig,
  entriesOf,
  get,
  isKnown,
  scalarsOf,
  type YamlEntry,
  type YamlMap,
  type YamlScalar,
} from "../../documents/yaml/yaml-node.ts";
import { defineChangeRule, type Problem } from "../../engine/rule.ts";
import {
  type EffectiveEnvironment,
  effectiveEnvironments,
  ownerKey,
  type SecretReference,
  secretReferences,
} from "../shared/configuration/effective-environment.ts";
import { isHarmlessName, isSecretName } from "../shared/secrets/secret-names.ts";
import { looksRandom } from "../shared/secrets/secret-values.ts";

export default defineChangeRule({
  id: "secret-demoted",
  category: "secrets",
  standsAtSecret: false,
  severity: "high",
  confidence: "high",
  title: "Secret made readable by a change",
  why: "Kamal uploads what stands under `secret` as a file that only the deploy user can read; as a clear variable or build argument the same value goes onto command lines, into deploy logs, and into `docker inspect` or the image's history.",
  fix: "Put the name back under `secret`, and rotate the value if it was written down.",
  references: ["https://kamal-deploy.org/docs/configuration/environment-variables/"],
  compares: "kamal-configuration",
  supersedes: ["clear-secret-through-erb", "builder-args-secret"],
  *compare(before, after) {
    yield* judgeArguments(before.root, after.root);
    const former = effectiveEnvironments(before.root);
    const earlier = new Map(former.map(({ owner, secrets }) => [ownerKey(owner), namesOf(secrets)]));
    const inClear = new Set(
      former.flatMap(({ owner, clear }) => clear.map(({ key }) => nameFor(owner, key))),
    );
    const environments = effectiveEnvironments(after.root);
    for (const environment of environments)
      yield* judge(environment, givenByOptions(environment.owner, after), earlier, inClear);
    yield* judgeCommands(after, environments, earlier);
  },
});

/** `options.env: NAME=value`, which is a clear variable by another way. */
function givenByOptions(owner: Owner, { dockerOptions }: KamalConfiguration): YamlEntry[] {
  return dockerOptions
    .filter((options) => ownerKey(options.owner) === ownerKey(owner))
    .flatMap((options) => flags(options, "env", "e").flatMap(({ value }) => scalarsOf(value)))
    .map((value) => ({ key: { ...value, text: value.text.split("=")[0] ?? "" }, value, merged: false }));
}

function namesOf(secrets: readonly SecretReference[]): Set<string> {
  return new Set(secrets.map(({ name }) => name));
}

function nameFor(owner: Owner, { text }: YamlScalar): string {
  return `${ownerKey(owner)} ${text}`;
}

/**
 * Roles also get what the root has, so a name may be demoted by a section further down. Where it is a secret and a clear variable
 * at once, Docker takes the clear one: `--env` wins over `--env-file`.
 */
function* judge(
  { owner, clear, secrets }: EffectiveEnvironment,
  given: readonly YamlEntry[],
  earlier: ReadonlyMap<string, ReadonlySet<string>>,
  inClear: ReadonlySet<string>,
): Iterable<Problem> {
  const were = earlier.get(ownerKey(owner));
  const above = owner.kind === "role" ? earlier.get(ownerKey(ROOT)) : undefined;
  const are = namesOf(secrets);
  for (const entry of [...clear, ...given]) {
    const { text } = entry.key;
    const isHidden = are.has(text);
    if (!(were?.has(text) || above?.has(text)) || !isExposed(entry)) continue;
    if (isHidden && inClear.has(nameFor(owner, entry.key))) continue;
    const message = isHidden
      ? `${text} stays in the list of secrets of ${describeOwner(owner)}, but this clear value wins over it.`
      : `${text} was a secret of ${describeOwner(owner)} and becomes a clear variable.`;
    yield { at: entry.value, subject: ownerKey(owner), message };
  }
}

/** Names that no list holds any more, as `NAME=<%= … %>` in a command. Literals have a rule of their own. */
function* judgeCommands(
  { roles, accessories }: KamalConfiguration,
  environments: readonly EffectiveEnvironment[],
  earlier: ReadonlyMap<string, ReadonlySet<string>>,
): Iterable<Problem> {
  const are = new Set(environments.flatMap(({ secrets }) => secrets.map(({ name }) => name)));
  const gone = new Set([...earlier.values()].flatMap((names) => [...names]).filter((name) => !are.has(name)));
  if (gone.size === 0) return;
  for (const { owner, settings } of [...roles, ...accessories]) {
    for (const at of scalarsOf(get(settings, "cmd")).filter((value) => !isKnown(value))) {
      const name = [...at.text.matchAll(ASSIGNED)].map(([, one = ""]) => one).find((one) => gone.has(one));
      if (name === undefined) continue;
      const message = `${name} was a secret and becomes part of the command line of ${describeOwner(owner)}.`;
      yield { at, subject: ownerKey(owner), message };
    }
  }
}

const ASSIGNED = /(?<![\w$-])([A-Za-z_]\w{0,100})=/g;

function* judgeArguments(before: YamlMap, after: YamlMap): Iterable<Problem> {
  const were = buildSecrets(before);
  const are = buildSecrets(after);
  for (const entry of entriesOf(dig(after, "builder", "args"))) {
    const { text } = entry.key;
    if (!were.has(text) || are.has(text) || !isExposed(entry)) continue;
    const message = `${text} was a secret of the build and becomes a build argument, which the image's history keeps.`;
    yield { at: entry.value, subject: "build", message };
  }
}

function buildSecrets(root: YamlMap): Set<string> {
  return namesOf(secretReferences(dig(root, "builder", "secrets")));
}

/** A secret written down under a telling name is reported for that; what is left is computed or has an unsuspicious name. */
function isExposed({ key, value }: YamlEntry): boolean {
  if (value.kind !== "scalar") return false;
  if (!isKnown(value) || isAskedFor(value)) return isTelling(key.text);
  if (value.type === "null") return isSecretName(key.text);
  return !isSecretName(key.text) && !isHarmlessName(key.text) && looksRandom(value.text);
}

/** `<%= ENV.fetch("API_KEY", "dummy") %>`: known only as long as nobody sets the variable. */
function isAskedFor({ source, span }: YamlScalar): boolean {
  return /<%=?[^%]{0,200}\bENV\b/.test(source.text.slice(span.start, Math.min(span.end, span.start + 1_000)));
}

/** Addresses of databases and brokers hold their password. */
const CONNECTION =
  /(?:^|_)(?:DATABASE|DB|POSTGRES(?:QL)?|PG|MYSQL|REDIS|MONGO(?:DB)?|AMQP|RABBITMQ|BROKER|SMTP|CLOUDINARY)_UR[LI]$|_DSN$/i;

function isTelling(name: string): boolean {
  return isSecretName(name) || CONNECTION.test(name);
}
