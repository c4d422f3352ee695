/** Services that let in anyone who connects, as their image and settings show. */
import type { Accessory } from "../../../documents/kamal/accessories.ts";
import { commandWords } from "../../../documents/kamal/command-words.ts";
import {
  entriesOf,
  get,
  itemsOf,
  scalarOf,
  scalarsOf,
  type YamlMap,
} from "../../../documents/yaml/yaml-node.ts";

/** What an accessory is told: its variables by name, and its command line with mounted files in one text. */
interface Settings {
  /** Text of a clear variable; `secret` for one whose value is a secret. */
  readonly variable: (name: string) => string | undefined;
  readonly command: string;
  readonly mounts: string;
  readonly version: string;
}

type Judge = (settings: Settings) => boolean;

const isOn = (value: string | undefined): boolean => /^(?:yes|true|1|on)$/i.test(value ?? "");
const isOff = (value: string | undefined): boolean => /^(?:no|false|0|off)$/i.test(value ?? "");

/** The official image reads no REDIS_PASSWORD: only an argument, an access list or a configuration file protects it. */
const redis: Judge = ({ command, mounts, variable }) => {
  if (/requirepass|aclfile|--user\b|\.conf\b|\$/.test(`${command} ${variable("REDIS_ARGS") ?? ""}`))
    return false;
  return !/\.conf\b|\/etc\//.test(mounts) && variable("REDIS_ARGS") !== "secret";
};

/** By the last part of the image's name, vendors' prefixes excluded. */
const OPEN: readonly (readonly [image: RegExp, judge: Judge])[] = [
  [/^bitnami\/(?:redis|valkey|memcached)$/, ({ variable }) => isOn(variable("ALLOW_EMPTY_PASSWORD"))],
  [/(?:^|\/)memcached$/, () => true],
  [/(?:^|\/)(?:redis|valkey|keydb|redis-stack|redis-stack-server|valkey-bundle)$/, redis],
  [
    /(?:^|\/)dragonfly$/,
    (settings) => redis(settings) && settings.variable("DFLY_requirepass") === undefined,
  ],
  [
    /(?:^|\/)(?:postgres|postgis|timescaledb|pgvector)$/,
    ({ variable }) => variable("POSTGRES_HOST_AUTH_METHOD") === "trust",
  ],
  [
    /(?:^|\/)(?:mysql|mariadb|percona)$/,
    ({ variable }) =>
      ["MYSQL_ALLOW_EMPTY_PASSWORD", "MARIADB_ALLOW_EMPTY_ROOT_PASSWORD", "ALLOW_EMPTY_PASSWORD"].some(
        (name) => isOn(variable(name)),
      ),
  ],
  [
    /^(?:library\/)?mongo$/,
    ({ variable, command, mounts }) =>
      variable("MONGO_INITDB_ROOT_USERNAME") === undefined &&
      !/--auth|--keyFile|\.conf/.test(command + mounts),
  ],
  [
    /(?:^|\/)(?:elasticsearch|opensearch)$/,
    ({ variable, version }) =>
      isOff(variable("xpack.security.enabled")) ||
      isOn(variable("plugins.security.disabled")) ||
      isOn(variable("DISABLE_SECURITY_PLUGIN")) ||
      (/^[5-7]\./.test(version) && variable("xpack.security.enabled") === undefined),
  ],
  [
    /(?:^|\/)(?:qdrant)$/,
    ({ variable, mounts }) => variable("QDRANT__SERVICE__API_KEY") === undefined && !/config/.test(mounts),
  ],
  [
    /(?:^|\/)meilisearch$/,
    ({ variable, command }) => variable("MEILI_MASTER_KEY") === undefined && !/--master-key/.test(command),
  ],
  [/./, ({ variable }) => isOn(variable("ALLOW_EMPTY_PASSWORD"))],
];

/** True when the service is visibly open. Unknown images and settings give false. */
export function hasNoPassword({ image, settings }: Accessory): boolean {
  const text = image?.text.replace(/@.*$/, "") ?? "";
  const name = text
    .replace(/:[^/:]*$/, "")
    .replace(/^(?:docker\.io|index\.docker\.io|[\w-]+\.[\w.-]+(?::\d+)?)\//, "");
  const judge = OPEN.find(([pattern]) => pattern.test(name.toLowerCase()))?.[1];
  return judge?.(settingsOf(settings, text.slice(name.length + 1))) ?? false;
}

function settingsOf(settings: YamlMap, version: string): Settings {
  const env = get(settings, "env");
  const clear = [...entriesOf(get(env, "clear")), ...entriesOf(env)];
  const secret = new Set(scalarsOf(get(env, "secret")).map(({ text }) => text.replace(/:.*$/, "")));
  const mounted = ["files", "directories", "volumes"].flatMap((key) => itemsOf(get(settings, key)));
  return {
    variable: (name) =>
      scalarOf(clear.find(({ key }) => key.text === name)?.value)?.text ??
      (secret.has(name) ? "secret" : undefined),
    command: commandWords(scalarOf(get(settings, "cmd"))?.text ?? "").join(" "),
    mounts: mounted.map((item) => (item.kind === "scalar" ? item.text : "/etc/")).join(" "),
    version,
  };
}
