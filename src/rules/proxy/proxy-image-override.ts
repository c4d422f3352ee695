/** PRX-08: another image in the place of kamal-proxy. */
import type { KamalConfiguration } from "../../documents/kamal/configuration.ts";
import {
  dig,
  get,
  isKnown,
  scalarOf,
  type YamlMap,
  type YamlScalar,
} from "../../documents/yaml/yaml-node.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import { DOCKER_HUB, isSameRegistry } from "../shared/image-names.ts";
import { proxyRunsOf } from "../shared/proxy-runs.ts";

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
  appliesTo: ["kamal-configuration"],
  *check(configuration) {
    for (const run of proxyRunsOf(configuration)) yield* judge(run, configuration);
  },
});

function* judge(run: YamlMap, { root }: KamalConfiguration): Iterable<Problem> {
  const registry = scalarOf(get(run, "registry"));
  const repository = scalarOf(get(run, "repository"));
  if (repository && isKnown(repository) && !isOriginal(repository)) {
    const message = "The proxy of every host is to be this image instead of `basecamp/kamal-proxy`.";
    yield { at: repository, message };
  } else if (registry && isKnown(registry) && !isTrusted(registry)) {
    const server = scalarOf(dig(root, "registry", "server"));
    const own = server !== undefined && isKnown(server) && isSameRegistry(registry.text, server.text);
    yield own
      ? {
          at: registry,
          severity: "low",
          message: "The proxy comes from your own registry, so keep that copy current.",
        }
      : {
          at: registry,
          message: "The proxy of every host is to come from this registry instead of Docker Hub.",
        };
  }
}

/** A pull-through cache puts its own path before the name. */
function isOriginal({ text }: YamlScalar): boolean {
  return text.trim() === REPOSITORY || text.trim().endsWith(`/${REPOSITORY}`);
}

function isTrusted({ text }: YamlScalar): boolean {
  return isSameRegistry(text, DOCKER_HUB) || MIRRORS.has(text.trim().toLowerCase());
}
