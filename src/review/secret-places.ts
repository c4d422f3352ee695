/** Every place of a project that holds or may hold a secret: reports show none of them. */

import type { Document } from "../documents/document.ts";
import { environmentsOf } from "../documents/kamal/environments.ts";
import { registriesOf } from "../documents/kamal/registries.ts";
import type { Project } from "../documents/project.ts";
import { dig, scalarsOf, type YamlNode } from "../documents/yaml/yaml-node.ts";
import type { Finding } from "../engine/finding.ts";
import { cacheCredentials } from "../rules/shared/cache-options.ts";
import { isSecretName } from "../rules/shared/secret-names.ts";
import type { Span } from "../source/span.ts";

/** Wider than what rules report: a value that a rule waves through is hidden all the same. */
export function secretPlaces(
  project: Project,
  findings: readonly Finding[],
): ReadonlyMap<string, readonly Span[]> {
  const places = new Map<string, Span[]>();
  const add = (path: string, span: Span): void => {
    const spans = places.get(path) ?? [];
    spans.push(span);
    places.set(path, spans);
  };
  for (const finding of findings) if (finding.category === "secrets") add(finding.path, finding.span);
  for (const document of project.documents)
    for (const span of secretsIn(document)) add(document.source.path, span);
  return places;
}

function secretsIn(document: Document): readonly Span[] {
  switch (document.kind) {
    case "text-file":
      return document.credentials.map((hit) => hit.span);
    case "secrets-file":
      return document.assignments
        .filter(({ references }) => references.length === 0)
        .map(({ valueSpan }) => valueSpan);
    case "kamal-file":
      return spansOf([
        ...environmentsOf(document.root).flatMap(({ clear }) =>
          clear.filter(({ key }) => isSecretName(key.text)).map(({ value }) => value),
        ),
        ...registriesOf(document.root).flatMap(({ passwords }) =>
          passwords.filter((password) => password.kind === "scalar"),
        ),
        ...scalarsOf(dig(document.root, "ssh", "key_data")),
        ...scalarsOf(dig(document.root, "builder", "cache", "options")).filter(
          ({ text }) => cacheCredentials(text).length > 0,
        ),
      ]);
    case "shell-script":
      return document.assignments
        .filter(({ name }) => isSecretName(name))
        .flatMap(({ value }) => (value?.literal ? [value.span] : []));
    default:
      return [];
  }
}

function spansOf(nodes: readonly YamlNode[]): Span[] {
  return nodes.map((node) => node.span);
}
