/** SSH-07: a change loosens how Kamal logs in. */
import type { KamalConfiguration } from "../../documents/kamal/configuration.ts";
import {
  dig,
  entryOf,
  get,
  isFalse,
  isKnown,
  isTrue,
  scalarOf,
  scalarsOf,
} from "../../documents/yaml/yaml-node.ts";
import { defineChangeRule, type Problem } from "../../engine/rule.ts";
import type { Place } from "../../source/source-text.ts";
import { atDestination } from "../shared/configuration/milder.ts";
import { reachOf } from "../shared/network/hosts.ts";
import { nearestLeft } from "../shared/places/nearest-left.ts";

/** A restriction, and whether a configuration has it. */
interface Restriction {
  readonly key: string;
  readonly holds: (configuration: KamalConfiguration) => boolean;
  readonly message: string;
}

const RESTRICTIONS: readonly Restriction[] = [
  {
    key: "keys_only",
    holds: ({ root }) => isTrue(dig(root, "ssh", "keys_only")) || isUnknown(root, "keys_only"),
    message:
      "This change lets Kamal offer every key of the deployer's agent to the servers, not only those in `keys`.",
  },
  {
    key: "proxy",
    holds: (configuration) => hasBastion(configuration) || !hasPublicServer(configuration),
    message: "This change makes Kamal log in to public addresses directly, past the bastion.",
  },
  {
    key: "config",
    holds: ({ root }) => {
      const config = dig(root, "ssh", "config");
      return config === undefined || !isFalse(config);
    },
    message:
      "This change makes Kamal ignore SSH's own configuration, with the host keys and restrictions in it.",
  },
  {
    key: "forward_agent",
    // `true` is the business of agent-forwarding.
    holds: ({ root }) => dig(root, "ssh", "forward_agent") !== undefined,
    message: "This change lends the deployer's agent to every server again.",
  },
];

export default defineChangeRule({
  id: "keys-restriction-removed",
  category: "ssh",
  severity: "medium",
  confidence: "high",
  title: "SSH restriction removed by a change",
  why: "The next deployment opens its connections without it: more keys, more paths or more trust than before, on every server at once.",
  fix: "Keep the setting, or say in the pull request what takes its place.",
  references: ["https://kamal-deploy.org/docs/configuration/ssh/"],
  compares: "kamal-configuration",
  *compare(before, after) {
    for (const { key, holds, message } of RESTRICTIONS) {
      if (!isSet(before, key) || !holds(before) || holds(after)) continue;
      const severity = atDestination("medium", after.destination);
      yield { at: placeOf(key, before, after), subject: key, severity, message } satisfies Problem;
    }
  },
});

/** What was only a default was no restriction; a default of `config` was one, since it read the user's own. */
function isSet(before: KamalConfiguration, key: string): boolean {
  if (key === "config") return true;
  if (key === "proxy") return hasBastion(before);
  const value = dig(before.root, "ssh", key);
  return value !== undefined && (key !== "forward_agent" || isFalse(value));
}

function isUnknown(root: KamalConfiguration["root"], key: string): boolean {
  const value = scalarOf(dig(root, "ssh", key));
  return value !== undefined && !isKnown(value);
}

function hasBastion({ root }: KamalConfiguration): boolean {
  return ["proxy", "proxy_command"].some((key) => scalarsOf(dig(root, "ssh", key)).length > 0);
}

function hasPublicServer({ roles, accessories }: KamalConfiguration): boolean {
  const servers = [
    ...roles.flatMap(({ hosts }) => hosts.map(({ name }) => name)),
    ...accessories.flatMap(({ hosts }) => hosts),
  ];
  return servers.some(
    (server) =>
      isKnown(server) &&
      /^(?:public|documentation)$/.test(reachOf(server.text.replace(/^[^@]*@/, "").replace(/:\d+$/, ""))),
  );
}

/** The new value, or what is left of the section. */
function placeOf(key: string, before: KamalConfiguration, after: KamalConfiguration): Place {
  const was = get(before.root, "ssh");
  const now = get(after.root, "ssh");
  const value = entryOf(now, key)?.value;
  if (value) return value;
  const removed = key === "proxy" && !entryOf(was, "proxy") ? "proxy_command" : key;
  const left = was?.kind === "map" && now?.kind === "map" ? nearestLeft(was, removed, now) : undefined;
  const section =
    entryOf(after.root, "ssh") ?? entryOf(after.root, "servers") ?? entryOf(after.root, "service");
  return left?.key ?? section?.key ?? after.root;
}
