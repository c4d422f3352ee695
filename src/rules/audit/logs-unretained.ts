/** AUD-02: what containers write is thrown away before anybody can look. */
import type { KamalConfiguration } from "../../documents/kamal/configuration.ts";
import { describeOwner, type Owner, PROXY, ROOT } from "../../documents/kamal/owner.ts";
import {
  dig,
  get,
  isKnown,
  scalarOf,
  type YamlNode,
  type YamlScalar,
} from "../../documents/yaml/yaml-node.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import { atDestination } from "../shared/configuration/milder.ts";

export default defineRule({
  id: "logs-unretained",
  category: "audit",
  severity: "low",
  confidence: "high",
  title: "Logs are not kept",
  why: 'Kamal hands it on as `docker run … --log-driver "none" …`, and after an attack nobody can tell what happened.',
  fix: "Leave the driver to Docker or send logs to a collector, and give files 10 MB or more (`max-size: 10m`).",
  references: ["https://kamal-deploy.org/docs/configuration/logging/"],
  appliesTo: ["kamal-configuration"],
  *check(configuration) {
    for (const { owner, driver, size } of logsOf(configuration))
      yield* judge(owner, driver, size, configuration);
  },
});

/** How one part of the configuration logs. */
interface Logs {
  readonly owner: Owner;
  readonly driver: YamlScalar | undefined;
  readonly size: YamlScalar | undefined;
}

function logsOf({ root, roles, accessories, dockerFlags }: KamalConfiguration): Logs[] {
  const sections: [Owner, YamlNode | undefined][] = [
    [ROOT, get(root, "logging")],
    ...[...roles, ...accessories].map(({ owner, settings }): [Owner, YamlNode | undefined] => [
      owner,
      get(settings, "logging"),
    ]),
  ];
  const written = sections.map(([owner, logging]) => ({
    owner,
    driver: scalarOf(get(logging, "driver")),
    size: scalarOf(dig(logging, "options", "max-size")),
  }));
  const flags = dockerFlags.map(({ owner, name, at, value }) => ({
    owner,
    driver: name === "log-driver" ? { ...at, text: value } : undefined,
    size: name === "log-opt" && value.startsWith("max-size=") ? { ...at, text: value.slice(9) } : undefined,
  }));
  const ofProxy = {
    owner: PROXY,
    driver: undefined,
    size: scalarOf(dig(root, "proxy", "run", "log_max_size")),
  };
  return [...written, ...flags, ofProxy];
}

function* judge(
  owner: Owner,
  driver: YamlScalar | undefined,
  size: YamlScalar | undefined,
  { destination }: KamalConfiguration,
): Iterable<Problem> {
  const severity = atDestination("low", destination);
  const who = describeOwner(owner);
  if (driver && isKnown(driver) && driver.text === "none")
    yield { at: driver, severity, message: `What the containers of ${who} write is thrown away.` };
  if (size && isKnown(size) && bytesOf(size.text) < 1_000_000)
    yield { at: size, severity, message: `The logs of ${who} are cut off after ${size.text.slice(0, 20)}.` };
}

const UNITS: Readonly<Record<string, number>> = { "": 1, b: 1, k: 1e3, kb: 1e3 };

/** Docker's sizes under a megabyte; anything else counts as enough. */
function bytesOf(size: string): number {
  const [, digits = "", unit = ""] = /^(\d{1,12})\s*([a-z]*)$/i.exec(size.trim()) ?? [];
  const factor = UNITS[unit.toLowerCase()];
  return digits === "" || factor === undefined ? Number.POSITIVE_INFINITY : Number(digits) * factor;
}
