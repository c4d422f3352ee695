/** Settings of any section as facts: each value one fact, each item of a list one, whatever their order. */
import { entriesOf, type YamlNode } from "../../documents/yaml/yaml-node.ts";
import { type Fact, nodeValue, PRESENT, plainValue, type Reading, type Topic } from "./fact.ts";

/** Names that people use for them. */
const NOUNS: ReadonlyMap<string, string> = new Map([
  ["image", "the image"],
  ["service", "the name of the service"],
  ["ssh.user", "the SSH user"],
  ["ssh.port", "the SSH port"],
  ["ssh.proxy", "the SSH jump host"],
  ["ssh.proxy_command", "the SSH proxy command"],
  ["ssh.forward_agent", "forwarding of the SSH agent"],
  ["registry.server", "the registry"],
  ["builder.arch", "the architecture"],
  ["builder.remote", "the remote builder"],
  ["builder.context", "the folder that is built"],
  ["builder.dockerfile", "the Dockerfile"],
  ["proxy.app_port", "the application's port"],
  ["proxy.forward_headers", "trust in X-Forwarded headers"],
  ["proxy.ssl_redirect", "the redirect from HTTP to HTTPS"],
  ["proxy.healthcheck.path", "the path of the health check"],
  ["proxy.response_timeout", "the response timeout"],
]);

/** What Kamal does when nothing is written; the same text written out is no change. */
const DEFAULTS: ReadonlyMap<string, string> = new Map([
  ["ssh.user", "root"],
  ["ssh.port", "22"],
  ["proxy.app_port", "80"],
  ["proxy.buffering.requests", "true"],
  ["proxy.buffering.responses", "true"],
  ["deploy_timeout", "30"],
  ["drain_timeout", "30"],
  ["readiness_delay", "7"],
  ["retain_containers", "5"],
  ["hooks_path", ".kamal/hooks"],
  ["secrets_path", ".kamal/secrets"],
  ["primary_role", "web"],
  ["builder.driver", "docker-container"],
  ["builder.dockerfile", "Dockerfile"],
  ["builder.context", "."],
]);

/** One item alone says the same as a list of it. */
const LISTS: ReadonlySet<string> = new Set(["builder.arch"]);

/** What the facts of a section have in common. */
export interface Section {
  readonly part: string;
  readonly topic: Topic;
  readonly reading: Reading;
}

/** Facts of everything below a node; `path` is its key path. */
export function settingFacts(
  node: YamlNode | undefined,
  path: string,
  section: Section,
  without: ReadonlySet<string> = NOTHING,
): Fact[] {
  if (node === undefined || without.has(path)) return [];
  if (node.kind === "map") {
    return entriesOf(node).flatMap(({ key, value }) =>
      settingFacts(value, path === "" ? key.text : `${path}.${key.text}`, section, without),
    );
  }
  if (node.kind === "scalar" && node.type === "null") return [];
  const { part, topic, reading } = section;
  const key = path.slice(path.lastIndexOf(".") + 1);
  if (node.kind === "list" || LISTS.has(path)) {
    return (node.kind === "list" ? node.items : [node]).map((item): Fact => {
      const value = nodeValue(item, key, reading);
      const noun = `${nounOf(path)} \`${value.shown ?? "(not shown)"}\``;
      return {
        part,
        topic,
        name: `${path} ${value.compared}`,
        noun,
        manner: "thing",
        value: PRESENT,
        at: item,
      };
    });
  }
  const value = nodeValue(node, key, reading);
  if (value.compared === DEFAULTS.get(path)) return [];
  return [
    {
      part,
      topic,
      name: path,
      noun: nounOf(path),
      manner: "setting",
      value,
      at: node,
      fallback: DEFAULTS.get(path),
    },
  ];
}

/** The name of a setting in a sentence. */
function nounOf(path: string): string {
  return NOUNS.get(path) ?? `\`${path}\``;
}

/** A switch that has a value whether or not it is written. */
export function switchFact(
  fact: Pick<Fact, "part" | "topic" | "name" | "noun" | "at">,
  value: string,
  defaultValue: string,
): Fact {
  return { ...fact, manner: "setting", value: plainValue(value), isDefault: value === defaultValue };
}

const NOTHING: ReadonlySet<string> = new Set();
