/** Logging in to registries. */
import type { DeployedAccessory } from "./accessories.ts";
import { type Deployment, isLocalRegistry } from "./deployment.ts";
import { at, isArray, isPresent, type RubyValue, toText } from "./ruby-value.ts";
import { command, escaped } from "./shell-words.ts";

/** The main registry first, then those of accessories, each login once. A registry on the deploying machine has none. */
export function registryLogins(deployment: Deployment, accessories: readonly DeployedAccessory[]): string[] {
  const own = accessories.map(({ settings }) => at(settings, "registry")).filter(isPresent);
  const registries = [at(deployment.root, "registry"), ...(deployment.major === 1 ? [] : own)];
  const logins = registries
    .filter((registry) => deployment.major === 1 || !isLocalRegistry(registry))
    .map((registry) => login(registry, deployment));
  return [...new Set(logins)];
}

function login(registry: RubyValue, deployment: Deployment): string {
  const server = at(registry, "server");
  return command(
    ...["docker", "login", server === null ? null : toText(server)],
    ...["-u", escaped(credential(at(registry, "username"), deployment), deployment.major)],
    ...["-p", escaped(credential(at(registry, "password"), deployment), deployment.major)],
  );
}

/** A list names a secret; a text is the credential itself. */
function credential(value: RubyValue, { wording }: Deployment): RubyValue {
  return isArray(value) ? wording.secret(toText(value[0] ?? null)) : value;
}

/** What starts the registry of a `server` that is `localhost:<port>`; undefined for any other. */
export function registrySetup({ root, major }: Deployment): string | undefined {
  const registry = at(root, "registry");
  if (major === 1 || !isLocalRegistry(registry)) return undefined;
  const port = Number.parseInt(toText(at(registry, "server")).split(":").at(-1) ?? "", 10) || 0;
  return `docker start kamal-docker-registry || docker run --detach -p 127.0.0.1:${port}:5000 --name kamal-docker-registry registry:3`;
}
