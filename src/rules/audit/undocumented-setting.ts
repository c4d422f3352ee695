/** AUD-03: a setting that weakens the deployment, without a word why. */
import type { KamalConfiguration } from "../../documents/kamal/configuration.ts";
import { flags } from "../../documents/kamal/docker-options.ts";
import { dig, get, isFalse, isTrue, scalarOf, type YamlNode } from "../../documents/yaml/yaml-node.ts";
import { defineRule } from "../../engine/rule.ts";
import { explanationAt } from "../shared/configuration/explained.ts";
import { reachOfBinding } from "../shared/network/hosts.ts";

export default defineRule({
  id: "undocumented-setting",
  category: "audit",
  severity: "info",
  confidence: "high",
  strictness: "pedantic",
  title: "Security-relevant setting without a reason beside it",
  why: "The next person can't tell a decision from an accident, so a setting like this is neither dared to be removed nor ever questioned.",
  fix: "Say why in a comment on the line or above it.",
  references: ["https://kamal-deploy.org/docs/configuration/overview/"],
  appliesTo: ["kamal-configuration"],
  *check(configuration) {
    for (const { node, what } of settings(configuration)) {
      if (explanationAt(node).trim() === "")
        yield { at: node, subject: what, message: `Nothing says why ${what}.` };
    }
  },
});

interface Setting {
  readonly node: YamlNode;
  /** Completes "Nothing says why …". */
  readonly what: string;
}

function settings(configuration: KamalConfiguration): Setting[] {
  const { root, dockerOptions, publishedPorts, proxied } = configuration;
  const found: (Setting | undefined)[] = [
    ...dockerOptions.flatMap((options) => [
      ...flags(options, "privileged").map(({ value }) => ({
        node: value,
        what: "the container is privileged",
      })),
      ...flags(options, "cap-add").map(({ value }) => ({
        node: value,
        what: "the container gets capabilities",
      })),
    ]),
    ...publishedPorts
      .filter(({ address }) => reachOfBinding(address) === "public")
      .map(({ at }) => ({ node: at, what: "the port is open to every network" })),
    ...proxied.map(({ ssl }) => when(ssl, isFalse, "TLS is off")),
    ...proxied.map(({ settings: proxy }) =>
      when(get(proxy, "forward_headers"), isTrue, "forwarded headers of clients are trusted"),
    ),
    when(dig(root, "ssh", "proxy_command"), isWritten, "SSH goes through a command"),
    when(dig(root, "ssh", "user"), isRoot, "Kamal logs in as root"),
  ];
  return found.filter((setting) => setting !== undefined);
}

function when(
  node: YamlNode | undefined,
  applies: (node: YamlNode) => boolean,
  what: string,
): Setting | undefined {
  return node && applies(node) ? { node, what } : undefined;
}

function isWritten(node: YamlNode): boolean {
  return scalarOf(node) !== undefined;
}

function isRoot(node: YamlNode): boolean {
  return scalarOf(node)?.text === "root";
}
