/** The keys at the top of deploy.yml. */
import { ANY_MAP, BOOLEAN, INTEGER, later, type Section, TEXT, TEXT_MAP, TEXTS } from "./shape.ts";

/** See the module comment. */
export const ROOT_SECTION: Section = {
  service: { shape: TEXT, about: "Name of the service; prefix of its containers." },
  image: { shape: TEXT, about: "Name of the image, without registry and tag." },
  labels: { shape: TEXT_MAP, about: "Labels of the app's containers." },
  volumes: {
    shape: TEXTS,
    about: "Mounts of every container of the app, as `docker run --volume` takes them.",
  },
  registry: { shape: later("registry"), about: "Where images are pushed to and pulled from." },
  servers: { shape: later("servers", { list: true }), about: "Hosts, as a list or by role." },
  env: { shape: later("env"), about: "Environment of the app's containers." },
  asset_path: { shape: TEXT, about: "Path in the container whose files are kept across deploys." },
  hooks_path: { shape: TEXT, about: "Folder of the hooks; `.kamal/hooks` by default." },
  hooks_output: {
    shape: { kind: "hooks-output" },
    since: "2.11.0",
    about: "Whether hooks' output is shown.",
  },
  secrets_path: {
    shape: TEXT,
    since: "2.9.0",
    about: "Base path of the secrets files; `.kamal/secrets` by default.",
  },
  error_pages_path: { shape: TEXT, since: "2.6.0", about: "Folder with error pages for the proxy." },
  require_destination: { shape: BOOLEAN, about: "Refuse to work without `-d`." },
  primary_role: { shape: TEXT, about: "The role that boots first; `web` by default." },
  allow_empty_roles: { shape: BOOLEAN, about: "Allow roles without hosts." },
  retain_containers: { shape: { kind: "integer", atLeast: 1 }, about: "Old containers that are kept." },
  minimum_version: { shape: TEXT, about: "Oldest Kamal that may be used." },
  readiness_delay: {
    shape: INTEGER,
    about: "Seconds to wait before a container without health check counts as ready.",
  },
  deploy_timeout: { shape: INTEGER, since: "2.0.0", about: "Seconds a new container has to become healthy." },
  drain_timeout: { shape: INTEGER, since: "2.0.0", about: "Seconds running requests have to finish." },
  stop_timeout: { shape: INTEGER, since: "2.12.0", about: "Seconds a container has to stop." },
  stop_wait_time: { shape: INTEGER, until: "2.0.0", about: "Seconds a container has to stop." },
  run_directory: {
    shape: TEXT,
    about: "Folder for Kamal's files on the hosts; without effect since Kamal 2.",
  },
  ssh: { shape: later("ssh"), about: "How hosts are reached." },
  builder: { shape: later("builder"), about: "How the image is built." },
  accessories: { shape: later("accessories"), about: "Services beside the app: databases, caches." },
  traefik: { shape: later("traefik"), until: "2.0.0", about: "The proxy of Kamal 1." },
  proxy: {
    shape: later("proxy", { boolean: true }),
    since: "2.0.0",
    about: "How kamal-proxy serves the app.",
  },
  sshkit: { shape: later("sshkit"), about: "Limits of the SSH connections." },
  boot: { shape: later("boot"), about: "How many containers boot at a time." },
  healthcheck: { shape: later("healthcheck"), until: "2.0.0", about: "Health check of Kamal 1." },
  logging: { shape: later("logging"), about: "Docker's log driver and its options." },
  output: { shape: later("output"), since: "2.12.0", about: "Where Kamal's own output is sent as well." },
  aliases: { shape: later("aliases"), since: "2.0.0", about: "Shortcuts for Kamal's commands." },
};

/** Keys of `boot`. */
export const BOOT: Section = {
  limit: { shape: TEXT, about: "Hosts at a time, as a number or a percentage." },
  wait: { shape: INTEGER, about: "Seconds between groups of hosts." },
  parallel_roles: { shape: BOOLEAN, since: "2.10.0", about: "Boot the roles of a host at the same time." },
};

/** Keys of `logging`. */
export const LOGGING: Section = {
  driver: { shape: TEXT, about: "Docker's log driver." },
  options: { shape: ANY_MAP, about: "Options of the log driver." },
};

/** Keys of `ssh`. */
export const SSH: Section = {
  user: { shape: TEXT, about: "User to log in as; `root` by default." },
  port: { shape: TEXT, about: "Port of the SSH server." },
  proxy: { shape: TEXT, about: "Host to jump over." },
  proxy_command: { shape: TEXT, about: "Command that connects; runs in a shell on the deploying machine." },
  log_level: { shape: TEXT, about: "How much SSH logs." },
  keys_only: { shape: BOOLEAN, since: "1.8.0", about: "Use only the keys named here." },
  keys: { shape: TEXTS, since: "1.8.0", about: "Paths of private keys." },
  key_data: { shape: TEXTS, since: "1.8.0", about: "Names of secrets that hold private keys." },
  config: [
    { shape: BOOLEAN, since: "2.1.0", until: "2.9.0", about: "Whether OpenSSH's configuration is read." },
    {
      shape: { kind: "boolean-text-or-texts" },
      since: "2.9.0",
      about: "Whether OpenSSH's configuration is read, or which files.",
    },
  ],
  forward_agent: { shape: BOOLEAN, since: "2.12.0", about: "Whether the hosts may use the SSH agent." },
};

/** Keys of `sshkit`. */
export const SSHKIT: Section = {
  max_concurrent_starts: { shape: INTEGER, about: "Connections opened at a time." },
  pool_idle_timeout: { shape: INTEGER, about: "Seconds an idle connection is kept." },
  dns_retries: { shape: INTEGER, since: "2.9.0", about: "How often a failed name lookup is repeated." },
};
