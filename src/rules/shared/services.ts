/** What is known about the services people run as accessories: which hold data, and which ask for no password. */
import type { Accessory } from "../../documents/kamal/accessories.ts";
import { commandWords, flagValue } from "../../documents/kamal/command-words.ts";
import { entriesOf, get, itemsOf, scalarOf } from "../../documents/yaml/yaml-node.ts";

/** Ports of databases, caches, search engines, queues, Docker and consoles. */
const DATA_PORTS = new Set([
  "5432",
  "3306",
  "33060",
  "1433",
  "1521",
  "6379",
  "11211",
  "27017",
  "9200",
  "9300",
  "5601",
  "2375",
  "2376",
  "2379",
  "8500",
  "5672",
  "15672",
  "9000",
  "9001",
  "9042",
  "7700",
  "8108",
  "8086",
  "8123",
  "5984",
  "28015",
  "4222",
  "9092",
  "1883",
  "6432",
]);

const DATA_IMAGES =
  /(?:^|\/)(?:postgres|postgis|timescaledb|pgvector|mysql|mariadb|percona|redis|valkey|keydb|dragonfly|memcached|mongo|elasticsearch|opensearch|rabbitmq|minio|clickhouse|couchdb|influxdb|meilisearch|typesense|cassandra|neo4j|nats|kafka|etcd|consul|vault|pgbouncer|solr|qdrant|weaviate)/;

/** True for a port or image that keeps data or controls something. */
export function isDataStore(port: string, image: string): boolean {
  return DATA_PORTS.has(port) || DATA_IMAGES.test(image);
}

/** Web servers and proxies: 80 and 443 are their purpose. */
export function isWebFrontEnd({ image }: Accessory): boolean {
  return /(?:^|\/)(?:traefik|nginx|caddy|haproxy|envoy|httpd|openresty|varnish|kamal-proxy)/.test(
    image?.text ?? "",
  );
}

/** True when the service is visibly open to anyone who connects. Unknown images and settings give false. */
export function hasNoPassword(accessory: Accessory): boolean {
  const image =
    accessory.image?.text
      .replace(/@.*$/, "")
      .replace(/:[^/:]*$/, "")
      .replace(/^.*\//, "") ?? "";
  const setting = settingsOf(accessory);
  if (/^memcached$/.test(image)) return true;
  if (/^(?:redis|valkey|keydb)$/.test(image)) return !redisIsProtected(accessory);
  if (/^(?:postgres|postgis|timescaledb)$/.test(image))
    return setting("POSTGRES_HOST_AUTH_METHOD") === "trust";
  if (/^(?:mysql|mariadb|percona)$/.test(image)) {
    return isOn(setting("MYSQL_ALLOW_EMPTY_PASSWORD")) || isOn(setting("MARIADB_ALLOW_EMPTY_ROOT_PASSWORD"));
  }
  if (/^(?:elasticsearch|opensearch)$/.test(image)) {
    return (
      setting("xpack.security.enabled") === "false" ||
      setting("plugins.security.disabled") === "true" ||
      isOn(setting("DISABLE_SECURITY_PLUGIN"))
    );
  }
  return isOn(setting("ALLOW_EMPTY_PASSWORD"));
}

/** The official image reads no REDIS_PASSWORD: only an argument, an access list or a configuration file protects it. */
function redisIsProtected({ settings }: Accessory): boolean {
  const words = commandWords(scalarOf(get(settings, "cmd"))?.text ?? "");
  const joined = words.join(" ");
  if (/requirepass|aclfile|\.conf\b|\$/.test(joined) || flagValue(words, "--user") !== undefined) return true;
  const mounted = [
    ...itemsOf(get(settings, "files")),
    ...itemsOf(get(settings, "directories")),
    ...itemsOf(get(settings, "volumes")),
  ];
  return mounted.some((item) => (item.kind === "scalar" ? /\.conf\b|\/etc\//.test(item.text) : true));
}

function isOn(value: string | undefined): boolean {
  return value !== undefined && /^(?:yes|true|1|on)$/i.test(value);
}

/** Reads the clear environment of an accessory by name. */
function settingsOf({ settings }: Accessory): (name: string) => string | undefined {
  const env = get(settings, "env");
  const flat = [...entriesOf(get(env, "clear")), ...entriesOf(env)];
  return (name) => scalarOf(flat.find(({ key }) => key.text === name)?.value)?.text;
}
