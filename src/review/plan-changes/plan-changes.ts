/** The difference between what two commits would put on the servers, over all destinations. */
import type { KamalConfiguration } from "../../documents/kamal/configuration.ts";
import type { Project } from "../../documents/project.ts";
import type { Span } from "../../source/span.ts";
import { type ConfigurationChange, compareFacts, topicOrder } from "./compare-facts.ts";
import { deploymentFacts } from "./deployment-facts.ts";
import { fileChanges } from "./file-changes.ts";
import type { PlanChange } from "./plan-change.ts";

/** Where secrets stand, by path, in each commit. */
export interface SecretSpans {
  readonly base: ReadonlyMap<string, readonly Span[]>;
  readonly head: ReadonlyMap<string, readonly Span[]>;
}

/** All changes, by topic; the same line for several destinations is one. */
export function planChanges(base: Project, head: Project, secrets: SecretSpans): PlanChange[] {
  const before = configurationsOf(base);
  const after = configurationsOf(head);
  const names = new Set([...before.keys(), ...after.keys()]);
  const changes = [...names].flatMap((name) =>
    configurationChanges(before.get(name), after.get(name), secrets),
  );
  return [...takenTogether(changes), ...fileChanges(base, head)].sort(
    (a, b) => topicOrder(a.topic) - topicOrder(b.topic),
  );
}

function configurationsOf({ documents }: Project): ReadonlyMap<string, KamalConfiguration> {
  const configurations = documents.filter((document) => document.kind === "kamal-configuration");
  return new Map(
    configurations.map((one) => [JSON.stringify([one.source.path, one.destination ?? null]), one]),
  );
}

/** A change and the destination it was found in. */
interface FoundChange extends ConfigurationChange {
  readonly destination: string | undefined;
}

function configurationChanges(
  before: KamalConfiguration | undefined,
  after: KamalConfiguration | undefined,
  secrets: SecretSpans,
): FoundChange[] {
  const one = after ?? before;
  if (!one) return [];
  const { destination } = one;
  if (!after) return [{ ...wholeChange("removed", one), destination }];
  const changes = compareFacts(
    before ? deploymentFacts(before, { secrets: secrets.base }) : [],
    deploymentFacts(after, { secrets: secrets.head }),
  );
  const all = before ? changes : [wholeChange("added", after), ...changes];
  return all.map((change) => ({ ...change, destination }));
}

function wholeChange(
  kind: "added" | "removed",
  { files, destination }: KamalConfiguration,
): ConfigurationChange {
  const what =
    destination === undefined ? "Deployment without a destination" : `Destination \`${destination}\``;
  const path = (kind === "added" ? files.at(-1) : files[0])?.source.path ?? "";
  return { kind, topic: "deployment", message: `${what} ${kind}`, path, line: 1 };
}

function takenTogether(changes: readonly FoundChange[]): PlanChange[] {
  const groups = new Map<string, FoundChange[]>();
  for (const change of changes) {
    const key = JSON.stringify([change.kind, change.topic, change.message]);
    const group = groups.get(key);
    if (group) group.push(change);
    else groups.set(key, [change]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const { destination: _, ...change } = first;
    const destinations = group.flatMap(({ destination }) => (destination === undefined ? [] : [destination]));
    return [{ ...change, destinations }];
  });
}
