/** Which of the YAML candidates are Kamal's, and what they make together: bases, destinations, effective configurations. */
import type { SourceText } from "../source/source-text.ts";
import type { Span } from "../source/span.ts";
import type { Document, UnreadableFile } from "./document.ts";
import { renderErb } from "./erb/render-erb.ts";
import { configurationsOf, type KamalConfiguration } from "./kamal/configuration.ts";
import { type KamalFile, splitDestination } from "./kamal/kamal-file.ts";
import type { RenderedYaml } from "./kamal/read-rendered-yaml.ts";
import {
  isDefaultKamalPath,
  looksLikeBase,
  looksLikeDestination,
  mayBeKamals,
  readsLikeKamal,
} from "./kamal/recognise.ts";
import { couldNotRead } from "./not-read.ts";
import type { OpenedFile } from "./open-file.ts";
import {
  get,
  isKnown,
  writtenEntries,
  type YamlMap,
  type YamlNode,
  type YamlScalar,
} from "./yaml/yaml-node.ts";
import type { YamlTrouble } from "./yaml/yaml-trouble.ts";

/** What else is known about the repository when its candidates are judged. */
export interface KamalHints {
  /** Other files show that the repository uses Kamal: `.kamal/secrets`, hooks. */
  readonly usesKamal: boolean;
  /** Paths that were Kamal's in an earlier commit: they must not get out of sight by becoming unreadable. */
  readonly knownPaths: ReadonlySet<string>;
}

/** The documents of all Kamal configurations among the opened files. */
export function kamalDocuments(opened: ReadonlyMap<string, OpenedFile>, hints: KamalHints): Document[] {
  const candidates = [...opened.values()].filter((file) => file.role === "kamal");
  const among: Candidates = {
    paths: candidates.map(({ source }) => source.path),
    bases: basesAmong(candidates, hints),
  };
  const kamal = candidates.flatMap((file) => asKamal(file, among, hints));
  const files = kamal.filter((document): document is KamalFile => document.kind === "kamal-file");
  return [...kamal, ...effectiveConfigurations(files)];
}

/**
 * The bases, told by their keys. Where no file looks like one, the default path and what was Kamal's before keep their place, however
 * strange their keys have become.
 */
function basesAmong(candidates: readonly OpenedFile[], hints: KamalHints): ReadonlyMap<string, OpenedFile> {
  const certain = candidates.filter((file) => looksLikeBase(rootOf(file)));
  const likely = candidates.filter(
    (file) =>
      hints.knownPaths.has(file.source.path) || (hints.usesKamal && isDefaultKamalPath(file.source.path)),
  );
  const bases = certain.length > 0 ? certain : likely.filter((file) => mayBeKamals(rootOf(file)));
  return new Map(bases.map((file) => [file.source.path, file]));
}

/** All files that may be Kamal's, and those of them that could be deployed by themselves. */
interface Candidates {
  readonly paths: readonly string[];
  readonly bases: ReadonlyMap<string, OpenedFile>;
}

function rootOf(file: OpenedFile): YamlNode | undefined {
  return file.yaml && "rendered" in file.yaml ? file.yaml.root : undefined;
}

/** The documents of a candidate that is Kamal's; none for other tools' files. */
function asKamal(file: OpenedFile, among: Candidates, hints: KamalHints): Document[] {
  const split = splitsOf(file.source.path).find(({ basePath }) => isBaseFor(basePath, among));
  const { basePath } = split ?? {};
  if (!file.yaml) return [...file.documents]; // it could not even be opened, and says so itself
  const trouble = troubleOf(file.yaml);
  if (trouble) {
    const ours =
      basePath !== undefined ||
      hints.knownPaths.has(file.source.path) ||
      isOurs(file, hints) ||
      (file.source.text === "" && isDefaultKamalPath(file.source.path)); // no text that could tell, say in UTF-16
    return ours ? [...file.documents, couldNotRead(file.source, "kamal", trouble.reason, trouble.span)] : [];
  }
  if (split && !hasDestinations(file.source.path, among))
    return asDestination(file, split.basePath, split.destination);
  if (!among.bases.has(file.source.path)) return withoutSettings(file, hints);
  return [...file.documents, ...leftOutParts(file), kamalFile(file, file.source.path, undefined)];
}

/**
 * The bases a destination file may belong to, the nearest first: `deploy.api.eu.yml` is `eu` of `deploy.api.yml`, when that is
 * deployed with `kamal -c`, or else `api.eu` of `deploy.yml`.
 */
function splitsOf(path: string): { basePath: string; destination: string }[] {
  const outer = splitDestination(path);
  const inner = /^(.*[^/.])\.([^/.]+)\.yml$/.exec(path);
  const nearest = inner && { basePath: `${inner[1]}.yml`, destination: inner[2] ?? "" };
  const splits =
    nearest && outer && nearest.basePath !== outer.basePath ? [nearest, outer] : outer ? [outer] : [];
  return splits.flatMap((split) => [split, { ...split, basePath: split.basePath.replace(/yml$/, "yaml") }]);
}

/** A file that is a destination by its name is a base only when it stands for itself. */
function isBaseFor(path: string, among: Candidates): boolean {
  return among.bases.has(path) && (splitDestination(path) === undefined || hasDestinations(path, among));
}

/** True for a whole configuration of its own, with a service, that other files are destinations of. */
function hasDestinations(path: string, { bases, paths }: Candidates): boolean {
  const base = bases.get(path);
  if (!base || get(rootOf(base), "service") === undefined) return false;
  const stem = path.replace(/yml$/, "");
  return paths.some((other) => other !== path && other.startsWith(stem) && other.endsWith(".yml"));
}

