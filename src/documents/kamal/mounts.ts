/** Everything that puts a path of the host into a container. */
import { onceFor } from "../../source/once-for.ts";
import {
  get,
  itemsOf,
  scalarOf,
  scalarsOf,
  type YamlMap,
  type YamlNode,
  type YamlScalar,
} from "../yaml/yaml-node.ts";
import { accessoriesOf } from "./accessories.ts";
import { dockerFlagsOf } from "./docker-flags.ts";
import { dockerOptionsOf, flags } from "./docker-options.ts";
import { type Owner, ROOT } from "./owner.ts";

/** One mount. */
export interface Mount {
  readonly owner: Owner;
  /** The value that says it, for findings. */
  readonly at: YamlScalar;
  /** Path or volume name on the host, normalised: no `//`, `.` or `..` segments where they can be resolved. */
  readonly host: string;
  readonly container: string;
  /** `ro`, `z` and the like. */
  readonly options: readonly string[];
  /** Which key it came from. */
  readonly form: "volumes" | "directories" | "files" | "options";
}

/** All mounts of a configuration. Mounts whose text only Ruby knows are left out: their host part is unknown. */
export const mountsOf: (root: YamlMap) => readonly Mount[] = onceFor(readMounts);

function readMounts(root: YamlMap): Mount[] {
  return [
    ...listMounts(ROOT, get(root, "volumes"), "volumes"),
    ...accessoriesOf(root).flatMap(({ owner, settings }) => [
      ...listMounts(owner, get(settings, "volumes"), "volumes"),
      ...listMounts(owner, get(settings, "directories"), "directories"),
      ...listMounts(owner, get(settings, "files"), "files"),
    ]),
    ...dockerOptionsOf(root).flatMap((options) => [
      ...flags(options, "volume", "v").flatMap(({ value }) =>
        scalarsOf(value).flatMap((at) => shortForm(options.owner, at, "options")),
      ),
      ...flags(options, "mount").flatMap(({ value }) =>
        scalarsOf(value).flatMap((at) => longForm(options.owner, at)),
      ),
    ]),
    ...hiddenMounts(root),
  ];
}

/** Flags behind another value or inside a key. */
function hiddenMounts(root: YamlMap): Mount[] {
  return dockerFlagsOf(root)
    .filter(({ setting }) => !/^(?:volume|v|mount)$/.test(setting?.entry.key.text ?? ""))
    .flatMap(({ owner, at, name, value }) => {
      if (name === "volume") return shortForm(owner, { ...at, text: value }, "options");
      return name === "mount" ? longForm(owner, { ...at, text: value }) : [];
    });
}

function listMounts(owner: Owner, list: YamlNode | undefined, form: Mount["form"]): Mount[] {
  return itemsOf(list).flatMap((item) => {
    if (item.kind === "scalar") return shortForm(owner, item, form);
    const local = scalarOf(get(item, "local"));
    const remote = scalarOf(get(item, "remote"));
    return local && remote ? [mount(owner, local, local.text, remote.text, [], form)] : [];
  });
}

/** `host:container[:options]`. */
function shortForm(owner: Owner, at: YamlScalar, form: Mount["form"]): Mount[] {
  const [host, container, options = ""] = at.text.split(":");
  if (host === undefined || container === undefined) return [];
  return [mount(owner, at, host, container, options.split(","), form)];
}

/** `type=bind,source=…,target=…[,readonly]`. */
function longForm(owner: Owner, at: YamlScalar): Mount[] {
  const fields = new Map(at.text.split(",").map((field) => splitOnce(field.trim(), "=")));
  const host = fields.get("source") ?? fields.get("src");
  const container = fields.get("target") ?? fields.get("destination") ?? fields.get("dst");
  if (host === undefined || container === undefined) return [];
  const readOnly = fields.has("readonly") || fields.get("ro") === "true";
  return [mount(owner, at, host, container, readOnly ? ["ro"] : [], "options")];
}

function mount(
  owner: Owner,
  at: YamlScalar,
  host: string,
  container: string,
  options: readonly string[],
  form: Mount["form"],
): Mount {
  return { owner, at, host: normalisePath(host.trim()), container: container.trim(), options, form };
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + separator.length)];
}

/** Resolves `//`, `.` and `..` of an absolute path; other texts (volume names, `$HOME/x`) only lose doubled slashes. */
export function normalisePath(path: string): string {
  if (!path.startsWith("/")) return path.replace(/\/{2,}/g, "/");
  const kept: string[] = [];
  for (const segment of path.split("/")) {
    if (segment === "..") kept.pop();
    else if (segment !== "" && segment !== ".") kept.push(segment);
  }
  return `/${kept.join("/")}`;
}

/** True when the mount can't be written through. */
export function isReadOnly(mount: Mount): boolean {
  return mount.options.includes("ro") || mount.options.includes("readonly");
}
