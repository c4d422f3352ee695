/** Every place of a project that holds or may hold a secret: reports show none of them. */

import type { Document } from "../documents/document.ts";
import { environmentsOf } from "../documents/kamal/environments.ts";
import { registriesOf } from "../documents/kamal/registries.ts";
import type { Project } from "../documents/project.ts";
import type { WorkflowJob } from "../documents/workflow/workflow.ts";
import { dig, entriesOf, get, scalarOf, scalarsOf, type YamlNode } from "../documents/yaml/yaml-node.ts";
import type { Finding } from "../engine/finding.ts";
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
      ]);
    case "dockerfile":
      return [document.preamble, ...document.stages.map(({ instructions }) => instructions)].flatMap((part) =>
        part
          .flatMap(({ pairs }) => pairs)
          .flatMap(({ name, value }) => (value && isSecretName(name) ? [value.span] : [])),
      );
    case "workflow":
      return spansOf(document.jobs.flatMap(secretSettings));
    case "shell-script":
      return document.assignments
        .filter(({ name }) => isSecretName(name))
        .flatMap(({ value }) => (value?.literal ? [value.span] : []));
    default:
      return [];
  }
}

/** Values of variables and inputs that are no expressions. */
function secretSettings({ node, steps }: WorkflowJob): YamlNode[] {
  const maps = [
    get(node, "env"),
    ...steps.flatMap((step) => [get(step.node, "env"), get(step.node, "with")]),
  ];
  return maps
    .flatMap(entriesOf)
    .filter(({ key, value }) => isSecretName(key.text) && scalarOf(value)?.text.includes("${{") === false)
    .map(({ value }) => value);
}

function spansOf(nodes: readonly YamlNode[]): Span[] {
  return nodes.map((node) => node.span);
}
