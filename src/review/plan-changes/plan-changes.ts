/** The difference between what two commits would put on the servers, over all destinations. */
import type { KamalConfiguration } from "../../documents/kamal/configuration.ts";
import { kamalVersionOf } from "../../documents/kamal/version/of-project.ts";
import type { Project } from "../../documents/project.ts";
import type { Span } from "../../source/span.ts";
import { type ConfigurationChange, compareFacts, topicOrder } from "./compare-facts.ts";
import { deploymentFacts } from "./deployment-facts.ts";
import type { Fact } from "./fact.ts";
import { fileChanges } from "./file-changes.ts";
import type { PlanChange } from "./plan-change.ts";

/** Where secrets stand, by path, in each commit. */
export interface SecretSpans {
  readonly base: ReadonlyMap<string, readonly Span[]>;
  readonly head: ReadonlyMap<string, readonly Span[]>;
}

/** All changes, by topic; the same line for several destinations is one. */
export function planChanges(base: Project, head: Project, secrets: SecretSpans): PlanChange[] {
  const before = deployedOf(base, secrets.base);
  const after = deployedOf(head, secrets.head);
  const unread = unreadPaths(head);
  const names = [...new Set([...before.keys(), ...after.keys()])].filter(
    (name) =>
      after.has(name) || !before.get(name)?.configuration.files.some(({ source }) => unread.has(source.path)),
  );
  const changes = names.flatMap((name) => {
    const now = after.get(name);
    const path = now?.configuration.source.path;
    const sibling = [...before.values()].find(({ configuration }) => configuration.source.path === path);
    return configurationChanges(before.get(name), now, sibling);
  });
  return [...takenTogether(changes), ...fileChanges(base, head)].sort(
    (a, b) => topicOrder(a.topic) - topicOrder(b.topic),
  );
}

/** Of what can't be read it is not known that it is gone; that it can't be read is told elsewhere. */
function unreadPaths({ documents }: Project): ReadonlySet<string> {
  const unread = documents.filter(({ kind }) => kind === "unreadable-file");
  return new Set(unread.map(({ source }) => source.path));
}

/** The facts of a configuration, or that it is there at all. */
interface Deployed {
  readonly configuration: KamalConfiguration;
  readonly facts: readonly Fact[];
}

function deployedOf(
  project: Project,
  secrets: ReadonlyMap<string, readonly Span[]>,
): ReadonlyMap<string, Deployed> {
  const configurations = project.documents.filter((document) => document.kind === "kamal-configuration");
  return new Map(
    configurations.map((configuration) => {
      const { major } = kamalVersionOf(configuration, project);
      const facts = deploymentFacts(configuration, major, { secrets });
      return [
        JSON.stringify([configuration.source.path, configuration.destination ?? null]),
        { configuration, facts },
      ];
    }),
  );
}

/** A change and the destination it was found in. */
interface FoundChange extends ConfigurationChange {
  readonly destination: string | null;
}

function configurationChanges(
  before: Deployed | undefined,
  after: Deployed | undefined,
  sibling: Deployed | undefined,
): FoundChange[] {
  const { destination = null } = (after ?? before)?.configuration ?? {};
  if (!after) return before ? [{ ...wholeChange("removed", before.configuration), destination }] : [];
  const changes = before
    ? compareFacts(before.facts, after.facts)
    : [
        wholeChange("added", after.configuration),
        ...compareFacts([], withoutKnown(after.facts, sibling?.facts ?? [])),
      ];
  return changes.map((change) => ({ ...change, destination }));
}

/** Of a new destination only what sets it apart from one that was there is told; its hosts always are. */
function withoutKnown(facts: readonly Fact[], known: readonly Fact[]): Fact[] {
  const identity = ({ part, topic, name, value }: Fact): string =>
    JSON.stringify([part, topic, name, value.compared]);
  const told = new Set(known.filter(({ topic }) => topic !== "hosts").map(identity));
  return facts.filter((fact) => !told.has(identity(fact)));
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
    return [{ ...change, destinations: group.map(({ destination }) => destination) }];
  });
}
