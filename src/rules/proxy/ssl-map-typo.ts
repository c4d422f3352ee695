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
  const misnamed = unknown.filter(({ key }) => meantBy(key.text) !== undefined);
  for (const entry of misnamed.length > 0 ? misnamed.slice(0, MOST) : unknown.slice(0, 1)) {
    const at = entry.key;
    const subject = `Kamal doesn't know ${nameOf(at)} below \`ssl\``;
    if (missing.length === 0) yield { at, severity: "low", message: `${subject} and ignores it.` };
    else if (missing.length === 1)
      yield { at, message: `${subject} and misses \`${missing[0]}\`.`, ...rename(entry, ssl) };
    else yield { at, message: `${subject}, so the section counts as \`true\`.`, ...rename(entry, ssl) };
  }
}

function nameOf({ text }: YamlScalar): string {
  return /^[\w-]{1,40}$/.test(text) ? `\`${text}\`` : "this key";
}

/** Certain when the name can mean only one of the two, that one is missing, and the value is the name of a secret. */
function rename({ key, value, merged }: YamlEntry, ssl: YamlMap): Pick<Problem, "edit"> {
  const wanted = meantBy(key.text);
  if (!wanted || merged || entryOf(ssl, wanted) || key.style !== "plain") return {};
  const isName = value.kind === "scalar" && /^[A-Z][A-Z0-9_]*$/.test(value.text);
  const alone = ssl.entries.filter((entry) => meantBy(entry.key.text) === wanted).length === 1;
  return isName && alone ? { edit: { span: key.span, text: wanted } } : {};
}

function meantBy(key: string): string | undefined {
  if (/^(?:(?:ssl|tls)_)?(?:cert(?:ificate)?|crt|fullchain)(?:_pem|_file|_path)?$/i.test(key))
    return CERTIFICATE;
  return /^(?:(?:ssl|tls|private|cert(?:ificate)?)_)*(?:key|privkey)(?:_pem|_file|_path)?$/i.test(key)
    ? KEY
    : undefined;
}
