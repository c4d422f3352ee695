/** Every place of a project that holds or may hold a secret: reports show none of them. */

import type { Document, TextFile } from "../documents/document.ts";
import { commandLinesOf } from "../documents/kamal/command-lines.ts";
import { environmentsOf } from "../documents/kamal/environments.ts";
import type { KamalFile } from "../documents/kamal/kamal-file.ts";
import { registriesOf } from "../documents/kamal/registries.ts";
import type { Project } from "../documents/project.ts";
import type { SecretsFile } from "../documents/secrets-file/secrets-file.ts";
import type { ShellScript } from "../documents/shell/shell-script.ts";
import { dig, itemsOf, scalarsOf, writtenEntries } from "../documents/yaml/yaml-node.ts";
import type { Finding } from "../engine/finding.ts";
import { argumentSecrets } from "../rules/shared/argument-secrets.ts";
import { cacheCredentials } from "../rules/shared/cache-options.ts";
import { commentedValues } from "../rules/shared/commented-values.ts";
import { placeIn } from "../rules/shared/place-in.ts";
import { isSecretName } from "../rules/shared/secret-names.ts";
import { joined, type Span } from "../source/span.ts";
import { isLeakedValue } from "./leaked-values.ts";

/** Wider than what rules report: a value that a rule waves through is hidden all the same. Sorted, without overlaps. */
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
  for (const finding of findings.filter(isLeakedValue)) add(finding.path, finding.span);
  for (const document of project.documents)
    for (const span of secretsIn(document)) add(document.source.path, span);
  return new Map([...places].map(([path, spans]) => [path, joined(spans)]));
}

function secretsIn(document: Document): readonly Span[] {
  switch (document.kind) {
    case "text-file":
      return [...document.credentials.map((hit) => hit.span), ...commented(document)];
    case "secrets-file":
      return [...assigned(document), ...document.programs.flatMap(assignedInShell)];
    case "env-file":
      return assigned(document);
    case "key-file":
      return [document.span];
    case "kamal-file":
      return [...inConfiguration(document), ...inCommandLines(document)];
    case "erb-program":
      return document.settings.filter(({ name }) => isSecretName(name)).map(({ span }) => span);
    case "shell-script":
      return assignedInShell(document);
    default:
      return [];
  }
}

function commented({ source }: TextFile): Span[] {
  return [...commentedValues(source.text)].filter(({ name }) => isSecretName(name)).map(({ span }) => span);
}

function assigned({ assignments }: Pick<SecretsFile, "assignments">): Span[] {
  return assignments.filter(({ references }) => references.length === 0).map(({ valueSpan }) => valueSpan);
}

function assignedInShell({ assignments }: ShellScript): Span[] {
  return assignments
    .filter(({ name }) => isSecretName(name))
    .flatMap(({ value }) => (value?.literal ? [value.span] : []));
}

/** Every value with a secret's name, wherever it is written, and what is one by its place. */
function inConfiguration({ root }: KamalFile): Span[] {
  const named = [...writtenEntries(root)]
    .filter(({ key }) => isSecretName(key.text))
    .map(({ value }) => value);
  const lists = environmentsOf(root).flatMap(({ secretLists }) => secretLists.flatMap(itemsOf));
  return [
    ...named.filter((value) => value.kind === "scalar"),
    ...lists.flatMap(scalarsOf).filter(({ text }) => !/^[\w.]+(?::[\w.]+)?$/.test(text)),
    ...registriesOf(root).flatMap(({ passwords }) =>
      passwords.filter((password) => password.kind === "scalar"),
    ),
    ...scalarsOf(dig(root, "ssh", "key_data")),
    ...scalarsOf(dig(root, "builder", "cache", "options")).filter(
      ({ text }) => cacheCredentials(text).length > 0,
    ),
  ].map((node) => node.span);
}

function inCommandLines({ root }: KamalFile): Span[] {
  return commandLinesOf(root).flatMap(({ at }) =>
    argumentSecrets(at.text).map(({ value }) => placeIn(at, value).span),
  );
}
