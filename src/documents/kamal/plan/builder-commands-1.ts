/** Building and pushing the image in Kamal 1. */
import { buildOptions, contextOf } from "./builder-commands.ts";
import { type Deployment, latestImage, serviceOf, versionedImage } from "./deployment.ts";
import { at, isTruthy, type RubyValue, toText } from "./ruby-value.ts";
import { command, type Word } from "./shell-words.ts";

/** First the command that creates the builder, where there is one, then the build and push. */
export function builderCommandsOfKamal1(deployment: Deployment): string[] {
  const settings = at(deployment.root, "builder");
  const remote = at(settings, "remote");
  if (at(settings, "multiarch") === false) {
    return isTruthy(at(settings, "cache"))
      ? cachedBuild(settings, deployment)
      : [nativeBuild(settings, deployment)];
  }
  if (!isTruthy(remote)) return multiarchBuild(settings, deployment);
  return isTruthy(at(settings, "local"))
    ? multiarchRemoteBuild(settings, deployment)
    : nativeRemoteBuild(settings, deployment);
}

function nativeBuild(settings: RubyValue, deployment: Deployment): string {
  const build = command("docker", "build", ...tagsAndOptions(settings, deployment), contextOf(settings));
  const pushes = [versionedImage(deployment), latestImage(deployment)].map((image) => `docker push ${image}`);
  return [build, ...pushes].join(" && ");
}

function cachedBuild(settings: RubyValue, deployment: Deployment): string[] {
  const name = `kamal-${serviceOf(deployment)}-native-cached`;
  return [
    command("docker", "buildx", "create", "--name", name, "--use", "--driver=docker-container"),
    pushingBuild(settings, deployment, []),
  ];
}

function multiarchBuild(settings: RubyValue, deployment: Deployment): string[] {
  const name = `kamal-${serviceOf(deployment)}-multiarch`;
  const arch = at(settings, "local", "arch");
  const platforms = isTruthy(arch) ? `linux/${toText(arch)}` : "linux/amd64,linux/arm64";
  return [
    command("docker", "buildx", "create", "--use", "--name", name),
    pushingBuild(settings, deployment, ["--platform", platforms, "--builder", name]),
  ];
}

function nativeRemoteBuild(settings: RubyValue, deployment: Deployment): string[] {
  const name = `kamal-${serviceOf(deployment)}-native-remote`;
  const arch = toText(at(settings, "remote", "arch"));
  const platform = ["--platform", `linux/${arch}`];
  const context = createContext(name, arch, toText(at(settings, "remote", "host")));
  const create = command("docker", "buildx", "create", "--name", name, `${name}-${arch}`, ...platform);
  return [`${context} ; ${create}`, pushingBuild(settings, deployment, [...platform, "--builder", name])];
}

function multiarchRemoteBuild(settings: RubyValue, deployment: Deployment): string[] {
  const name = `kamal-${serviceOf(deployment)}-multiarch-remote`;
  const [local, remote] = ["local", "remote"].map((side) => toText(at(settings, side, "arch")));
  const create = [
    createContext(name, local ?? "", toText(at(settings, "local", "host"))),
    createContext(name, remote ?? "", toText(at(settings, "remote", "host"))),
    `docker buildx create --name ${name} ${name}-${local} --platform linux/${local}`,
    `docker buildx create --append --name ${name} ${name}-${remote} --platform linux/${remote}`,
  ];
  const platforms = ["--platform", `linux/${local},linux/${remote}`, "--builder", name];
  return [create.join(" && "), pushingBuild(settings, deployment, platforms)];
}

function createContext(builder: string, arch: string, host: string): string {
  return command(
    ...["docker", "context", "create", `${builder}-${arch}`],
    ...["--description", `'${builder} ${arch} native host'`, "--docker", `'host=${host}'`],
  );
}

function pushingBuild(settings: RubyValue, deployment: Deployment, where: readonly Word[]): string {
  return command(
    ...["docker", "buildx", "build", "--push", ...where],
    ...tagsAndOptions(settings, deployment),
    contextOf(settings),
  );
}

function tagsAndOptions(settings: RubyValue, deployment: Deployment): Word[] {
  return [
    ...["-t", versionedImage(deployment), "-t", latestImage(deployment)],
    ...buildOptions(settings, deployment),
  ];
}
