/** NET-04: a console for administrators that anybody can open. */
import type { Accessory } from "../../documents/kamal/accessories.ts";
import type { KamalConfiguration } from "../../documents/kamal/configuration.ts";
import { isFalse, isKnown } from "../../documents/yaml/yaml-node.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import type { Severity } from "../../engine/severity.ts";
import { atDestination } from "../shared/configuration/milder.ts";
import { accessoryOf, environmentsOfOwner } from "../shared/configuration/parts.ts";
import { consoleOf } from "../shared/network/admin-consoles.ts";
import { describeBinding, loopbackEdit, reachablePorts } from "../shared/network/exposed-ports.ts";
import { isInPrivateNetwork, reachOf, reachOfBinding } from "../shared/network/hosts.ts";

export default defineRule({
  id: "admin-ui-exposed",
  category: "network",
  severity: "high",
  confidence: "high",
  title: "Administrators' console open to the internet",
  why: "Kamal starts it with `docker run … --publish 8080:8080` or puts it behind the public proxy, so whoever finds the address stands before the data and tries passwords, or needs none.",
  fix: "Bind it to 127.0.0.1 and reach it through an SSH tunnel (`ssh -L`) or a VPN.",
  references: ["https://kamal-deploy.org/docs/configuration/accessories/"],
  appliesTo: ["kamal-configuration"],
  *check(configuration) {
    const published = [...judgePorts(configuration)];
    yield* published;
    yield* judgeProxied(configuration, new Set(published.map(({ subject }) => subject)));
  },
});

/** `subject` names the accessory, so that one console is one finding. */
function* judgePorts(configuration: KamalConfiguration): Iterable<Problem> {
  for (const port of reachablePorts(configuration, "admin-ui-exposed")) {
    const accessory = accessoryOf(port.owner, configuration.accessories);
    if (!accessory) continue;
    const inside =
      reachOfBinding(port.address) === "private" ||
      (accessory.hosts.length > 0 && accessory.hosts.every(({ text }) => isInPrivateNetwork(text)));
    const severity = consoleOf(accessory.image?.text) === "dashboard" || inside ? "low" : "high";
    const edit = loopbackEdit(port, configuration);
    const where = describeBinding(port.address);
    yield {
      at: port.at,
      subject: inside ? `${accessory.name} private` : accessory.name,
      severity: atDestination(severity, configuration.destination),
      message: `The console ${accessory.name} answers at port ${port.hostPort || port.containerPort} ${where}.`,
      ...(edit && !inside ? { edit } : {}),
    };
  }
}

/** Whether something in front asks for a password can't be seen, so this weighs less than an open port. */
function* judgeProxied(configuration: KamalConfiguration, told: ReadonlySet<unknown>): Iterable<Problem> {
  for (const { owner, hosts } of configuration.proxied) {
    const accessory = accessoryOf(owner, configuration.accessories);
    const at = hosts.find((host) => !isKnown(host) || reachOf(host.text) !== "private");
    if (!accessory || !at || told.has(accessory.name)) continue;
    const severity = severityBehindProxy(accessory, configuration);
    if (severity === undefined) continue;
    yield {
      at,
      subject: accessory.name,
      severity: atDestination(severity, configuration.destination),
      message: `Requests from the internet reach the console ${accessory.name} through kamal-proxy.`,
    };
  }
}

function severityBehindProxy(accessory: Accessory, configuration: KamalConfiguration): Severity | undefined {
  const kind = consoleOf(accessory.image?.text);
  if (kind === undefined) return undefined;
  if (kind === "dashboard") return "info";
  return kind === "login" || asksForPassword(accessory, configuration) ? "low" : "medium";
}

/** A variable such as `PGHERO_PASSWORD` or `DOZZLE_AUTH_PROVIDER`. */
function asksForPassword({ owner }: Accessory, configuration: KamalConfiguration): boolean {
  return environmentsOfOwner(owner, configuration)
    .flatMap(({ clear, secret }) => [
      ...clear.filter(({ value }) => !isFalse(value)).map(({ key }) => key.text),
      ...secret.map(({ text }) => text),
    ])
    .some((variable) => /AUTH|USERNAME|HTPASSWD|HTTP_PASSWORD|PGHERO_PASSWORD|BASIC/i.test(variable));
}
