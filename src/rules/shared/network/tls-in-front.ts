/** Signs that TLS ends in front of kamal-proxy, so that plain HTTP at the proxy itself is right. */
import type { Accessory } from "../../../documents/kamal/accessories.ts";
import type { KamalConfiguration } from "../../../documents/kamal/configuration.ts";
import { doesTls, type ProxiedPart } from "../../../documents/kamal/proxies.ts";
import {
  dig,
  entryOf,
  get,
  isFalse,
  isKnown,
  isTrue,
  itemsOf,
  scalarOf,
  type YamlNode,
} from "../../../documents/yaml/yaml-node.ts";
import type { Place } from "../../../source/source-text.ts";
import { explanationAt } from "../configuration/explained.ts";
import { isInPrivateNetwork, reachOf } from "./hosts.ts";

/** True when a reader can see that something else does TLS for the part, or that nobody reaches it from outside. */
export function endsElsewhere(part: ProxiedPart, ssl: Place, configuration: KamalConfiguration): boolean {
  return isBalanced(part, configuration) || endsAtFront(part, ssl, configuration);
}

/** The same where several servers tell nothing, because the proxies on them did TLS themselves before. */
export function endsAtFront(part: ProxiedPart, ssl: Place, configuration: KamalConfiguration): boolean {
  return (
    showsFront(part, ssl, configuration) || isPathOfAnother(part) || sharesHostWithTls(part, configuration)
  );
}

/** True when a reader can see that visitors reach the part through something else, or only from inside. */
export function standsBehind(part: ProxiedPart, at: Place, configuration: KamalConfiguration): boolean {
  return isBalanced(part, configuration) || showsFront(part, at, configuration);
}

/** Let's Encrypt needs a single server; a balancer stands in front of several. */
export function isBalanced(part: ProxiedPart, configuration: KamalConfiguration): boolean {
  return serversOf(part, configuration).length > 1;
}

/**
 * True when the only sign is one that told nothing before either: words, or servers under a bare name, while the part did TLS
 * itself and the same words stood there.
 */
export function toldNothingBefore(
  [before, old]: readonly [ProxiedPart, KamalConfiguration],
  [now, at, after]: readonly [ProxiedPart, Place, KamalConfiguration],
): boolean {
  if (hasFirmFront(now, after) || isPathOfAnother(now) || sharesHostWithTls(now, after)) return false;
  const then = before.ssl ?? before.hosts[0];
  if (isExplainedAt(at, now))
    return then !== undefined && wordsAt(then, before).join() === wordsAt(at, now).join();
  return serversOf(before, old).every(isHidden);
}

function showsFront(part: ProxiedPart, at: Place, configuration: KamalConfiguration): boolean {
  const servers = serversOf(part, configuration);
  return (
    (servers.length > 0 && servers.every(isHidden)) ||
    hasFirmFront(part, configuration) ||
    isExplainedAt(at, part)
  );
}

/** What Docker and the network see to, whatever anybody says. */
function hasFirmFront(part: ProxiedPart, configuration: KamalConfiguration): boolean {
  const servers = serversOf(part, configuration);
  return (
    (servers.length > 0 && servers.every(isPrivate)) ||
    runSections(part, configuration).some(isOffTheInternet) ||
    configuration.accessories.some(isFrontEnd)
  );
}

/** The author trusts headers of a proxy in front, so there seems to be one. */
export function looksForwarded({ settings }: ProxiedPart): boolean {
  return isTrue(get(settings, "forward_headers"));
}

/** Addresses of the servers a part runs on, as far as they are known. */
export function serversOf({ owner }: ProxiedPart, { roles, accessories }: KamalConfiguration): string[] {
  const role = owner.kind === "role" ? roles.find(({ name }) => name === owner.name) : undefined;
  const accessory =
    owner.kind === "accessory" ? accessories.find(({ name }) => name === owner.name) : undefined;
  const hosts = role ? role.hosts.map(({ name }) => name) : (accessory?.hosts ?? []);
  return hosts.filter(isKnown).map(({ text }) => text.replace(/^[^@]*@/, "").replace(/:\d+$/, ""));
}

