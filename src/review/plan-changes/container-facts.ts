/** What every container has: ports, mounts, privileges, other flags of `docker run`. */
import type { KamalConfiguration } from "../../documents/kamal/configuration.ts";
import {
  entriesOf,
  isFalse,
  scalarsOf,
  type YamlEntry,
  type YamlNode,
} from "../../documents/yaml/yaml-node.ts";
import { type Fact, nodeValue, PRESENT, partOf, plainValue, type Reading } from "./fact.ts";

/** Flags that other facts tell. */
const TOLD_ELSEWHERE = new Set(["publish", "p", "volume", "v", "mount"]);

/** Flags that give a container more, or less, power over its host. */
const PRIVILEGES: ReadonlyMap<string, string> = new Map([
  ["cap-add", "capability"],
  ["cap-drop", "dropped capability"],
  ["security-opt", "security option"],
  ["device", "device"],
  ["group-add", "group"],
  ["privileged", "privileged mode"],
  ["pid", "process namespace"],
  ["ipc", "IPC namespace"],
  ["uts", "UTS namespace"],
  ["userns", "user namespace"],
  ["network", "network"],
  ["user", "user"],
  ["read-only", "read-only root file system"],
]);

/** Ports that are opened on hosts. */
export function portFacts({ publishedPorts }: KamalConfiguration): Fact[] {
  return publishedPorts.map(({ owner, at, address, hostPort, containerPort, protocol }): Fact => {
    const port = hostPort === "" ? `${containerPort} of the container` : hostPort;
    const noun = `port \`${protocol === "tcp" ? port : `${port}/${protocol}`}\``;
    return {
      part: partOf(owner),
      topic: "ports",
      name: `${hostPort}:${containerPort}/${protocol}`,
      noun,
      manner: "port",
      value: plainValue(isEverywhere(address) ? "" : (address ?? "")),
      at,
    };
  });
}

function isEverywhere(address: string | undefined): boolean {
  return address === undefined || ["", "0.0.0.0", "::", "*"].includes(address);
}

/** What of the host containers can see. */
export function mountFacts({ mounts }: KamalConfiguration): Fact[] {
  return mounts.map(({ owner, at, host, container, options }): Fact => {
    const access = options.includes("ro") ? "read-only" : "read-write";
    const noun = `mount of \`${host}\` at \`${container}\``;
    const value = plainValue(access);
    return {
      part: partOf(owner),
      topic: "mounts",
      name: `${host}:${container}`,
      noun,
      manner: "mount",
      value,
      at,
    };
  });
}

/** The other flags. */
export function optionFacts({ dockerOptions }: KamalConfiguration, reading: Reading): Fact[] {
  return dockerOptions.flatMap(({ owner, options }) =>
    entriesOf(options)
      .filter(({ key }) => !TOLD_ELSEWHERE.has(key.text))
      .flatMap((entry) => flagFacts(entry, partOf(owner), reading)),
  );
}

function flagFacts({ key, value }: YamlEntry, part: string, reading: Reading): Fact[] {
  const flag = key.text;
  const topic = PRIVILEGES.has(flag) ? "privileges" : "settings";
  const noun = PRIVILEGES.get(flag) ?? `docker option \`--${flag}\``;
  if (value.kind === "list" || isRepeatable(flag)) {
    return itemsOf(value).map((item): Fact => {
      const { compared, shown } = nodeValue(item, flag, reading);
      const named = `${noun} \`${shown ?? "(not shown)"}\``;
      return {
        part,
        topic,
        name: `${flag} ${compared}`,
        noun: named,
        manner: "thing",
        value: PRESENT,
        at: item,
      };
    });
  }
  if (value.kind === "scalar" && value.type === "boolean" && !isFalse(value))
    return [{ part, topic, name: flag, noun, manner: "flag", value: PRESENT, at: value }];
  const shown = nodeValue(value, flag, reading);
  return [{ part, topic, name: flag, noun, manner: "setting", value: shown, at: value }];
}

/** A list with one item says the same as the item alone. */
function isRepeatable(flag: string): boolean {
  return ["cap-add", "cap-drop", "security-opt", "device", "group-add", "add-host", "dns", "ulimit"].includes(
    flag,
  );
}

function itemsOf(value: YamlNode): readonly YamlNode[] {
  return value.kind === "list" ? value.items : scalarsOf(value);
}
