/** Every value of a configuration that becomes a part of a command line. */
import { onceFor } from "../../source/once-for.ts";
import {
  dig,
  entriesOf,
  get,
  scalarsOf,
  type YamlEntry,
  type YamlMap,
  type YamlNode,
  type YamlScalar,
} from "../yaml/yaml-node.ts";
import { accessoriesOf } from "./accessories.ts";
import { dockerOptionsOf } from "./docker-options.ts";
import { describeOwner, ROOT } from "./owner.ts";
import { rolesOf } from "./servers.ts";

/** One such value. */
export interface CommandLine {
  readonly at: YamlScalar;
  /** For sentences: "the command of role web", "alias console". */
  readonly what: string;
  /** The key it is written under, when the key is a flag: `splunk-token` of `--log-opt`, `env` of `docker run`. */
  readonly flag: string | undefined;
}

/** All of them: commands, aliases, docker options, log options, labels, Traefik's arguments, health checks. */
export const commandLinesOf: (root: YamlMap) => readonly CommandLine[] = onceFor(readCommandLines);

function readCommandLines(root: YamlMap): CommandLine[] {
  const parts = [...rolesOf(root), ...accessoriesOf(root)];
  return [
    ...parts.flatMap(({ owner, settings }) =>
      values(get(settings, "cmd"), `the command of ${describeOwner(owner)}`, undefined),
    ),
    ...ofMap(get(root, "aliases"), (name) => `alias ${name}`, false),
    ...dockerOptionsOf(root).flatMap(({ owner, options }) =>
      ofMap(options, (flag) => `option \`${flag}\` of ${describeOwner(owner)}`, true),
    ),
    ...[{ owner: ROOT, settings: root }, ...parts].flatMap(({ owner, settings }) => [
      ...ofMap(dig(settings, "logging", "options"), (name) => `log option \`${name}\``, true),
      ...values(
        dig(settings, "proxy", "healthcheck", "path"),
        `the health check of ${describeOwner(owner)}`,
        undefined,
      ),
      ...ofMap(get(settings, "labels"), (name) => `label \`${name}\` of ${describeOwner(owner)}`, true),
    ]),
    ...ofMap(dig(root, "traefik", "args"), (name) => `Traefik's argument \`${name}\``, true),
    ...values(dig(root, "builder", "cache", "options"), "the options of the build cache", undefined),
    ...values(dig(root, "healthcheck", "cmd"), "the health check", undefined),
    ...values(dig(root, "ssh", "proxy_command"), "the proxy command of SSH", undefined),
  ];
}

function ofMap(map: YamlNode | undefined, what: (key: string) => string, isFlag: boolean): CommandLine[] {
  return entriesOf(map).flatMap(({ key, value }: YamlEntry) =>
    values(value, what(key.text), isFlag ? key.text : undefined),
  );
}

function values(node: YamlNode | undefined, what: string, flag: string | undefined): CommandLine[] {
  return scalarsOf(node).map((at) => ({ at, what, flag }));
}