/** True for accessories that answer the internet or bring it in. */
export function isFrontEnd({ image }: Accessory): boolean {
  return FRONT_END.test(image?.text ?? "");
}

const FRONT_END =
  /(?:^|\/)(?:traefik|caddy|nginx|nginx-proxy|haproxy|envoy|kamal-proxy|cloudflared|ngrok|tailscale)\b/;

/** A machine of a home or office network, or a bare name such as `pi5`. */
function isHidden(server: string): boolean {
  return isPrivate(server) || /^[a-z][a-z0-9-]*$/i.test(server);
}

function isPrivate(server: string): boolean {
  return isInPrivateNetwork(server) || reachOf(server) === "loopback";
}

function runSections({ settings }: ProxiedPart, { root }: KamalConfiguration): YamlNode[] {
  return [get(settings, "run"), dig(root, "proxy", "run")].filter((run) => run !== undefined);
}

/** The proxy has no port on the host, another one than 80, or listens on addresses nobody reaches from outside. */
function isOffTheInternet(run: YamlNode): boolean {
  const port = scalarOf(get(run, "http_port"));
  const addresses = itemsOf(get(run, "bind_ips")).flatMap((item) => scalarOf(item) ?? []);
  const inside =
    addresses.length > 0 && addresses.every(({ text }) => /^(?:loopback|private)$/.test(reachOf(text)));
  return isFalse(get(run, "publish")) || inside || (port !== undefined && port.text !== "80");
}

/** kamal-proxy takes TLS settings from the service at the root path of a host. */
function isPathOfAnother({ settings }: ProxiedPart): boolean {
  const paths = [get(settings, "path_prefix"), ...itemsOf(get(settings, "path_prefixes"))].flatMap(
    (node) => scalarOf(node) ?? [],
  );
  return paths.length > 0 && paths.every(({ text }) => text.replaceAll("/", "") !== "");
}

function sharesHostWithTls(part: ProxiedPart, { proxied }: KamalConfiguration): boolean {
  const names = new Set(part.hosts.map(({ text }) => text));
  return proxied.some((other) => doesTls(other) && other.hosts.some(({ text }) => names.has(text)));
}

const REASON =
  /cloud ?(?:flare|front)|balancer|\b[ae]?lb\b|nginx|caddy|traefik|haproxy|tunnel|tailscale|tailnet|terminat|termina\b|behind|upstream|reverse|\bcdn\b|fastly|internal|intranet|\bvpn\b|wireguard|ngrok/i;

/** Sentences of Kamal's own template, which name balancers and Cloudflare in every file. */
const TEMPLATE =
  /^.*(?:Enable SSL auto certification|Remove this section when using multiple web servers|(?:If|when) us(?:ing|ed)(?: something like| with)? Cloudflare|in Cloudflare's SSL\/TLS setting|Don't use this when deploying to multiple|Using an SSL proxy like this).*$/gim;

/** A comment on the line, above it, or above the section. */
function isExplainedAt(ssl: Place, part: ProxiedPart): boolean {
  return wordsAt(ssl, part).some((words) => REASON.test(words));
}

function wordsAt(ssl: Place, { settings }: ProxiedPart): string[] {
  const section = settings && entryOf(settings, "host")?.key;
  const places = [ssl, ...(section ? [section] : []), ...(settings ? [sectionStart(settings)] : [])];
  return places.map((place) => explanationAt(place).replace(TEMPLATE, ""));
}

/** The line before the first key of a map: that of the section's own name. */
function sectionStart({ source, span }: Place): Place {
  const line = Math.max(1, source.positionAt(span.start).line - 1);
  const start = source.lineStart(line);
  return { source, span: { start, end: start } };
}
