/** Publishers of images that teams take for granted: official images, vendors, well-known projects. */
import { DOCKER_HUB, type ImageName } from "./image-names.ts";

/** Namespaces on Docker Hub and ghcr.io: verified publishers, sponsored open source, projects people run beside an app. */
const NAMESPACES = new Set(
  `library bitnami bitnamilegacy grafana prom prometheus basecamp valkey redis redislabs mysql mariadb percona mongodb postgis
  pgvector timescale timescaledb supabase clickhouse minio getmeili typesense qdrant semitechnologies chromadb elastic
  opensearchproject nats-io apache confluentinc cloudflare traefik nginx nginxinc envoyproxy tailscale datadog newrelic
  getsentry honeycombio open-telemetry otel fluent timberio jaegertracing openzipkin portainer dpage metabase plausible
  umami-software axllent mailhog dxflrs keycloak authelia vaultwarden gitea gitlab sonatype hashicorp browserless selenium
  seleniarm gotenberg imgproxy darthsim ankane eeshugerman prodrigestivill healthchecks kartoza litestream restic offen google
  amazon microsoft temporalio n8nio docker-mailserver mailserver boky crazymax linuxserver edoburu dragonflydb eqalpha soketi
  amir20 louislam nodered dgraph neo4j arangodb cockroachdb rethinkdb victoriametrics thanosio searxng verdaccio ollama vllm
  sosedoff mher sslip itzg coturn livekit ntfy binwiederhier docuseal baosystems oliver006 prometheuscommunity
  prometheus-community chrislusf`
    .trim()
    .split(/\s+/),
);

/** Registries in which only the vendor publishes. */
const REGISTRIES =
  /^(?:mcr\.microsoft\.com|registry\.k8s\.io|k8s\.gcr\.io|docker\.elastic\.co|docker\.getmeili\.com|docker\.n8n\.io|docker\.redpanda\.com|nvcr\.io|lscr\.io|cgr\.dev|container-registry\.oracle\.com|public\.ecr\.aws)$/;

const SHARED_REGISTRIES = new Set([DOCKER_HUB, "ghcr.io", "quay.io", "mirror.gcr.io"]);

/** True for images whose publisher needs no introduction. */
export function isKnownPublisher({ registry, repository }: ImageName): boolean {
  const [namespace = ""] = repository.split("/");
  if (REGISTRIES.test(registry)) return true;
  if (registry === "gcr.io")
    return /^(?:cadvisor|distroless|google-?[a-z]*|cloud-builders|kaniko-project)$/.test(namespace);
  return SHARED_REGISTRIES.has(registry) && NAMESPACES.has(namespace);
}
