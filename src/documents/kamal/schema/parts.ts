/** The larger parts of the configuration: roles, accessories, proxy, builder and what Kamal 1 had in their place. */

import { BOOT, LOGGING, SSH, SSHKIT } from "./root.ts";
import {
  ANY_MAP,
  BOOLEAN,
  HOSTS,
  INTEGER,
  later,
  PATHS,
  part,
  type Section,
  type SectionName,
  TEXT,
  TEXT_MAP,
  TEXTS,
} from "./shape.ts";

/** Labels that Kamal sets itself. */
export const RESERVED_LABELS: readonly string[] = ["destination", "role", "service"];

/** Keys of a role that is written as a map. */
export const ROLE: Section = {
  hosts: { shape: HOSTS, about: "Hosts of the role." },
  traefik: { shape: BOOLEAN, until: "2.0.0", about: "Whether Traefik serves the role." },
  cmd: { shape: TEXT, about: "Command of the container." },
  stop_timeout: { shape: INTEGER, since: "2.12.0", about: "Seconds a container has to stop." },
  options: { shape: ANY_MAP, about: "Flags for `docker run`." },
  healthcheck: { shape: later("healthcheck"), until: "2.0.0", about: "Health check of the role." },
  logging: { shape: later("logging"), about: "Docker's log driver and its options." },
  proxy: {
    shape: later("proxy", { boolean: true }),
    since: "2.0.0",
    about: "Whether and how kamal-proxy serves the role.",
  },
  labels: {
    shape: { kind: "text-map", reserved: RESERVED_LABELS },
    about: "Labels of the role's containers.",
  },
  env: { shape: later("env"), about: "Environment of the role's containers." },
  asset_path: { shape: TEXT, about: "Path in the container whose files are kept across deploys." },
};

/** Keys of an accessory. */
export const ACCESSORY: Section = {
  service: { shape: TEXT, about: "Name of the container." },
  image: { shape: TEXT, about: "Image with registry and tag." },
  registry: { shape: later("registry"), since: "2.5.0", about: "A registry of its own." },
  host: { shape: TEXT, about: "The host it runs on." },
  hosts: { shape: HOSTS, about: "The hosts it runs on." },
  role: { shape: TEXT, since: "2.6.0", about: "It runs on the hosts of this role." },
  roles: { shape: TEXTS, about: "It runs on the hosts of these roles." },
  tag: { shape: TEXT, since: "2.6.0", about: "It runs on the hosts with this tag." },
  tags: { shape: TEXTS, since: "2.6.0", about: "It runs on the hosts with one of these tags." },
  cmd: { shape: TEXT, about: "Command of the container." },
  port: {
    shape: TEXT,
    about: "Port to publish, `127.0.0.1:5432:5432`; without an address it is open to the world.",
  },
  labels: { shape: { kind: "text-map", reserved: RESERVED_LABELS }, about: "Labels of the container." },
  options: { shape: ANY_MAP, about: "Flags for `docker run`." },
  env: { shape: later("env"), about: "Environment of the container." },
  files: [
    { shape: TEXTS, until: "2.10.0", about: "Files to upload and mount, `local:remote`." },
    { shape: PATHS, since: "2.10.0", about: "Files to upload and mount, `local:remote` or a map." },
  ],
  directories: [
    { shape: TEXTS, until: "2.10.0", about: "Directories of the host to mount, `local:remote`." },
    { shape: PATHS, since: "2.10.0", about: "Directories of the host to mount, `local:remote` or a map." },
  ],
  volumes: { shape: TEXTS, about: "Mounts as `docker run --volume` takes them." },
  network: { shape: TEXT, since: "2.3.0", about: "Docker network; `kamal` by default." },
  proxy: {
    shape: later("proxy", { boolean: true }),
    since: "2.4.0",
    about: "How kamal-proxy serves the accessory.",
  },
};

