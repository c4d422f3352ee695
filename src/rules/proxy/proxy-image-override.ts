/** PRX-08: another image in the place of kamal-proxy. */

import type { KamalConfiguration } from "../../documents/kamal/configuration.ts";
import { commandsRunning } from "../../documents/shell/commands-by-program.ts";
import type { ShellCommand } from "../../documents/shell/shell-script.ts";
import { invocationOf } from "../../documents/shell/wrappers.ts";
import { dig, get, isKnown, scalarOf, type YamlMap } from "../../documents/yaml/yaml-node.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import { DOCKER_HUB, isSameRegistry, readImageName } from "../shared/images/image-names.ts";
import { proxyRunsOf } from "../shared/network/proxy-runs.ts";

const REPOSITORY = "basecamp/kamal-proxy";

/** Mirrors of Docker Hub that hold the very same images. */
const MIRRORS = new Set(["mirror.gcr.io"]);

export default defineRule({
  id: "proxy-image-override",
  category: "proxy",
  severity: "high",
  confidence: "high",
  title: "Proxy image replaced",
  why: "Kamal boots `docker run … REGISTRY/REPOSITORY:VERSION kamal-proxy run` with what stands here; that container holds the TLS keys and sees every request and response in clear.",
  fix: "Drop `registry` and `repository`, or use a mirror of `basecamp/kamal-proxy` that you run yourselves.",
  references: ["https://kamal-deploy.org/docs/configuration/proxy/#run-configuration"],
  appliesTo: ["kamal-configuration", "shell-script"],
  *check(document) {
    if (document.kind === "shell-script") {
      for (const command of commandsRunning(document, /^kamal$/)) yield* judgeCommand(command);
    } else for (const run of proxyRunsOf(document)) yield* judge(run, document);
  },
});

function* judge(run: YamlMap, { root }: KamalConfiguration): Iterable<Problem> {
  const registry = scalarOf(get(run, "registry"));
  const repository = scalarOf(get(run, "repository"));
  const at = repository && !isOriginal(repository.text) ? repository : (registry ?? repository);
  if (!at || ![registry, repository].every((part) => part === undefined || isKnown(part))) return;
  const image = readImageName([registry?.text, repository?.text ?? REPOSITORY].filter(Boolean).join("/"));
  if (at === repository && !isOriginal(repository.text)) {
    const message = "The proxy of every host is to be this image instead of `basecamp/kamal-proxy`.";
    yield { at, message };
  } else if (!isTrusted(image.registry)) {
    const server = scalarOf(dig(root, "registry", "server"));
    const own = server !== undefined && isKnown(server) && isSameRegistry(image.registry, server.text);
    const message = own
      ? "The proxy comes from your own registry, so keep that copy current."
      : "The proxy of every host is to come from this registry instead of Docker Hub.";
    yield { at, severity: own ? "low" : "high", message };
  }
}

/** Before Kamal 2.10: `kamal proxy boot_config set --registry … --repository …`. */
function* judgeCommand(command: ShellCommand): Iterable<Problem> {
  const { arguments: words } = invocationOf(command);
  const texts = words.map(({ literal }) => literal ?? "");
  const [group, verb, action] = texts.filter((text) => !text.startsWith("-"));
  if (group !== "proxy" || verb !== "boot_config" || action !== "set") return;
  for (const [index, word] of words.entries()) {
    const [, flag, joined] = /^--(registry|repository)(?:=(.*))?$/.exec(texts[index] ?? "") ?? [];
    const at = joined === undefined ? words[index + 1] : word;
    const value = joined ?? at?.literal;
    if (flag === undefined || !at || value === undefined) continue;
    if (flag === "registry" ? isTrusted(value) : isOriginal(value)) continue;
    const [severity, instead] =
      flag === "registry" ? (["medium", DOCKER_HUB] as const) : (["high", REPOSITORY] as const);
    const message = `Every proxy that boots from now on comes from this ${flag} instead of \`${instead}\`.`;
    yield { at: { ...at, anchor: command.anchor ?? "" }, severity, message, subject: flag };
  }
}

/** A pull-through cache puts its own path before the name. */
function isOriginal(repository: string): boolean {
  return repository.trim() === REPOSITORY || repository.trim().endsWith(`/${REPOSITORY}`);
}

function isTrusted(registry: string): boolean {
  return isSameRegistry(registry, DOCKER_HUB) || MIRRORS.has(registry.trim().toLowerCase());
}
