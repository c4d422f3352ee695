/** SEC-06: something else than a name where the names of secrets belong. */

import { environmentsOf } from "../../documents/kamal/environments.ts";
import type { KamalFile } from "../../documents/kamal/kamal-file.ts";
import {
  isKnown,
  itemsOf,
  writtenValues,
  type YamlNode,
  type YamlScalar,
} from "../../documents/yaml/yaml-node.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import type { Severity } from "../../engine/severity.ts";
import { severityOfLeak } from "../shared/configuration/stakes.ts";
import { placeIn } from "../shared/places/place-in.ts";
import { isNameOfSecret, isSecretName } from "../shared/secrets/secret-names.ts";
import { isPublicKeyValue, looksRandom, natureOf } from "../shared/secrets/secret-values.ts";

/** What .kamal/secrets can define, alone or as `NAME:SECRET_NAME`. */
const NAME = /^[\w.]+$/;
const ALIAS = /^[\w.]+:[\w.]+$/;

export default defineRule({
  id: "env-secret-not-a-name",
  category: "secrets",
  severity: "high",
  confidence: "high",
  title: "Value in a list of secret names",
  why: "Kamal takes each item for the name of a secret to look up in .kamal/secrets; a value written here is never used, the deployment stops at the lookup, and everybody can read it.",
  fix: "Write the name only, put a reference of that name into .kamal/secrets, and rotate what stood here.",
  references: ["https://kamal-deploy.org/docs/configuration/environment-variables/"],
  appliesTo: ["kamal-file"],
  *check(file) {
    const severity = severityOfLeak(file.destination);
    for (const list of listsOf(file)) yield* judgeList(list, severity);
    for (const list of buildListsOf(file)) yield* judgeBuildList(list, severity);
  },
});

function listsOf({ root }: KamalFile): YamlNode[] {
  return environmentsOf(root).flatMap(({ secretLists }) => secretLists);
}

function buildListsOf({ root }: KamalFile): YamlNode[] {
  return writtenValues(root, "builder").flatMap((builder) => writtenValues(builder, "secrets"));
}

/** `docker build --secret id=NAME` knows one name only, so there is no `NAME:SECRET_NAME` here. */
function* judgeBuildList(list: YamlNode, severity: Severity): Iterable<Problem> {
  yield* judgeList(list, severity);
  for (const item of itemsOf(list)) {
    if (item.kind !== "scalar" || !isKnown(item) || !isNameOfSecret(item.text) || !ALIAS.test(item.text))
      continue;
    const message =
      "`builder.secrets` knows no second name, so Kamal looks for a secret with this whole text as its name.";
    yield { at: item, severity: "medium", message };
  }
}

/** A map instead of a list, and maps inside the list, hold names and values. */
function* judgeList(list: YamlNode, severity: Severity): Iterable<Problem> {
  for (const item of [list, ...itemsOf(list)]) {
    if (item.kind === "map")
      for (const { key, value } of item.written) yield* judgePair(key.text, value, severity);
    else if (item.kind === "scalar" && item !== list) yield* judgeItem(item, severity);
  }
}

function* judgePair(name: string, value: YamlNode, severity: Severity): Iterable<Problem> {
  if (value.kind !== "scalar" || !isKnown(value) || value.type === "null") return;
  if (isLeak(name, value.text))
    yield { at: value, severity, message: `The value of ${name} stands here in clear, under \`secret\`.` };
  else
    yield {
      at: value,
      severity: "medium",
      message: `${name} has a value here, where Kamal expects only names.`,
    };
}

function* judgeItem(item: YamlScalar, severity: Severity): Iterable<Problem> {
  const text = item.text.trim();
  if (!isKnown(item) || text === "" || NAME.test(text) || ALIAS.test(text)) return;
  const [, name = "", value = ""] = /^([\w.-]+)\s*[=:]\s*(.*)$/s.exec(text) ?? [];
  const plain = value.replace(/^(["'])(.*)\1$/s, "$2");
  if (value !== "" && isLeak(name, plain)) {
    yield {
      at: placeIn(item, plain),
      severity,
      message: `The value of ${name} stands here in clear, under \`secret\`.`,
    };
  } else if (name === "" && looksRandom(text)) {
    yield {
      at: item,
      severity,
      message: "A value stands here in clear, where the name of a secret belongs.",
    };
  } else {
    const message = "This can't be the name of a secret, so Kamal will not find it in .kamal/secrets.";
    yield { at: item, severity: "medium", message };
  }
}

function isLeak(name: string, value: string): boolean {
  if (isPublicKeyValue(value) || natureOf(value) !== "literal") return false;
  return isSecretName(name) || looksRandom(value);
}
