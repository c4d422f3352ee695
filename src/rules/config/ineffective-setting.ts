/** CFG-08: settings that look as if they did something. */
import type { Accessory } from "../../documents/kamal/accessories.ts";
import type { KamalConfiguration } from "../../documents/kamal/configuration.ts";
import type { Project } from "../../documents/project.ts";
import { entryOf, get, isKnown, scalarOf } from "../../documents/yaml/yaml-node.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import { effectiveEnvironments } from "../shared/configuration/effective-environment.ts";
import { installedMajor, keysOfKamal1 } from "../shared/configuration/major-version.ts";
import { isSecretName } from "../shared/secrets/secret-names.ts";
import { natureOf } from "../shared/secrets/secret-values.ts";

export default defineRule({
  id: "ineffective-setting",
  category: "config",
  severity: "low",
  confidence: "high",
  title: "Setting without effect",
  why: "Whoever reads the file relies on something that Kamal or the container passes over.",
  fix: "Remove the setting, or put it where it is read.",
  references: ["https://kamal-deploy.org/docs/configuration/overview/"],
  appliesTo: ["kamal-configuration"],
  *check(configuration, project) {
    yield* runDirectory(configuration, project);
    yield* overriddenSecrets(configuration);
    for (const accessory of configuration.accessories) yield* unreadPassword(accessory);
  },
});

/** Kamal 2 accepts the key and keeps to `.kamal` all the same. */
function* runDirectory(configuration: KamalConfiguration, project: Project): Iterable<Problem> {
  const { root } = configuration;
  const key = entryOf(root, "run_directory")?.key;
  const major = installedMajor(configuration, project);
  if (!key || (major !== undefined ? major < 2 : keysOfKamal1(root).length > 0)) return;
  yield {
    at: key,
    message: "Kamal 2 does not read `run_directory`; its files are always in `.kamal`.",
    fix: "Remove the line.",
  };
}

/** `docker run --env-file … --env NAME=…`: what stands on the command line wins. */
function* overriddenSecrets(configuration: KamalConfiguration): Iterable<Problem> {
  for (const { clear, secrets } of effectiveEnvironments(configuration.root)) {
    const values = new Map(clear.map(({ key, value }) => [key.text, value]));
    for (const { name, at } of secrets) {
      const value = scalarOf(values.get(name));
      if (!value || !isKnown(at)) continue;
      // a secret in clear is a graver matter, and reported as such
      if (isSecretName(name) && natureOf(value.text) === "literal") continue;
      yield {
        at,
        severity: "medium",
        message: `${name} is also set in clear, and that value wins: the secret never reaches the container.`,
        fix: "Take the name out of the variables in clear, or out of the secrets where it is none.",
      };
    }
  }
}

/** The official image takes a password from its command line or configuration file only. */
function* unreadPassword({ image, settings }: Accessory): Iterable<Problem> {
  if (
    !/^(?:(?:docker\.io\/)?library\/|docker\.io\/)?(?:redis|valkey\/valkey)(?:[:@]|$)/.test(image?.text ?? "")
  )
    return;
  const cmd = scalarOf(get(settings, "cmd"))?.text ?? "";
  if (/requirepass|aclfile|users\.acl|\.conf|REDIS_PASSWORD|sh -c/.test(cmd) || get(settings, "files"))
    return;
  const env = get(settings, "env");
  const written = [...(get(env, "secret")?.kind === "list" ? environmentItems(env) : []), ...keysOf(env)];
  const at = written.find(({ text }) => /^(?:REDIS|VALKEY)_PASSWORD(?::|$)/.test(text));
  if (at)
    yield {
      at,
      severity: "medium",
      message: `The image of Redis does not read ${at.text.split(":")[0]}, so this server asks for no password.`,
      fix: "Start it with the password, for example by `cmd: sh -c 'exec redis-server --requirepass \"$REDIS_PASSWORD\"'`.",
    };
}

function environmentItems(env: ReturnType<typeof get>) {
  const list = get(env, "secret");
  return list?.kind === "list" ? list.items.flatMap((item) => scalarOf(item) ?? []) : [];
}

function keysOf(env: ReturnType<typeof get>) {
  const maps = [env, get(env, "clear")];
  return maps.flatMap((map) => (map?.kind === "map" ? map.entries.map(({ key }) => key) : []));
}