const PROXY_RUN: Section = {
  http_port: { shape: INTEGER, about: "Port of the host for HTTP." },
  https_port: { shape: INTEGER, about: "Port of the host for HTTPS." },
  metrics_port: { shape: INTEGER, about: "Port of the container for metrics." },
  debug: { shape: BOOLEAN, about: "Log in detail." },
  log_max_size: { shape: TEXT, about: "Size at which the log is rotated." },
  publish: { shape: BOOLEAN, about: "Whether ports of the host are opened." },
  bind_ips: { shape: TEXTS, about: "Addresses of the host to listen on; all by default." },
  registry: { shape: TEXT, about: "Registry of the proxy's image." },
  repository: { shape: TEXT, about: "Repository of the proxy's image." },
  version: { shape: TEXT, about: "Tag of the proxy's image." },
  options: { shape: ANY_MAP, about: "Flags for `docker run` of the proxy." },
};

/** Keys of `proxy`: at the root, in a role, in an accessory. */
export const PROXY: Section = {
  host: { shape: TEXT, about: "Host name that is served." },
  hosts: { shape: HOSTS, since: "2.1.0", about: "Host names that are served." },
  app_port: { shape: INTEGER, about: "Port the app listens on; 80 by default." },
  ssl: [
    { shape: BOOLEAN, until: "2.7.0", about: "Serve over TLS with a certificate of Let's Encrypt." },
    {
      shape: { kind: "ssl" },
      since: "2.7.0",
      about: "Serve over TLS, with a certificate of Let's Encrypt or your own.",
    },
  ],
  ssl_redirect: { shape: BOOLEAN, since: "2.6.0", about: "Redirect HTTP to HTTPS." },
  forward_headers: { shape: BOOLEAN, about: "Keep the X-Forwarded headers of the client." },
  response_timeout: { shape: INTEGER, about: "Seconds the app has to answer." },
  path_prefix: { shape: TEXT, since: "2.7.0", about: "Paths that are served." },
  path_prefixes: { shape: TEXTS, since: "2.8.0", about: "Paths that are served." },
  strip_path_prefix: {
    shape: BOOLEAN,
    since: "2.7.0",
    about: "Take the prefix off before the app sees the path.",
  },
  healthcheck: {
    about: "How the proxy finds out that a container is ready.",
    shape: part({
      interval: { shape: INTEGER, about: "Seconds between checks." },
      path: { shape: TEXT, about: "Path to ask for." },
      timeout: { shape: INTEGER, about: "Seconds a check may take." },
    }),
  },
  buffering: {
    about: "Buffering of requests and responses.",
    shape: part({
      requests: { shape: BOOLEAN, about: "Buffer requests." },
      responses: { shape: BOOLEAN, about: "Buffer responses." },
      max_request_body: { shape: INTEGER, about: "Largest request in bytes; 0 for no limit." },
      max_response_body: { shape: INTEGER, about: "Largest response in bytes; 0 for no limit." },
      memory: { shape: INTEGER, about: "Bytes kept in memory." },
    }),
  },
  logging: {
    about: "Headers that are logged.",
    shape: part({
      request_headers: { shape: TEXTS, about: "Headers of requests." },
      response_headers: { shape: TEXTS, about: "Headers of responses." },
    }),
  },
  run: { shape: part(PROXY_RUN), since: "2.10.0", about: "How the proxy's container is started." },
};

const MACHINE_1: Section = {
  arch: { shape: TEXT, about: "Architecture." },
  host: { shape: TEXT, about: "Docker's address." },
};