/** What Ruby puts in where no placeholder can stand for it: tags that may print any YAML, and names of options. */
function leftOutParts({ yaml, source }: OpenedFile): UnreadableFile[] {
  if (!yaml || !("rendered" in yaml)) return [];
  const tags = yaml.rendered.tags.filter(({ leftOut }) => leftOut);
  const inserted = tags.map(({ tag }) =>
    couldNotRead(source, "kamal", "inserts text here that only Ruby knows", visible(tag.span, source)),
  );
  const decided = optionsOfRuby(yaml.root).map(({ span }) =>
    couldNotRead(source, "kamal", "lets Ruby decide here with which options a container starts", span),
  );
  return [...inserted, ...decided].map((part) => ({ ...part, extent: "part" }));
}

/** Options of docker whose names are not in the file: any of them may take the wall to the host away. */
function optionsOfRuby(root: YamlNode | undefined): YamlScalar[] {
  if (!root) return [];
  return [...writtenEntries(root)].flatMap(({ key, value }) => {
    if (key.text !== "options") return [];
    if (value.kind === "scalar") return isKnown(value) ? [] : [value];
    if (value.kind === "list") return [];
    return value.written.map((entry) => entry.key).filter((name) => !isKnown(name));
  });
}

/** A tag that trims reaches over its line break. */
function visible({ start, end }: Span, { text }: SourceText): Span {
  return { start, end: start + text.slice(start, end).trimEnd().length };
}

function isOurs(file: OpenedFile, hints: KamalHints): boolean {
  return readsLikeKamal(file.source.text) || (isDefaultKamalPath(file.source.path) && hints.usesKamal);
}

function troubleOf(yaml: RenderedYaml | YamlTrouble): YamlTrouble | undefined {
  if (!("rendered" in yaml)) return yaml;
  const { root } = yaml;
  const dynamic = root?.kind === "scalar" && root.tags.length > 0;
  return dynamic
    ? { reason: "is decided by Ruby as a whole, so nothing of it can be reviewed", span: root.span }
    : undefined;
}

/** The base of a deployment that holds nothing, a list or a single value: nobody can deploy with it, or review it. */
function withoutSettings(file: OpenedFile, hints: KamalHints): Document[] {
  const ours = hints.knownPaths.has(file.source.path) || isOurs(file, hints);
  const trouble = ours ? settingsTrouble(file) : undefined;
  return trouble ? [...file.documents, couldNotRead(file.source, "kamal", trouble.reason, trouble.span)] : [];
}

function settingsTrouble(file: OpenedFile): YamlTrouble | undefined {
  const root = rootOf(file);
  if (root?.kind === "map") return undefined;
  const what =
    root === undefined || isNull(root) ? "no settings" : root.kind === "list" ? "a list" : "a single value";
  const reason = `holds ${what} where Kamal needs a map of settings`;
  return { reason, span: firstLine(file.source, root?.span.start) };
}

function isNull(root: YamlNode): boolean {
  return root.kind === "scalar" && root.type === "null";
}

/** The line of an offset, or the first one with anything on it, without what surrounds its text. */
function firstLine({ text }: SourceText, offset = text.length - text.trimStart().length): Span {
  const end = text.indexOf("\n", offset);
  const line = text.slice(offset, end < 0 ? undefined : end);
  return { start: offset, end: offset + line.trimEnd().length };
}

function asDestination(file: OpenedFile, basePath: string, destination: string): Document[] {
  if (!looksLikeDestination(rootOf(file))) {
    const trouble = settingsTrouble(file);
    return trouble
      ? [...file.documents, couldNotRead(file.source, "kamal", trouble.reason, trouble.span)]
      : [];
  }
  return [...file.documents, ...leftOutParts(file), kamalFile(file, basePath, destination)];
}

const READ = new WeakMap<OpenedFile, Map<string, KamalFile>>();

/** The same file in the same part is the same document, in every commit. */
function kamalFile(file: OpenedFile, basePath: string, destination: string | undefined): KamalFile {
  const parts = READ.get(file) ?? new Map<string, KamalFile>();
  const part = `${basePath} ${destination ?? ""}`;
  const document = parts.get(part) ?? readKamalFile(file, basePath, destination);
  READ.set(file, parts.set(part, document));
  return document;
}

function readKamalFile(file: OpenedFile, basePath: string, destination: string | undefined): KamalFile {
  const { source } = file;
  const yaml = file.yaml && "rendered" in file.yaml ? file.yaml : undefined;
  const root = yaml?.root;
  return {
    kind: "kamal-file",
    source,
    basePath,
    destination,
    rendered: yaml?.rendered ?? renderErb(source),
    root: root?.kind === "map" ? root : emptyMap(source),
    later: yaml?.later ?? [],
  };
}

/** A destination file may hold nothing; it then changes nothing. */
function emptyMap(source: SourceText): YamlMap {
  return {
    kind: "map",
    entries: [],
    written: [],
    source,
    span: { start: 0, end: 0 },
    anchor: "",
    tag: undefined,
  };
}

function effectiveConfigurations(files: readonly KamalFile[]): KamalConfiguration[] {
  return files
    .filter((file) => file.destination === undefined)
    .flatMap((base) =>
      configurationsOf(
        base,
        files.filter((file) => file !== base && file.basePath === base.source.path),
      ),
    );
}
