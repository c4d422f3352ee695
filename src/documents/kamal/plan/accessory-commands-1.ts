/** The commands for one accessory in Kamal 1. */
import type { DeployedAccessory } from "./accessories.ts";
import { type AccessoryPlan, accessoryLabels, publishWords, uploadedFile } from "./accessory-commands.ts";
import { type Deployment, runDirectory } from "./deployment.ts";
import { clearVariables, environmentWords } from "./environment.ts";
import { loggingWords } from "./logging.ts";
import { commandWord, optionWords } from "./role-commands.ts";
import { at, or, type RubyValue, toArray, toText } from "./ruby-value.ts";
import { argumentize, command, directoryOf, joinPath } from "./shell-words.ts";

/** All commands of an accessory. */
export function accessoryPlanOfKamal1(accessory: DeployedAccessory, deployment: Deployment): AccessoryPlan {
  const { hosts } = accessory;
  const prepare = prepareCommands(accessory);
  return {
    hosts,
    docker_run: hosts.map(() => dockerRun(accessory, deployment)),
    ...(prepare.length > 0 ? { prepare } : {}),
  };
}

function dockerRun({ settings, service }: DeployedAccessory, deployment: Deployment): string {
  const { major } = deployment;
  const envFile = joinPath(runDirectory(deployment), "env", "accessories", `${service}.env`);
  const volumes = [
    ...toArray(or(at(settings, "volumes"), [])),
    ...pairs(at(settings, "files")).map(([, remote]) => `$PWD/${service}${remote ?? ""}:${remote ?? ""}`),
    ...pairs(at(settings, "directories")).map(([host, path]) =>
      path === undefined ? onHost(host, service) : `${onHost(host, service)}:${path}`,
    ),
  ];
  const image = at(settings, "image");
  return command(
    ...["docker", "run", "--name", service, "--detach", "--restart", "unless-stopped"],
    ...loggingWords(deployment),
    ...publishWords(settings, deployment),
    ...environmentWords(clearVariables(at(settings, "env")), envFile, deployment),
    ...argumentize("--volume", volumes, major),
    ...accessoryLabels(service, settings, deployment),
    ...optionWords(settings, deployment),
    image === null ? null : toText(image),
    commandWord(settings),
  );
}

function prepareCommands({ settings, service }: DeployedAccessory): string[] {
  const directories = new Set(pairs(at(settings, "directories")).map(([host]) => onHost(host, service)));
  const files = new Map(
    pairs(at(settings, "files")).map(([local, remote], index) => [
      uploadedFile(local, index),
      `${service}${remote ?? ""}`,
    ]),
  );
  return [
    ...[...directories].map((path) => command("/usr/bin/env", "mkdir", "-p", path)),
    ...[...files.values()].flatMap((path) => [
      command("/usr/bin/env", "mkdir", "-p", directoryOf(path)),
      command("/usr/bin/env", "chmod", "755", path),
    ]),
  ];
}

/** Both parts of `host:container`; a third is dropped. */
function pairs(list: RubyValue): (readonly [string, string | undefined])[] {
  return toArray(list).map((entry) => {
    const [local = "", remote] = toText(entry).split(":");
    return [local, remote];
  });
}

function onHost(path: string, service: string): string {
  return path.startsWith("/") ? path : joinPath(`$PWD/${service}`, path);
}