/** Keys of `builder`. */
export const BUILDER: Section = {
  arch: { shape: { kind: "text-or-texts" }, since: "2.0.0", about: "Architectures to build for." },
  multiarch: { shape: BOOLEAN, until: "2.0.0", about: "Build for amd64 and arm64." },
  local: [
    { shape: part(MACHINE_1), until: "2.0.0", about: "The local builder." },
    { shape: BOOLEAN, since: "2.0.0", about: "Whether to build on this machine." },
  ],
  remote: [
    { shape: part(MACHINE_1), until: "2.0.0", about: "The remote builder." },
    { shape: TEXT, since: "2.0.0", about: "Address of a remote builder." },
  ],
  pack: {
    since: "2.7.0",
    about: "Build with Cloud Native Buildpacks.",
    shape: part({
      builder: { shape: TEXT, about: "Image of the builder." },
      buildpacks: { shape: TEXTS, about: "Buildpacks." },
    }),
  },
  cache: {
    about: "Cache of the build.",
    shape: part({
      type: { shape: { kind: "text", oneOf: ["gha", "registry"] }, about: "Where the cache is kept." },
      options: { shape: TEXT, about: "Options of the cache." },
      image: { shape: TEXT, about: "Image that holds the cache." },
    }),
  },
  context: { shape: TEXT, about: "Folder that is built; a fresh clone by default." },
  dockerfile: { shape: TEXT, about: "Path of the Dockerfile." },
  target: { shape: TEXT, about: "Stage that is built." },
  args: { shape: ANY_MAP, about: "Build arguments; they stay visible in the image." },
  secrets: { shape: TEXTS, about: "Names of secrets for the build." },
  ssh: { shape: TEXT, about: "SSH agent for the build." },
  driver: { shape: TEXT, since: "2.0.0", about: "Driver of buildx." },
  provenance: { shape: TEXT, since: "2.3.0", about: "Provenance attestation." },
  sbom: { shape: BOOLEAN, since: "2.4.0", about: "Software bill of materials." },
};

/** Keys of `registry`: at the root and in an accessory. */
export const REGISTRY: Section = {
  server: { shape: TEXT, about: "Address of the registry; Docker Hub by default." },
  username: { shape: { kind: "credential" }, about: "User name, or a list with the name of a secret." },
  password: {
    shape: { kind: "credential" },
    about: "A list with the name of a secret; a literal is visible to everybody.",
  },
};

/** Keys of `healthcheck` in Kamal 1. */
export const HEALTHCHECK: Section = {
  cmd: { shape: TEXT, about: "Command that checks, inside the container." },
  interval: { shape: TEXT, about: "Time between checks." },
  max_attempts: { shape: INTEGER, about: "Attempts before giving up." },
  port: { shape: TEXT, about: "Port the app listens on." },
  path: { shape: TEXT, about: "Path to ask for." },
  cord: { shape: TEXT, about: "Path of the cord file." },
  log_lines: { shape: INTEGER, about: "Log lines shown on failure." },
};

/** Keys of `traefik` in Kamal 1. */
export const TRAEFIK: Section = {
  image: { shape: TEXT, about: "Image of Traefik." },
  host_port: { shape: TEXT, about: "Port of the host." },
  publish: { shape: BOOLEAN, about: "Whether the port is opened." },
  labels: { shape: TEXT_MAP, about: "Labels of Traefik's container." },
  args: { shape: ANY_MAP, about: "Traefik's arguments." },
  options: { shape: ANY_MAP, about: "Flags for `docker run` of Traefik." },
  env: { shape: later("env"), about: "Environment of Traefik." },
};

/** Keys of `output`. */
export const OUTPUT: Section = {
  otel: {
    about: "OpenTelemetry.",
    shape: part({ endpoint: { shape: TEXT, about: "Where logs are sent." } }),
  },
  file: {
    about: "A log file for each command.",
    shape: part({ path: { shape: TEXT, about: "Folder of the files." } }),
  },
};

/** The parts that are maps with keys of Kamal's. `servers`, `accessories`, `aliases` and `env` have keys of the author's. */
export const SECTIONS: Readonly<Partial<Record<SectionName, Section>>> = {
  registry: REGISTRY,
  boot: BOOT,
  builder: BUILDER,
  healthcheck: HEALTHCHECK,
  logging: LOGGING,
  output: OUTPUT,
  proxy: PROXY,
  ssh: SSH,
  sshkit: SSHKIT,
  traefik: TRAEFIK,
};
