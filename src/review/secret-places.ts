/** Every place of a project that holds or may hold a secret: reports show none of them. */

import type { Document, TextFile } from "../documents/document.ts";
import { commandLinesOf } from "../documents/kamal/command-lines.ts";
import { environmentsOf } from "../documents/kamal/environments.ts";
import type { KamalFile } from "../documents/kamal/kamal-file.ts";
import { registriesOf } from "../documents/kamal/registries.ts";
import { literalOf, type Program } from "../documents/program/program.ts";
import type { Project } from "../documents/project.ts";
import type { SecretsFile } from "../documents/secrets-file/secrets-file.ts";
import { commandName, type ShellScript } from "../documents/shell/shell-script.ts";
import type { WorkflowStep } from "../documents/workflow/workflow.ts";
import {
  dig,
  entriesOf,
  get,
  itemsOf,
  scalarOf,
  scalarsOf,
  writtenEntries,
  type YamlNode,
} from "../documents/yaml/yaml-node.ts";
import type { Finding } from "../engine/finding.ts";
import { placeIn } from "../rules/shared/places/place-in.ts";
import { argumentSecrets } from "../rules/shared/secrets/argument-secrets.ts";
import { cacheCredentials } from "../rules/shared/secrets/cache-options.ts";
import { commentedValues } from "../rules/shared/secrets/commented-values.ts";
import { isNameOfSecret, isSecretName } from "../rules/shared/secrets/secret-names.ts";
import { joined, type Span } from "../source/span.ts";

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
  for (const finding of findings.filter(({ standsAtSecret }) => standsAtSecret))
    add(finding.path, finding.span);
  for (const document of project.documents)
    for (const span of secretsIn(document)) add(document.source.path, span);
  return new Map([...places].map(([path, spans]) => [path, joined(spans)]));
}

function secretsIn(document: Document): readonly Span[] {
  switch (document.kind) {
    case "text-file":
      return [...document.credentials.map((hit) => hit.span), ...commented(document)];
    case "secrets-file":
      return [...assigned(document), ...document.programs.flatMap(writtenInShell)];
    case "env-file":
      return assigned(document);
    case "key-file":
      return [document.span];
    case "kamal-file":
      return [...inConfiguration(document), ...inCommandLines(document)];
    case "erb-program":
      return document.settings.filter(({ name }) => isSecretName(name)).map(({ span }) => span);
    case "dockerfile":
      return [document.preamble, ...document.stages.map(({ instructions }) => instructions)].flatMap((part) =>
        part
          .flatMap(({ pairs }) => pairs)
          .flatMap(({ name, value }) => (value && isSecretName(name) ? [value.span] : [])),
      );
    case "workflow":
      return spansOf(document.jobs.flatMap(({ node, steps }) => secretSettings([node, ...nodesOf(steps)])));
    case "composite-action":
      return spansOf(secretSettings(nodesOf(document.steps)));
    case "shell-script":
      return assignedInShell(document);
    case "program":
      return assignedInProgram(document);
    default:
      return [];
  }
}

function commented({ source }: TextFile): Span[] {
  return [...commentedValues(source.text)].filter(({ name }) => isSecretName(name)).map(({ span }) => span);
}

/** All of a value but the references in it, of which the defaults are hidden too. */
function assigned({ assignments }: Pick<SecretsFile, "assignments">): Span[] {
  return assignments.flatMap(({ valueSpan, references }) => {
    const spans: Span[] = references.flatMap(({ fallback }) => fallback ?? []);
    let { start } = valueSpan;
    for (const { span } of references) {
      if (span.start > start) spans.push({ start, end: span.start });
      start = Math.max(start, span.end);
    }
    return start < valueSpan.end ? [...spans, { start, end: valueSpan.end }] : spans;
  });
}

/** A command of a secrets file that prints a text makes it a secret. */
function writtenInShell(script: ShellScript): Span[] {
  const printing = script.commands.filter((command) => /^(?:echo|printf)$/.test(commandName(command) ?? ""));
  const words = printing.flatMap((command) => command.arguments);
  return [...assignedInShell(script), ...words.filter(({ literal }) => literal).map(({ span }) => span)];
}

function assignedInProgram({ assignments }: Program): Span[] {
  return assignments
    .filter(({ name, value }) => name !== undefined && isSecretName(name) && literalOf(value))
    .map(({ value }) => value.span);
}

function assignedInShell({ assignments }: ShellScript): Span[] {
  return assignments
    .filter(({ name }) => isSecretName(name))
    .flatMap(({ value }) => (value?.literal ? [value.span] : []));
}

/** Labels and arguments of Traefik that hold user names with their passwords. */
const LOGINS = /basicauth\.users$/i;

/** Every value with a secret's name, wherever it is written, and what is one by its place. */
function inConfiguration({ root }: KamalFile): Span[] {
  const named = writtenEntries(root)
    .filter(({ key }) => isSecretName(key.text) || LOGINS.test(key.text))
    .map(({ value }) => value);
  const lists = environmentsOf(root).flatMap(({ secretLists }) => secretLists.flatMap(itemsOf));
  const passwords = registriesOf(root).flatMap((registry) => registry.passwords);
  return [
    ...named.filter((value) => value.kind === "scalar"),
    ...[...named.filter((value) => value.kind === "list"), ...lists, ...passwords]
      .flatMap(scalarsOf)
      .filter(({ text }) => !isNameOfSecret(text)),
    ...passwords.filter((password) => password.kind === "scalar"),
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

/** Values of variables and inputs that are no expressions. */
function secretSettings(nodes: readonly YamlNode[]): YamlNode[] {
  return nodes
    .flatMap((node) => [...entriesOf(get(node, "env")), ...entriesOf(get(node, "with"))])
    .filter(({ key, value }) => isSecretName(key.text) && scalarOf(value)?.text.includes("${{") === false)
    .map(({ value }) => value);
}

function nodesOf(steps: readonly WorkflowStep[]): YamlNode[] {
  return steps.map(({ node }) => node);
}

function spansOf(nodes: readonly YamlNode[]): Span[] {
  return nodes.map((node) => node.span);
}
