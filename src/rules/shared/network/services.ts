/** What is known about the services people run as accessories: what a stranger at their port could do. */
import type { PublishedPort } from "../../../documents/kamal/published-ports.ts";

/** Ports of databases, caches, search engines, queues, Docker, consoles, remote screens and language models. */
export const DATA_PORTS: ReadonlySet<string> = new Set(
  "1433 1521 1883 2375 2376 2379 3306 3389 33060 4222 4317 4318 4369 5432 5433 5601 5672 5900 5901 5984 6333 6379 6432 7687 7700 8086 8108 8123 8500 9000 9001 9042 9092 9200 9222 9300 11211 11434 15672 27017 28015 7474 8529".split(
    " ",
  ),
);

const DATA_IMAGES =
  /(?:^|[/-])(?:postgres(?:ql)?|postgis|timescaledb?|pgvector|mysql|mariadb|percona|redis(?:-stack(?:-server)?)?|valkey|keydb|dragonfly|memcached|mongo(?:db)?|elasticsearch|opensearch|rabbitmq|minio|clickhouse(?:-server)?|couchdb|influxdb|meilisearch|typesense|cassandra|scylla|neo4j|nats|kafka|zookeeper|etcd|consul|vault|pgbouncer|solr|qdrant|weaviate|milvus|chroma|seaweedfs|registry|arangodb|surrealdb)(?:[:@]|$)/;

/** Programs that run the code or visit the addresses they are sent. */
const CODE_RUNNERS =
  /(?:^|[/-])(?:browserless|chrome|chromium|chromedriver|headless-shell|selenium|standalone-chrome|playwright|puppeteer|ollama|vllm-openai|novnc|guacamole|jupyter|code-server|judge0|piston)(?:[:@/-]|$)/;

/** Consoles and dashboards that show data or control something, often without a login. */
const CONSOLES =
  /(?:^|[/-])(?:adminer|pgadmin4?|phpmyadmin|pghero|redis-commander|redisinsight|mongo-express|kibana|portainer(?:-[ce]e)?|dozzle|flower|sidekiq|mailpit|mailhog|mailcatcher|loki|prometheus|alertmanager|cadvisor|node-exporter|jaeger|docker-socket-proxy|socket-proxy)(?:[:@]|$)/;

/** True when a stranger at the port could read or change data, or run something. At 9000, web servers serve the web. */
export function isSensitiveService(port: string, image: string): boolean {
  const isData = DATA_PORTS.has(port) && !(/^900[01]$/.test(port) && isWebFrontEnd(image));
  return isData || DATA_IMAGES.test(image) || CODE_RUNNERS.test(image) || CONSOLES.test(image);
}

/** Ports that exist to be reached from the internet: mail, names, games, peers, calls, directories with TLS. */
const OPEN_PORTS = new Set(
  "25 53 123 465 587 853 993 995 1194 1935 2456 3478 4001 5060 5061 5349 8333 8883 9735 19132 25565 27015 30303 34197 51820 636 64738".split(
    " ",
  ),
);

const OPEN_IMAGES =
  /(?:^|[/-])(?:minecraft|minecraft-server|coturn|livekit|livekit-server|wireguard|wg-easy|openvpn|headscale|ipfs|kubo|bitcoind|lnd|geth|mailserver|docker-mailserver|postfix|stalwart|teamspeak|mumble|factorio|valheim|jvb|mediamtx|srs|sftp|gitea|forgejo)(?:[:@-]|$)/;

/** True when being public is what the service is for. */
export function isPublicByNature({ containerPort, hostPort }: PublishedPort, name: string): boolean {
  if (isWebFrontEnd(name) && /^(?:80|443)$/.test(hostPort)) return true;
  if (isSensitiveService(containerPort, name)) return false;
  return OPEN_PORTS.has(containerPort) || OPEN_PORTS.has(hostPort) || OPEN_IMAGES.test(name);
}

/** Web servers and proxies: 80 and 443 are their purpose. */
export function isWebFrontEnd(image: string): boolean {
  return /(?:^|[/-])(?:traefik|nginx|nginx-proxy|caddy|haproxy|envoy|httpd|openresty|varnish|kamal-proxy|thruster)(?:[:@]|$)/.test(
    image,
  );
}
