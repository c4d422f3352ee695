/** PRX-13: an own certificate under names that Kamal doesn't know. */
import { entryOf, type YamlEntry, type YamlMap, type YamlScalar } from "../../documents/yaml/yaml-node.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";

const CERTIFICATE = "certificate_pem";
const KEY = "private_key_pem";

/** Nobody writes more spellings of two keys. */
const MOST = 10;

export default defineRule({
  id: "ssl-map-typo",
  category: "proxy",
  severity: "medium",
  confidence: "high",
  title: "Own certificate under unknown keys",
  why: "Kamal doesn't check the keys below `ssl`: without `certificate_pem` and `private_key_pem` the section counts as `ssl: true`, so kamal-proxy asks Let's Encrypt for a certificate and yours is never used.",
  fix: "Name the two secrets under `certificate_pem` and `private_key_pem`, or write `ssl: true`.",
  references: ["https://kamal-deploy.org/docs/configuration/proxy/#custom-ssl-certificate"],
  appliesTo: ["kamal-configuration"],
  *check({ proxied }) {
    for (const { ssl } of proxied) {
      if (ssl?.kind === "map") yield* judge(ssl);
    }
  },
});

function* judge(ssl: YamlMap): Iterable<Problem> {
  const missing = [CERTIFICATE, KEY].filter((key) => entryOf(ssl, key) === undefined);
  const unknown = ssl.entries.filter(({ key }) => key.text !== CERTIFICATE && key.text !== KEY);
  const misnamed = unknown.filter(({ key }) => meantBy(key.text) !== undefined).slice(0, MOST);
  const [first = unknown[0]] = misnamed;
  if (!first) return;
  if (missing.length > 0) {
    const keys = misnamed.length > 0 ? misnamed : [first];
    const names = keys.map(({ key }) => nameOf(key)).join(" and ");
    const effect = missing.length === 1 ? `misses \`${missing[0]}\`` : "takes the section for a plain `true`";
    const message = `Kamal doesn't know ${names} below \`ssl\` and ${effect}.`;
    yield { at: first.key, message, ...renamed(keys, ssl) };
  } else
    for (const { key } of misnamed.length > 0 ? misnamed : [first])
      yield {
        at: key,
        severity: "low",
        message: `Kamal doesn't know ${nameOf(key)} below \`ssl\` and ignores it.`,
      };
}

function nameOf({ text }: YamlScalar): string {
  return /^[\w-]{1,40}$/.test(text) ? `\`${text}\`` : "this key";
}

/** One edit from the first to the last of the keys: with only one of the two Kamal refuses the section. */
function renamed(entries: readonly YamlEntry[], ssl: YamlMap): Pick<Problem, "edit"> {
  const [first] = entries;
  const last = entries.at(-1);
  if (!first || !last || entries.length > 2 || !entries.every((entry) => isCertain(entry, ssl))) return {};
  const span = { start: first.key.span.start, end: last.key.span.end };
  const between = first === last ? "" : first.key.source.text.slice(first.key.span.end, last.key.span.start);
  const names = entries.map(({ key }) => meantBy(key.text));
  return names.length === new Set(names).size ? { edit: { span, text: names.join(between) } } : {};
}

/** The name can mean only one of the two, that one is missing, and the value is the name of a secret. */
function isCertain({ key, value, merged }: YamlEntry, ssl: YamlMap): boolean {
  const wanted = meantBy(key.text);
  if (!wanted || merged || entryOf(ssl, wanted) || key.style !== "plain") return false;
  return value.kind === "scalar" && /^[A-Z][A-Z0-9_]*$/.test(value.text);
}

function meantBy(key: string): string | undefined {
  if (/^(?:(?:ssl|tls)_)?(?:cert(?:ificate)?|crt|fullchain)(?:_pem|_file|_path)?$/i.test(key))
    return CERTIFICATE;
  return /^(?:(?:ssl|tls|private|cert(?:ificate)?)_)*(?:key|privkey)(?:_pem|_file|_path)?$/i.test(key)
    ? KEY
    : undefined;
}
