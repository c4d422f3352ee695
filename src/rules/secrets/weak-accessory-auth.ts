/** SEC-17: an accessory that asks for no password. */
import type { Accessory } from "../../documents/kamal/accessories.ts";
import { commandWords } from "../../documents/kamal/command-words.ts";
import type { KamalConfiguration } from "../../documents/kamal/configuration.ts";
import { stakesOf } from "../../documents/kamal/destination-stakes.ts";
import { environmentsOf } from "../../documents/kamal/environments.ts";
import { get, isKnown, scalarOf, type YamlEntry } from "../../documents/yaml/yaml-node.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import type { Severity } from "../../engine/severity.ts";
import { isInPrivateNetwork, reachOfBinding } from "../shared/network/hosts.ts";
import { letsEverybodyIn } from "../shared/network/open-doors.ts";
import { placeIn } from "../shared/places/place-in.ts";

/** By what is at stake, for accessories with a port that strangers can reach and for the others. */
const SEVERITY = {
  production: { reachable: "critical", inside: "high" },
  rehearsal: { reachable: "high", inside: "medium" },
} as const;

export default defineRule({
  id: "weak-accessory-auth",
  category: "secrets",
  standsAtSecret: false,
  severity: "high",
  confidence: "high",
  title: "Accessory without a password",
  why: "Every container on the Kamal network, and with a published port everybody who reaches the host, can read and change its data without a login.",
  fix: "Turn authentication on, and give the password as a secret: list its name under the accessory's `env.secret`.",
  references: ["https://kamal-deploy.org/docs/configuration/accessories/"],
  appliesTo: ["kamal-configuration"],
  *check(configuration) {
    const stakes = stakesOf(configuration.destination);
    if (stakes === "sandbox") return;
    const variables = variablesOf(configuration);
    const open = publicNames(configuration);
    for (const accessory of configuration.accessories) {
      const { name } = accessory;
      const reachable = open.has(name) && !accessory.hosts.every(({ text }) => isInPrivateNetwork(text));
      const severity = SEVERITY[stakes][reachable ? "reachable" : "inside"];
      yield* judgeVariables(name, variables.get(name) ?? [], { severity, reachable });
      yield* judgeCommand(accessory, severity);
    }
  },
});

function* judgeVariables(
  name: string,
  variables: readonly YamlEntry[],
  { severity, reachable }: { readonly severity: Severity; readonly reachable: boolean },
): Iterable<Problem> {
  for (const { key, value } of variables) {
    if (value.kind !== "scalar" || !isKnown(value)) continue;
    if (letsEverybodyIn(key.text, value.text)) {
      yield {
        at: value,
        severity,
        message: `The accessory ${name} is told by ${key.text} to let everybody in.`,
      };
    } else if (key.text === "MYSQL_ROOT_HOST" && value.text === "%" && reachable) {
      const message = `The root user of ${name} may log in from everywhere, and its port is open to everybody.`;
      yield { at: value, severity: severity === "critical" ? "high" : "medium", message };
    }
  }
}

function* judgeCommand({ name, settings }: Accessory, severity: Severity): Iterable<Problem> {
  const cmd = scalarOf(get(settings, "cmd"));
  const words = cmd ? commandWords(cmd.text) : [];
  const at = words.findIndex(
    (word, index) =>
      /^--(?:no-?auth|skip-grant-tables)$/.test(word) ||
      (word === "--protected-mode" && words[index + 1] === "no"),
  );
  if (!cmd || at < 0) return;
  const message = `The accessory ${name} is started without authentication.`;
  yield { at: placeIn(cmd, words[at] ?? ""), severity, message };
}

/** By accessory, those of the merged configuration: a destination may turn authentication back on. */
function variablesOf({ root }: KamalConfiguration): Map<string, YamlEntry[]> {
  const found = new Map<string, YamlEntry[]>();
  for (const { owner, clear } of environmentsOf(root)) {
    if (owner.kind !== "accessory") continue;
    const effective = new Map(
      [...(found.get(owner.name) ?? []), ...clear].map((entry) => [entry.key.text, entry]),
    );
    found.set(owner.name, [...effective.values()]);
  }
  return found;
}

/** Accessories with a port that everybody can reach. */
function publicNames({ publishedPorts }: KamalConfiguration): ReadonlySet<string> {
  const open = publishedPorts.filter(
    ({ owner, address, at }) =>
      owner.kind === "accessory" && isKnown(at) && reachOfBinding(address) === "public",
  );
  return new Set(open.map(({ owner }) => owner.name));
}
