/** What stands before a role or an accessory: TLS, hosts, headers, and the ports of the proxy's own container. */
import type { KamalConfiguration } from "../../documents/kamal/configuration.ts";
import type { ProxiedPart } from "../../documents/kamal/proxies.ts";
import {
  dig,
  get,
  isFalse,
  isTrue,
  scalarOf,
  scalarsOf,
  type YamlNode,
} from "../../documents/yaml/yaml-node.ts";
import type { Place } from "../../source/source-text.ts";
import { type Fact, PRESENT, partOf, plainValue, type Reading } from "./fact.ts";
import { settingFacts, switchFact } from "./setting-facts.ts";

/** Told by facts of their own. */
const SPECIAL: ReadonlySet<string> = new Set([
  "proxy.host",
  "proxy.hosts",
  "proxy.ssl",
  "proxy.run.options",
  "proxy.run.http_port",
  "proxy.run.https_port",
  "proxy.run.bind_ips",
  "proxy.run.publish",
]);

/** Facts of all parts behind kamal-proxy. */
export function proxyFacts({ proxied }: KamalConfiguration, at: Place, reading: Reading): Fact[] {
  return proxied.flatMap((part) => partFacts(part, part.settings ?? at, reading));
}

function partFacts({ owner, settings, hosts, ssl }: ProxiedPart, at: Place, reading: Reading): Fact[] {
  const part = partOf(owner);
  const topic = "proxy";
  const tls = { part, topic, name: "tls", noun: "TLS", at: ssl ?? at } as const;
  return [
    { part, topic, name: "proxied", noun: "traffic through kamal-proxy", manner: "flag", value: PRESENT, at },
    switchFact(tls, tlsForm(ssl), "off"),
    ...hosts.map(
      (host): Fact => ({
        part,
        topic,
        name: `host ${host.text}`,
        noun: `public host name \`${host.text}\``,
        manner: "thing",
        value: PRESENT,
        at: host,
      }),
    ),
    ...publicPorts(part, get(settings, "run"), at),
    ...settingFacts(settings, "proxy", { part, topic, reading }, SPECIAL),
  ];
}

function tlsForm(ssl: YamlNode | undefined): string {
  if (ssl === undefined || isFalse(ssl) || (ssl.kind === "scalar" && ssl.type === "null")) return "off";
  if (ssl.kind === "map") return "own certificate";
  return isTrue(ssl) ? "certificate of Let's Encrypt" : "on";
}

/** Ports 80 and 443 of every address, unless `run` says otherwise. */
function publicPorts(part: string, run: YamlNode | undefined, at: Place): Fact[] {
  if (isFalse(get(run, "publish"))) return [];
  const written = scalarsOf(get(run, "bind_ips")).map(({ text }) => text);
  const addresses = written.filter((address) => !["0.0.0.0", "::"].includes(address)).sort();
  const value = plainValue(written.length > addresses.length ? "" : addresses.join(", "));
  return (["http_port", "https_port"] as const).map((key): Fact => {
    const port = scalarOf(dig(run, key));
    const text = port?.text ?? (key === "http_port" ? "80" : "443");
    return {
      part,
      topic: "ports",
      name: `proxy ${key} ${text}`,
      noun: `the proxy's port \`${text}\``,
      manner: "port",
      value,
      at: port ?? get(run, "bind_ips") ?? at,
      isDefault: port === undefined && value.compared === "",
    };
  });
}
