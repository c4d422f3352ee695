/**
 * Single flags of `docker run`, whichever way a configuration brings them in: the `options` maps, keys with blanks or `=` in them
 * (Kamal quotes no keys, of labels and variables neither), and text behind a volume, port, network, asset path or address of the proxy
 * or before the name of an image, which Kamal does not quote either.
 */
import { onceFor } from "../../source/once-for.ts";
import {
  dig,
  entriesOf,
  get,
  isKnown,
  itemsOf,
  scalarOf,
  scalarsOf,
  type YamlEntry,
  type YamlMap,
  type YamlNode,
  type YamlScalar,
} from "../yaml/yaml-node.ts";
import { accessoriesOf } from "./accessories.ts";
import { dockerOptionsOf } from "./docker-options.ts";
import { environmentsOf } from "./environments.ts";
import { type Owner, PROXY, ROOT, TRAEFIK } from "./owner.ts";
import { rolesOf } from "./servers.ts";

/** One flag with one value; a list gives one for each item. Flags that only Ruby knows are left out. */
export interface DockerFlag {
  readonly owner: Owner;
  /** The long name Docker knows, without dashes: `cap-add`, also for `cap_add`. */
  readonly name: string;
  /** As Docker gets it; empty for a flag without value. */
  readonly value: string;
  /** What Kamal puts on the command line: `--cap-add "SYS_ADMIN"`. */
  readonly rendered: string;
  /** False for names with underscores and those of Compose, which Docker refuses. */
  readonly accepted: boolean;
  /** The value, or the key when there is none. */
  readonly at: YamlScalar;
  /** The pair of an `options` map and the map; undefined for a flag behind another value. */
  readonly setting: { readonly options: YamlMap; readonly entry: YamlEntry } | undefined;
}

/** Short forms and second names. */
const LONG_NAMES: Readonly<Record<string, string>> = {
  v: "volume",
  p: "publish",
  P: "publish-all",
  e: "env",
  u: "user",
  m: "memory",
  h: "hostname",
  l: "label",
  net: "network",
};

/** Names that Compose has for them and Docker has not. */
const COMPOSE_NAMES: Readonly<Record<string, string>> = {
  "network-mode": "network",
  devices: "device",
  "extra-hosts": "add-host",
};

/** Longer texts are cut: nobody writes them, and splitting must stay cheap. */
const LONGEST = 10_000;

/** All flags of a configuration, in the order of its sections. */
export const dockerFlagsOf: (root: YamlMap) => readonly DockerFlag[] = onceFor(readDockerFlags);

function readDockerFlags(root: YamlMap): DockerFlag[] {
  return [
    ...dockerOptionsOf(root).flatMap(({ owner, options }) =>
      entriesOf(options).flatMap((entry) => flagsOfEntry(owner, options, entry)),
    ),
    ...[...rawTexts(root), ...rawKeys(root)].flatMap(([owner, at]) =>
      flagsAmong(wordsOf(at).slice(1), owner, at),
    ),
    ...imageNames(root).flatMap(([owner, at]) => flagsAmong(wordsOf(at).slice(0, -1), owner, at)),
  ];
}

function flagsOfEntry(owner: Owner, options: YamlMap, entry: YamlEntry): DockerFlag[] {
  const { key, value } = entry;
  if (!isKnown(key)) return [];
  const words = key.text.slice(0, LONGEST).trim().split(/\s+/);
  const written = readFlags([`--${words[0] ?? ""}`, ...words.slice(1)]);
  const last = written.pop();
  if (!last) return [];
  const from = { owner, setting: { options, entry } };
  const before = written.map((flag) => ({ ...from, ...flag, at: key }));
  const values = scalarsOf(value).filter(isKnown);
  if (last.value !== "" || (value.kind === "scalar" && values.length === 0 && isKnown(value)))
    return [...before, { ...from, ...last, at: key }];
  return [...before, ...values.map((at) => withValue({ ...from, ...last, at: key }, at))];
}

/** Kamal writes `true` as the bare flag, and everything else, `false` included, in double quotes. */
function withValue(flag: DockerFlag, at: YamlScalar): DockerFlag {
  if (at.type === "boolean" && at.text === "true") return { ...flag, at };
  return { ...flag, at, value: at.text, rendered: `${flag.rendered} "${at.text}"` };
}

/** Values that Kamal puts on the command line as they are, so that more flags may follow in them. */
function rawTexts(root: YamlMap): [Owner, YamlScalar][] {
  const lists: [Owner, YamlMap, string][] = [[ROOT, root, "volumes"]];
  const singles: [Owner, YamlMap, string][] = [[ROOT, root, "asset_path"]];
  for (const { owner, settings } of rolesOf(root))
    if (settings) singles.push([owner, settings, "asset_path"]);
  for (const run of runSections(root)) {
    lists.push([PROXY, run, "bind_ips"]);
    for (const key of ["http_port", "https_port", "log_max_size", "metrics_port"])
      singles.push([PROXY, run, key]);
  }
  for (const { owner, settings } of accessoriesOf(root)) {
    lists.push([owner, settings, "volumes"], [owner, settings, "directories"]);
    singles.push([owner, settings, "port"], [owner, settings, "network"]);
  }
  return [
    ...lists.flatMap(([owner, map, key]) =>
      itemsOf(get(map, key)).flatMap((item) => withOwner(owner, scalarOf(item))),
    ),
    ...singles.flatMap(([owner, map, key]) => withOwner(owner, scalarOf(get(map, key)))),
  ];
}

