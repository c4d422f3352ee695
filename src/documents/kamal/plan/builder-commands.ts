/** Building and pushing the image in Kamal 2, on a deploying machine that is amd64. */
import {
  type Deployment,
  imageOf,
  isLocalRegistry,
  latestImage,
  repositoryOf,
  serviceOf,
  versionedImage,
} from "./deployment.ts";
import { at, fetch, isPresent, isTruthy, or, type RubyValue, toArray, toText } from "./ruby-value.ts";
import { argumentize, command, joined, type Word } from "./shell-words.ts";

/** Architecture of the machine that builds. */
const OWN_ARCH = "amd64";

/** What decides between the kinds of builders. */
interface Builder {
  readonly deployment: Deployment;
  readonly settings: RubyValue;
  readonly driver: string;
  readonly arches: readonly string[];
  readonly localArches: readonly string[];
  readonly remoteArches: readonly string[];
  readonly remote: string;
}

/** First the command that creates the builder, where there is one, then the build and push. */
export function builderCommands(deployment: Deployment): string[] {
  const builder = builderOf(deployment);
  const { settings, driver } = builder;
  if (builder.remoteArches.length > 0) return remoteBuild(builder);
  if (isTruthy(at(settings, "pack"))) return [packBuild(builder)];
  if (driver.startsWith("cloud")) {
    return [
      command("docker", "buildx", "create", "--driver", driver),
      buildx(builder, driver.replace(/[ /]/g, "-")),
    ];
  }
  if (driver === "docker") return [buildx(builder, "")];
  const name = isLocalRegistry(registryOf(deployment))
    ? `kamal-local-registry-${driver}`
    : `kamal-local-${driver}`;
  const create = ["docker", "buildx", "create", "--name", name, `--driver=${driver}`];
  return [command(...create, ...driverOptions(deployment)), buildx(builder, name)];
}

function builderOf(deployment: Deployment): Builder {
  const settings = at(deployment.root, "builder");
  const driver = toText(fetch(settings, "driver", "docker-container"));
  const fallback = driver === "docker" ? [] : ["amd64", "arm64"];
  const arches = toArray(fetch(settings, "arch", fallback)).map(toText);
  const remote = at(settings, "remote");
  const onlyRemote = at(settings, "local") === false;
  const shared = isTruthy(remote) ? arches.filter((arch) => arch === OWN_ARCH).slice(0, 1) : arches;
  const localArches = onlyRemote ? [] : shared;
  const remoteArches = isTruthy(remote) ? arches.filter((arch) => !localArches.includes(arch)) : [];
  return { deployment, settings, driver, arches, localArches, remoteArches, remote: toText(remote) };
}

function registryOf({ root }: Deployment): RubyValue {
  return at(root, "registry");
}

/** A builder on another machine, alone or beside the local one. */
function remoteBuild(builder: Builder): string[] {
  const { deployment, driver, localArches, remoteArches, remote } = builder;
  const suffix = `${remote.replace(/[^a-z0-9_-]/gu, "-")}${isLocalRegistry(registryOf(deployment)) ? "-local-registry" : ""}`;
  const isHybrid = localArches.length > 0;
  const name = isHybrid ? `kamal-hybrid-${driver}-${suffix}` : `kamal-remote-${suffix}`;
  const context = command(
    ...["docker", "context", "create", `${name}-context`, "--description", `'${name} host'`],
    ...["--docker", `'host=${remote}'`],
  );
  const options = driverOptions(deployment);
  if (!isHybrid) {
    const create = command("docker", "buildx", "create", "--name", name, ...options, `${name}-context`);
    return [`${context} ; ${create}`, buildx(builder, name)];
  }
  const local = command(
    ...["docker", "buildx", "create", ...platform(localArches), "--name", name, `--driver=${driver}`],
    ...options,
  );
  const append = command(
    ...["docker", "buildx", "create", ...platform(remoteArches), "--append", "--name", name],
    ...[...options, `${name}-context`],
  );
  return [`${local} && ${context} && ${append}`, buildx(builder, name)];
}

function driverOptions(deployment: Deployment): Word[] {
  return isLocalRegistry(registryOf(deployment)) ? ["--driver-opt", "network=host"] : [];
}

function platform(arches: readonly string[]): Word[] {
  return arches.length === 0 ? [] : ["--platform", arches.map((arch) => `linux/${arch}`).join(",")];
}

