/** What is true of a deployment, one thing at a time, each with the place that says it. */
import { describeOwner, type Owner } from "../../documents/kamal/owner.ts";
import { isKnown, type YamlNode, type YamlScalar } from "../../documents/yaml/yaml-node.ts";
import { isSecretName } from "../../rules/shared/secrets/secret-names.ts";
import type { Place } from "../../source/source-text.ts";
import { overlapping, type Span } from "../../source/span.ts";

/** What a fact is about, in the order of a report. */
export const TOPICS = [
  "deployment",
  "hosts",
  "image",
  "command",
  "ports",
  "mounts",
  "privileges",
  "environment",
  "proxy",
  "registry",
  "builder",
  "ssh",
  "hooks",
  "secrets",
  "settings",
] as const;

/** One of the topics. */
export type Topic = (typeof TOPICS)[number];

/** A value as it is compared, and as it may be shown; without `shown` it is a secret. */
export interface FactValue {
  readonly compared: string;
  readonly shown: string | undefined;
}

/** How a fact that came, went or changed is put into words; see words.ts. */
export type Manner = "thing" | "flag" | "setting" | "mount" | "port" | "variable";

/** See the module comment. */
export interface Fact {
  /** Key of the part of the deployment, and how a sentence starts with it. */
  readonly part: string;
  readonly topic: Topic;
  /** Tells the facts of a part and topic apart. */
  readonly name: string;
  readonly noun: string;
  readonly manner: Manner;
  readonly value: FactValue;
  readonly at: Place;
  /** True for what Kamal does when nothing is written. */
  readonly isDefault?: boolean;
  /** What Kamal does when the setting is not written. */
  readonly fallback?: string | undefined;
}

/** Parts are named by a sentence's first words. */
export function partOf(owner: Owner): string {
  const words = owner.kind === "root" ? "every role" : quoteName(owner);
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

function quoteName(owner: Owner): string {
  if (owner.kind === "tag") return `hosts with the tag \`${owner.name}\``;
  return owner.name === "" ? describeOwner(owner) : `${owner.kind} \`${owner.name}\``;
}

/** What facts are read with: which places hold secrets. */
export interface Reading {
  readonly secrets: ReadonlyMap<string, readonly Span[]>;
}

/** Nothing to compare but the presence. */
export const PRESENT: FactValue = { compared: "", shown: "" };

/** A value that is known without a file saying it. */
export function plainValue(text: string): FactValue {
  return { compared: text, shown: text };
}

/** The value of a scalar; `name` is the name it is given to, which may say that it is a secret. */
export function scalarValue(scalar: YamlScalar, name: string, reading: Reading): FactValue {
  const { source, span } = scalar;
  if (!isKnown(scalar)) {
    const { line } = source.positionAt(span.start);
    return {
      compared: `\u0000${source.text.slice(span.start, span.end)}`,
      shown: `decided by Ruby at line ${line}`,
    };
  }
  const hides = isSecretName(name) || overlapping(reading.secrets.get(source.path) ?? [], span).length > 0;
  return { compared: scalar.text, shown: hides ? undefined : scalar.text };
}

/** The same for any node; the order of a list and of keys does not count. */
export function nodeValue(node: YamlNode, name: string, reading: Reading): FactValue {
  if (node.kind === "scalar") return scalarValue(node, name, reading);
  const parts =
    node.kind === "list"
      ? node.items.map((item) => nodeValue(item, name, reading))
      : node.entries.map(({ key, value }) => prefixed(key.text, nodeValue(value, key.text, reading)));
  const sorted = [...parts].sort((a, b) => (a.compared < b.compared ? -1 : 1));
  const shown = sorted.map((part) => part.shown);
  return {
    compared: JSON.stringify(sorted.map((part) => part.compared)),
    shown: shown.includes(undefined) ? undefined : shown.join(", "),
  };
}

function prefixed(key: string, { compared, shown }: FactValue): FactValue {
  return { compared: `${key}=${compared}`, shown: shown === undefined ? undefined : `${key}=${shown}` };
}
