/** Which registry images come from, and how Kamal logs in there. */
import { entriesOf, scalarsOf, type YamlNode } from "../../documents/yaml/yaml-node.ts";
import { isNameOfSecret } from "../../rules/shared/secrets/secret-names.ts";
import { type Fact, nodeValue, type Reading } from "./fact.ts";

/** A list names secrets; a text is the credential itself and is not shown when it is the password. */
export function registryFacts(registry: YamlNode | undefined, part: string, reading: Reading): Fact[] {
  return entriesOf(registry).flatMap(({ key, value }): Fact[] => {
    if (value.kind === "scalar" && value.type === "null") return [];
    const noun = key.text === "server" ? "the registry" : `the registry's ${key.text}`;
    const name = key.text === "username" || value.kind === "list" ? "" : key.text;
    const { compared, shown } = nodeValue(value, name, reading);
    const credential = key.text === "username" || key.text === "password";
    const isNamed = shown !== undefined && scalarsOf(value).every(({ text }) => isNameOfSecret(text));
    const from = value.kind !== "list" ? "a text in clear" : isNamed ? `the secret ${shown}` : "a secret";
    const shownValue = key.text === "password" ? from : credential && value.kind === "list" ? from : shown;
    return [
      {
        part,
        topic: "registry",
        name: `registry.${key.text}`,
        noun,
        manner: "setting",
        value: { compared: `${value.kind} ${compared}`, shown: shownValue },
        at: value,
      },
    ];
  });
}
