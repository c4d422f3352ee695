/** Facts of base and head -> what came, went and changed, with roles of which the same is to be said taken together. */
import { type Fact, TOPICS, type Topic } from "./fact.ts";
import type { PlanChange } from "./plan-change.ts";
import { addedWords, changedWords, removedWords } from "./words.ts";

/** A change of one part, before parts and destinations are taken together. */
interface PartChange extends Pick<PlanChange, "kind" | "topic"> {
  readonly part: string;
  readonly words: string;
  readonly at: Fact["at"];
}

/** A change of one configuration. */
export type ConfigurationChange = Omit<PlanChange, "destinations">;

/** Compares the facts of one configuration. */
export function compareFacts(before: readonly Fact[], after: readonly Fact[]): ConfigurationChange[] {
  const old = byKey(before);
  const now = byKey(after);
  const nearby = nearbyFacts(after);
  const changes = [
    ...[...now].flatMap(([key, fact]) => addedOrChanged(old.get(key), fact)),
    ...[...old].flatMap(([key, fact]) => (now.has(key) ? [] : removed(fact, nearby))),
  ];
  return takenTogether(changes, roleParts([...before, ...after])).sort(
    (a, b) => topicOrder(a.topic) - topicOrder(b.topic),
  );
}

function byKey(facts: readonly Fact[]): Map<string, Fact> {
  return new Map(facts.map((fact) => [keyOf(fact.part, fact.topic, fact.name), fact]));
}

function keyOf(...parts: readonly string[]): string {
  return JSON.stringify(parts);
}

function addedOrChanged(before: Fact | undefined, fact: Fact): PartChange[] {
  const { part, topic, at, value } = fact;
  if (before === undefined) {
    if (fact.isDefault) return [];
    return [{ kind: hasFallback(fact) ? "changed" : "added", topic, part, words: addedWords(fact), at }];
  }
  if (before.value.compared === value.compared) return [];
  return [{ kind: "changed", topic, part, words: changedWords(fact, before.value), at }];
}

/** Writing down what Kamal does otherwise, or no longer, changes what it does: nothing comes and nothing goes. */
function hasFallback({ manner, fallback }: Fact): boolean {
  return manner === "setting" && fallback !== undefined;
}

/** The first fact of each part, of each topic of a part, and of all. */
function nearbyFacts(facts: readonly Fact[]): ReadonlyMap<string, Fact> {
  const nearby = new Map<string, Fact>();
  for (const fact of facts) {
    for (const key of [keyOf(fact.part, fact.topic), keyOf(fact.part), keyOf()])
      if (!nearby.has(key)) nearby.set(key, fact);
  }
  return nearby;
}

/** Of a role or an accessory that is gone as a whole, only that is said. */
function removed(fact: Fact, nearby: ReadonlyMap<string, Fact>): PartChange[] {
  const { part, topic, name } = fact;
  const isGone = !nearby.has(keyOf(part)) && /^(?:Role|Accessory) /.test(part);
  if (isGone && !(topic === "deployment" && name === "")) return [];
  if (fact.isDefault) return [];
  const near = nearby.get(keyOf(part, topic)) ?? nearby.get(keyOf(part)) ?? nearby.get(keyOf()) ?? fact;
  return [
    { kind: hasFallback(fact) ? "changed" : "removed", topic, part, words: removedWords(fact), at: near.at },
  ];
}

function roleParts(facts: readonly Fact[]): ReadonlySet<string> {
  return new Set(facts.map(({ part }) => part).filter((part) => part.startsWith("Role ")));
}

function takenTogether(changes: readonly PartChange[], roles: ReadonlySet<string>): ConfigurationChange[] {
  const groups = new Map<string, PartChange[]>();
  for (const change of changes) {
    const group = roles.has(change.part) ? "" : change.part;
    const key = JSON.stringify([change.kind, change.topic, change.words, group]);
    const others = groups.get(key);
    if (others) others.push(change);
    else groups.set(key, [change]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const { kind, topic, words, at } = first;
    const parts = group.map(({ part }) => part);
    const { line } = at.source.positionAt(at.span.start);
    const who = subject(parts, roles);
    const message = who === "" ? words.slice(0, 1).toUpperCase() + words.slice(1) : `${who}: ${words}`;
    return [{ kind, topic, message: ownPresence(message, parts, words), path: at.source.path, line }];
  });
}

function subject(parts: readonly string[], roles: ReadonlySet<string>): string {
  const [first = ""] = parts;
  if (parts.length === 1) return first;
  if (parts.length === roles.size) return "Every role";
  return `Roles ${parts.map((part) => part.replace(/^Role /, "")).join(", ")}`;
}

/** "Role `job`: role `job` added" says it twice. */
function ownPresence(message: string, parts: readonly string[], words: string): string {
  const [part = ""] = parts;
  const own = part.slice(0, 1).toLowerCase() + part.slice(1);
  return parts.length === 1 && words.startsWith(`${own} `) ? part + words.slice(own.length) : message;
}

/** The place of a topic in a report. */
export function topicOrder(topic: Topic): number {
  return TOPICS.indexOf(topic);
}