function buildx({ deployment, settings, driver, arches }: Builder, name: string): string {
  return command(
    ...["docker", "buildx", "build", "--output=type=registry", ...platform(arches)],
    ...(driver === "docker" ? [] : ["--builder", name]),
    ...["-t", versionedImage(deployment), "-t", latestImage(deployment)],
    ...buildOptions(settings, deployment),
    contextOf(settings),
    "2>&1",
  );
}

/** Flags that the builders of both majors share. */
export function buildOptions(settings: RubyValue, deployment: Deployment): Word[] {
  const { major } = deployment;
  const flag = (name: string, value: RubyValue): Word[] =>
    value === null ? [] : argumentize(name, value, major);
  const presentFlag = (name: string, value: RubyValue): Word[] =>
    isPresent(value) ? argumentize(name, value, major) : [];
  return [
    ...cacheWords(settings, deployment),
    ...argumentize("--label", new Map([["service", at(deployment.root, "service")]]), major),
    ...argumentize("--build-arg", or(at(settings, "args"), []), major),
    ...argumentize(
      "--secret",
      secretNames(settings).map((name) => ["id", name]),
      major,
    ),
    ...argumentize("--file", or(at(settings, "dockerfile"), "Dockerfile"), major),
    ...presentFlag("--target", at(settings, "target")),
    ...presentFlag("--ssh", at(settings, "ssh")),
    ...(major === 1 ? [] : flag("--provenance", at(settings, "provenance"))),
    ...(major === 1 ? [] : flag("--sbom", at(settings, "sbom"))),
  ];
}

/** Names of the secrets a build gets. */
function secretNames(settings: RubyValue): RubyValue[] {
  const names = toArray(at(settings, "secrets"));
  return names.filter((name, index) => index === names.findIndex((other) => toText(other) === toText(name)));
}

/** The folder that is built. */
export function contextOf(settings: RubyValue): string {
  return toText(or(at(settings, "context"), "."));
}

function cacheWords(settings: RubyValue, deployment: Deployment): Word[] {
  const cache = at(settings, "cache");
  const options = at(cache, "options");
  const type = at(cache, "type");
  if (type === "gha") {
    const from = deployment.major === 1 ? [] : readingOptions(options);
    const to = joined(["type=gha", options], ",");
    return ["--cache-to", to, "--cache-from", joined(["type=gha", ...from], ",")];
  }
  if (type !== "registry") return [];
  const image = or(at(cache, "image"), `${toText(imageOf(deployment))}-build-cache`);
  const ref = `ref=${joined([at(deployment.root, "registry", "server"), image], "/")}`;
  const to = deployment.major === 1 ? ["type=registry", options, ref] : ["type=registry", ref, options];
  return ["--cache-to", joined(to, ","), "--cache-from", `type=registry,${ref}`];
}

/** Options that also matter where the cache is read. */
function readingOptions(options: RubyValue): string[] {
  if (!isTruthy(options)) return [];
  return toText(options)
    .split(",")
    .filter((option) => /^(?:url|url_v2|token|scope|timeout)=/m.test(option));
}

function packBuild({ deployment, settings, localArches }: Builder): string {
  const { major, wording } = deployment;
  const pack = at(settings, "pack");
  const buildpacks = [...toArray(at(pack, "buildpacks")).map(toText), "paketo-buildpacks/image-labels"];
  const packBuilder = at(pack, "builder");
  const secrets = new Map(
    secretNames(settings).map((name) => [toText(name), wording.secret(toText(name))] as const),
  );
  const build = command(
    ...["/usr/bin/env", "pack", "build", repositoryOf(deployment)],
    ...["--platform", `linux/${localArches[0] ?? ""}`, "--creation-time", "now"],
    ...["--builder", packBuilder === null ? null : toText(packBuilder)],
    ...buildpacks.flatMap((buildpack) => ["--buildpack", buildpack]),
    ...["-t", versionedImage(deployment), "-t", latestImage(deployment)],
    ...["--env", `BP_IMAGE_LABELS=service=${serviceOf(deployment)}`],
    ...argumentize("--env", or(at(settings, "args"), []), major),
    ...argumentize("--env", secrets, major),
    ...["--path", contextOf(settings)],
  );
  const pushes = [versionedImage(deployment), latestImage(deployment)].map((image) => `docker push ${image}`);
  return [build, ...pushes].join(" && ");
}
