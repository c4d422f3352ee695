/**
 * Keys that people write because other tools, other releases or a guess call the thing so, and what Kamal has for it. `instead` is
 * a key of the same section that takes the same value; `says` is a whole sentence.
 */

/** See the module comment. */
export interface Mistake {
  readonly keys: string;
  readonly instead?: string;
  readonly says?: string;
}

const HOOK_FILES =
  "Hooks are executable files in `.kamal/hooks`, named `pre-connect`, `pre-build`, `pre-deploy`, `post-deploy` and so on; nothing in this file runs them.";
const OPTIONS =
  "Flags of `docker run` belong below `options` of a role or an accessory, written with hyphens.";
const PROXY_OPTIONS =
  "Flags of `docker run` belong below `options`, written with hyphens, such as `cap-add`.";
const FLAGS =
  "privileged cap_add cap-add cap_drop cap-drop memory mem_limit cpus shm_size shm-size user restart security_opt security-opt pid ipc ulimits ulimit devices device gpus entrypoint hostname read_only read-only tmpfs sysctls init extra_hosts add-host network_mode";

/** By kind of section. */
export const MISTAKES: Readonly<Record<string, readonly Mistake[]>> = {
  "": [
    {
      keys: "ssh_key ssh_keys ssh_private_key private_key ssh_key_path",
      says: "Key files are named by the list `ssh.keys`.",
    },
    { keys: "ssh_user", says: "The user is `ssh.user`." },
    { keys: "ssh_port", says: "The port is `ssh.port`." },
    { keys: "ssh_options", says: "SSH is set up below `ssh`." },
    { keys: "docker docker_options docker_args options", says: OPTIONS },
    {
      keys: "hooks hook before_deploy after_deploy pre_deploy post_deploy pre-deploy post-deploy before_build pre_build pre-build deploy_hooks callbacks rollback",
      says: HOOK_FILES,
    },
    { keys: "traefik", says: "Kamal 2 has `proxy` in its place." },
    { keys: "healthcheck", says: "Kamal 2 has `proxy.healthcheck` in its place." },
    { keys: "health_check healthchecks", says: "Health checks are set up at `proxy.healthcheck`." },
    { keys: "stop_wait_time", instead: "drain_timeout", says: "Kamal 2 calls it `drain_timeout`." },
    {
      keys: "secrets secret",
      says: "Names of secrets belong to `env.secret`, their values into `.kamal/secrets`.",
    },
    { keys: "environment environments envs env_vars variables", instead: "env" },
    { keys: "server host hosts roles web", says: "Hosts belong below `servers`." },
    {
      keys: "ports port app_port",
      says: "The port the app listens on is `proxy.app_port`; an accessory has `port`.",
    },
    { keys: "tls ssl https certificate letsencrypt", says: "TLS is switched on with `proxy.ssl`." },
    { keys: "domain domains hostname", says: "Host names belong to `proxy.host` or `proxy.hosts`." },
    {
      keys: "destinations stages",
      says: "Each destination has a file of its own, `deploy.<destination>.yml`.",
    },
    { keys: "name app application app_name", instead: "service" },
    {
      keys: "network networks",
      says: "Kamal makes the network `kamal` by itself; an accessory may name another one with `network`.",
    },
    { keys: "accessory services", says: "Services beside the app belong below `accessories`." },
    { keys: "command cmd", says: "A command is given to a role: `servers.<role>.cmd`." },
    { keys: "build", instead: "builder" },
    { keys: "alias", instead: "aliases" },
    { keys: "volume mounts", instead: "volumes" },
    { keys: "log_driver", says: "The log driver is `logging.driver`." },
    { keys: "tags", says: "Tags are defined at `env.tags`." },
    {
      keys: "deploy deployment backup backups monitoring notifications",
      says: "Kamal has nothing of this kind.",
    },
    { keys: FLAGS, says: OPTIONS },
  ],
  role: [
    {
      keys: "ports port",
      says: "The port the app listens on is `proxy.app_port`; a port of the host is opened by `options.publish`.",
    },
    { keys: "environment env_vars", instead: "env" },
    { keys: "command", instead: "cmd" },
    { keys: "host", instead: "hosts" },
    { keys: "servers", instead: "hosts" },
    { keys: "traefik", instead: "proxy", says: "Kamal 2 has `proxy` in its place." },
    {
      keys: "healthcheck",
      says: "Kamal 2 has `proxy.healthcheck`, and `options.health-cmd` for roles without proxy.",
    },
    { keys: "image", says: "All roles run the one `image` of the root." },
    {
      keys: "volumes volume",
      says: "`volumes` of the root holds for every role; a role of its own has `options.volume`.",
    },
    { keys: "tags tag", says: "Tags stand next to a host: `- 192.0.2.1: [tag]`." },
    { keys: "args docker docker_options", says: PROXY_OPTIONS },
    { keys: "ssl tls", says: "TLS is switched on with `ssl` below `proxy`." },
    { keys: FLAGS, says: PROXY_OPTIONS },
  ],
  accessory: [
    { keys: "ports", instead: "port" },
    { keys: "environment env_vars", instead: "env" },
    { keys: "command", instead: "cmd" },
    { keys: "server", instead: "host" },
    { keys: "servers", instead: "hosts" },
    { keys: "networks", instead: "network" },
    { keys: "container_name name", instead: "service" },
    { keys: "volume mounts", instead: "volumes" },
    { keys: "directory", instead: "directories" },
    { keys: "file", instead: "files" },
    { keys: "healthcheck", says: "Flags of Docker do it: `options.health-cmd`." },
    { keys: "depends_on", says: "Kamal starts accessories in the order of the file and waits for none." },
    { keys: "args docker docker_options", says: PROXY_OPTIONS },
    { keys: FLAGS, says: PROXY_OPTIONS },
  ],
  proxy: [
    { keys: "port application_port", instead: "app_port" },
    { keys: "tls https", instead: "ssl" },
    { keys: "domain hostname url", instead: "host" },
    { keys: "domains hostnames", instead: "hosts" },
    { keys: "health_check health", instead: "healthcheck" },
    { keys: "timeout request_timeout", instead: "response_timeout" },
    { keys: "redirect force_ssl", instead: "ssl_redirect" },
    { keys: "max_request_body max_body_size", says: "It belongs below `buffering`." },
    { keys: "http_port https_port bind_ips publish debug metrics_port", says: "It belongs below `run`." },
    { keys: "options image", says: "The proxy's container is set up below `run`." },
  ],
  ssh: [
    {
      keys: "key key_path key_file private_key ssh_key identity_file",
      says: "Key files are named by the list `keys`.",
    },
    { keys: "username", instead: "user" },
    { keys: "password", says: "Kamal logs in with keys only." },
    { keys: "jump_host bastion proxy_jump", instead: "proxy" },
    {
      keys: "known_hosts verify_host_key strict_host_key_checking",
      says: "Host keys are a matter of an OpenSSH configuration file; see `config`.",
    },
  ],
  builder: [
    { keys: "platform platforms architecture arches", instead: "arch" },
    { keys: "multiarch", says: "Kamal 2 takes a list of architectures: `arch: [amd64, arm64]`." },
    { keys: "build_args arguments", instead: "args" },
    { keys: "file dockerfile_path", instead: "dockerfile" },
    { keys: "host", instead: "remote" },
    { keys: "secret", instead: "secrets" },
    { keys: "path", instead: "context" },
  ],
  registry: [
    { keys: "user login", instead: "username" },
    { keys: "token pass access_token", instead: "password" },
    { keys: "url host address registry", instead: "server" },
  ],
  env: [{ keys: "secrets", instead: "secret" }],
  healthcheck: [
    {
      keys: "max_attempts retries port cmd",
      says: "kamal-proxy asks the app over HTTP: `path`, `interval`, `timeout`.",
    },
  ],
};
