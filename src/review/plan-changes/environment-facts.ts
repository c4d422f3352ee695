/** Environment variables of a part: which stand in clear and which are secrets. Values of secrets are never shown. */
import {
  entriesOf,
  get,
  scalarsOf,
  type YamlEntry,
  type YamlNode,
  type YamlScalar,
} from "../../documents/yaml/yaml-node.ts";
import { isNameOfSecret } from "../../rules/shared/secrets/secret-names.ts";
import { type Fact, type FactValue, nodeValue, type Reading } from "./fact.ts";

const STRUCTURE = new Set(["clear", "secret", "tags"]);

/** Facts of the sections that a part's environment is merged from; later ones win. */
export function environmentFacts(
  sections: readonly (YamlNode | undefined)[],
  part: string,
  reading: Reading,
): Fact[] {
  const facts = new Map<string, Fact>();
  const add = (name: string, value: FactValue, at: YamlNode, isShown = true): void => {
    const noun = isShown ? `environment variable \`${name}\`` : "an environment variable (name not shown)";
    facts.set(name, { part, topic: "environment", name, noun, manner: "variable", value, at });
  };
  for (const secret of sections.flatMap(secretsOf)) {
    const [name = "", alias] = secret.text.split(":");
    add(
      name,
      {
        compared: `secret:${alias ?? name}`,
        shown: alias !== undefined && isNameOfSecret(alias) ? alias : "",
      },
      secret,
      isNameOfSecret(name),
    );
  }
  for (const { key, value } of sections.flatMap(clearOf)) {
    const { compared, shown } = nodeValue(value, key.text, reading);
    add(key.text, { compared: `clear:${compared}`, shown }, value);
  }
  return [...facts.values()];
}

function clearOf(env: YamlNode | undefined): readonly YamlEntry[] {
  const clear = get(env, "clear");
  if (clear) return entriesOf(clear);
  if (get(env, "secret") || get(env, "tags")) return [];
  return entriesOf(env).filter(({ key }) => !STRUCTURE.has(key.text));
}

function secretsOf(env: YamlNode | undefined): readonly YamlScalar[] {
  return scalarsOf(get(env, "secret"));
}