/** Names of variables, labels and log options, which Kamal does not quote although it quotes their values. */
function rawKeys(root: YamlMap): [Owner, YamlScalar][] {
  const parts: [Owner, YamlNode | undefined][] = [
    [ROOT, root],
    ...[...rolesOf(root), ...accessoriesOf(root)].map(
      ({ owner, settings }): [Owner, YamlNode | undefined] => [owner, settings],
    ),
  ];
  const pairs = [
    ...environmentsOf(root).map(({ owner, clear }): [Owner, readonly YamlEntry[]] => [owner, clear]),
    ...parts.flatMap(([owner, part]): [Owner, readonly YamlEntry[]][] => [
      [owner, entriesOf(get(part, "labels"))],
      [owner, entriesOf(dig(part, "logging", "options"))],
    ]),
  ];
  return pairs.flatMap(([owner, entries]) =>
    entries.flatMap(({ key }) => (/\S\s+-/.test(key.text) ? withOwner(owner, key) : [])),
  );
}

/** What the parts of a configuration say about the proxy's own container. */
function runSections(root: YamlMap): YamlMap[] {
  const parts = [root, ...[...rolesOf(root), ...accessoriesOf(root)].map(({ settings }) => settings)];
  return parts.flatMap((part) => {
    const run = dig(part, "proxy", "run");
    return run?.kind === "map" ? [run] : [];
  });
}

function withOwner(owner: Owner, at: YamlScalar | undefined): [Owner, YamlScalar][] {
  return at && isKnown(at) ? [[owner, at]] : [];
}

/** The image is the last of Docker's own words: what stands before its name are flags. */
function imageNames(root: YamlMap): [Owner, YamlScalar][] {
  return [
    ...withOwner(TRAEFIK, scalarOf(dig(root, "traefik", "image"))),
    ...accessoriesOf(root).flatMap(({ owner, image }) => withOwner(owner, image)),
    ...runSections(root).flatMap((run) =>
      ["registry", "repository"].flatMap((key) => withOwner(PROXY, scalarOf(get(run, key)))),
    ),
  ];
}

/** None for a single word, as nearly all are. */
function wordsOf({ text }: YamlScalar): string[] {
  const words = text.slice(0, LONGEST).trim();
  return /\s/.test(words) ? words.split(/\s+/) : [];
}

function flagsAmong(words: readonly string[], owner: Owner, at: YamlScalar): DockerFlag[] {
  return readFlags(words).map((flag) => ({ ...flag, owner, at, setting: undefined }));
}

/** A flag among words, before anybody knows whose it is. */
export type ReadFlag = Pick<DockerFlag, "name" | "value" | "rendered" | "accepted">;

/** `--name value`, `--name=value`, `-n value`; other words are skipped. */
export function readFlags(words: readonly string[]): ReadFlag[] {
  const read: ReadFlag[] = [];
  for (const [index, word] of words.entries()) {
    const [, written = "", joined] = /^--?([A-Za-z][\w-]*)(?:=(.*))?$/.exec(word) ?? [];
    if (written === "") continue;
    const next = words[index + 1];
    const following = joined === undefined && next !== undefined && !next.startsWith("-") ? next : undefined;
    read.push({
      name: longName(written),
      value: (joined ?? following ?? "").replace(/^(["'])(.*)\1$/, "$2"),
      rendered: following === undefined ? word : `${word} ${following}`,
      accepted: isAccepted(written),
    });
  }
  return read;
}

/** The name Docker lists for a flag: `volume` for `v`, `cap-add` for `cap_add`. */
export function longName(written: string): string {
  const name = written.replaceAll("_", "-");
  return lookUp(LONG_NAMES, written) ?? lookUp(COMPOSE_NAMES, name) ?? name.toLowerCase();
}

/** True when Docker takes the name as it is written. */
export function isAccepted(written: string): boolean {
  return !written.includes("_") && !Object.hasOwn(COMPOSE_NAMES, written);
}

function lookUp(names: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.hasOwn(names, name) ? names[name] : undefined;
}

/** Flags of `docker run` that take no value (Docker 27), long and short. */
const SWITCHES =
  /^(?:--(?:detach|disable-content-trust|help|init|interactive|no-healthcheck|oom-kill-disable|privileged|publish-all|quiet|read-only|rm|sig-proxy|tty|use-api-socket)|-[ditPq]+)$/;

/**
 * How many of the words behind `run` are flags and their values; the next one is the image, and what follows it is the
 * container's own command line. A word that is decided at run time is undefined, and may be flags too.
 */
export function countFlagWords(words: readonly (string | undefined)[]): number {
  let at = 0;
  while (at < words.length) {
    const word = words[at];
    if (word !== undefined && !word.startsWith("-")) return at;
    const takesNext = word !== undefined && !word.includes("=") && !SWITCHES.test(word);
    at += takesNext ? 2 : 1;
  }
  return words.length;
}
