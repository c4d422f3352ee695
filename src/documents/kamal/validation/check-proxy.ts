/** `proxy` at the root, in roles and accessories. */
import type { Place } from "../../../source/source-text.ts";
import type { YamlEntry, YamlMap, YamlNode } from "../../yaml/yaml-node.ts";
import { PROXY } from "../schema/parts.ts";
import { isAtLeast } from "../version/kamal-version.ts";
import { checkSection } from "./check-shape.ts";
import { entryNamed, hasUnknownKeys, isCertain, type Loading, refuse, valueNamed } from "./loading.ts";
import { isBlank, isTruthy } from "./ruby-view.ts";

/** The keys, then what must not stand together. */
export function checkProxy(node: YamlNode, context: string, loading: Loading, near?: Place): void {
  checkSection(node, PROXY, context, loading, near);
  if (node.kind !== "map" || !isCertain(node, loading)) return;
  checkHost(node, context, loading);
  checkHostAndHosts(node, context, loading);
  checkCertificate(node, context, loading);
  checkRun(node, context, loading);
}

function checkHost(proxy: YamlMap, context: string, loading: Loading): void {
  const ssl = entryNamed(proxy, "ssl");
  const host = entryNamed(proxy, "host");
  const hosts = entryNamed(proxy, "hosts");
  if (!ssl || !isTruthy(ssl.value) || hasUnknownKeys(proxy, loading)) return;
  if (!allCertain([ssl, host, hosts], loading)) return;
  if (isBlank(host?.value) && isBlank(hosts?.value))
    refuse(context, "Must set a host to enable automatic SSL", ssl.value, "missing");
}

function checkHostAndHosts(proxy: YamlMap, context: string, loading: Loading): void {
  if (!isAtLeast(loading.version, "2.1.0")) return;
  const host = entryNamed(proxy, "host");
  const hosts = entryNamed(proxy, "hosts");
  if (!host || !hosts || loading.doubts.isConditional(host.key) || loading.doubts.isConditional(hosts.key))
    return;
  const later = proxy.entries.indexOf(host) > proxy.entries.indexOf(hosts) ? host : hosts;
  refuse(context, "Specify one of 'host' or 'hosts', not both", later.key, "conflict");
}

function checkCertificate(proxy: YamlMap, context: string, loading: Loading): void {
  const ssl = valueNamed(proxy, "ssl");
  if (ssl?.kind !== "map" || !isCertain(ssl, loading) || hasUnknownKeys(ssl, loading)) return;
  const certificate = valueNamed(ssl, "certificate_pem");
  const key = valueNamed(ssl, "private_key_pem");
  if (!isCertain(certificate, loading) || !isCertain(key, loading)) return;
  const missing = "setting (required when";
  if (!isBlank(certificate) && isBlank(key))
    refuse(
      context,
      `Missing private_key_pem ${missing} certificate_pem is present)`,
      certificate ?? ssl,
      "missing",
    );
  if (!isBlank(key) && isBlank(certificate))
    refuse(context, `Missing certificate_pem ${missing} private_key_pem is present)`, key ?? ssl, "missing");
}

function checkRun(proxy: YamlMap, context: string, loading: Loading): void {
  const run = valueNamed(proxy, "run");
  const publish = entryNamed(run, "publish");
  if (!publish || isTruthy(publish.value) || !isCertain(publish.value, loading)) return;
  const ports = ["bind_ips", "http_port", "https_port"].flatMap((key) => entryNamed(run, key) ?? []);
  const set = ports.find(({ value }) => isCertain(value, loading) && !isBlank(value));
  if (set)
    refuse(
      context,
      "Cannot set http_port, https_port or bind_ips when publish is false",
      set.key,
      "conflict",
    );
}

function allCertain(entries: readonly (YamlEntry | undefined)[], loading: Loading): boolean {
  return entries.every((entry) => entry === undefined || isCertain(entry.value, loading));
}
