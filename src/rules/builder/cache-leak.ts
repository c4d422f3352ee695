/** BLD-05: credentials in the options of the build cache, and secrets in what it stores. */
import type { KamalConfiguration } from "../../documents/kamal/configuration.ts";
import type { Project } from "../../documents/project.ts";
import { dig, entriesOf, isKnown, scalarOf, type YamlScalar } from "../../documents/yaml/yaml-node.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import { cacheCredentials } from "../shared/secrets/cache-options.ts";
import { isSecretName } from "../shared/secrets/secret-names.ts";

export default defineRule({
  id: "cache-leak",
  category: "builder",
  severity: "low",
  confidence: "high",
  title: "Build cache gives secrets away",
  why: "Kamal puts `cache.options` as they are into `docker buildx build --cache-to type=…,OPTIONS`, visible in its output and in the process list; with `mode=max` the cache also keeps every intermediate layer, with whatever build arguments were in it.",
  fix: "Take credentials out of the options, hand secrets to the build through `builder.secrets`, and keep the cache in a private repository.",
  references: [
    "https://kamal-deploy.org/docs/configuration/builders/",
    "https://docs.docker.com/build/cache/backends/",
  ],
  appliesTo: ["kamal-configuration"],
  *check(configuration, project) {
    const options = scalarOf(dig(configuration.root, "builder", "cache", "options"));
    if (!options || !isKnown(options)) return;
    yield* judgeCredentials(options, project);
    yield* judgeLayers(options, configuration);
  },
});

/** Tokens of a known format are reported by their format already. */
function* judgeCredentials(options: YamlScalar, { documents }: Project): Iterable<Problem> {
  const [name] = cacheCredentials(options.text);
  const isKnownFormat = documents.some(
    (document) =>
      document.kind === "text-file" &&
      document.source === options.source &&
      document.credentials.some(
        ({ span }) => span.start >= options.span.start && span.end <= options.span.end,
      ),
  );
  if (name === undefined || isKnownFormat) return;
  const message = `The value of \`${name}\` stands in clear in the cache options.`;
  yield { at: options, severity: "high", message, subject: name };
}

function* judgeLayers(options: YamlScalar, { root }: KamalConfiguration): Iterable<Problem> {
  if (!/(?:^|,)\s*mode=max\s*(?:,|$)/.test(options.text)) return;
  const secret = entriesOf(dig(root, "builder", "args")).find(({ key }) => isSecretName(key.text));
  if (!secret) return;
  const message = "With `mode=max` the cache keeps the layers that secret build arguments went into.";
  yield { at: options, message, subject: "mode" };
}
