/** The files of one commit that matter to a deployment, opened and put in relation to each other. */
import type { RepositoryFile } from "../source/decode.ts";
import { builtImageOf } from "./dockerfile/built-images.ts";
import type { Document } from "./document.ts";
import { type FileRole, roleOf } from "./file-role.ts";
import { kamalDocuments } from "./kamal-documents.ts";
import { kamalStarters, startersUsed } from "./kamal-starters.ts";
import { type OpenedFile, openFile } from "./open-file.ts";
import { possibleScripts } from "./possible-scripts.ts";
import { referencedFiles, rolesByReference, runnersByReference } from "./referenced-files.ts";
import { repositoryListing } from "./repository-listing.ts";
import { languagesOf, type ScriptLanguage } from "./script-language.ts";
import { configurationsNamedBy } from "./shell/named-configurations.ts";
import { shellsElsewhere } from "./shells-elsewhere.ts";
import { relevantWorkflows } from "./workflow/relevant-workflows.ts";

/** See the module comment. */
export interface Project {
  readonly documents: readonly Document[];
  /** By path; to be handed to the next `openProject`, which reuses what did not change. */
  readonly opened: ReadonlyMap<string, OpenedFile>;
  /** False for a repository that has nothing to do with Kamal; it then has no documents. */
  readonly usesKamal: boolean;
  /** Listed files that the documents refer to and that were not among those given. */
  readonly missing: readonly string[];
  /** Others that were not among those given, of which a look would tell whether they belong to the deployment. */
  readonly possible: readonly string[];
}

/** How a project is opened. */
export interface OpenOptions {
  /** Files of another commit, typically the base; equal ones are not opened again. */
  readonly previous?: Project;
  /** The caller says that the repository uses Kamal, whatever its files look like. */
  readonly assumeKamal?: boolean;
  /** Git mode of every file of the commit by path; without it the given files are all there are. */
  readonly listing?: ReadonlyMap<string, string>;
  /** Any other commit of the repository; equal files are not opened again, and that is all it decides. */
  readonly recent?: Project;
  /** An earlier opening of the same commit with fewer files. */
  readonly sameCommit?: Project;
}

/** Opens the files of a commit: those whose path tells their role, then those that these refer to. */
export async function openProject(
  files: readonly RepositoryFile[],
  options: OpenOptions = {},
): Promise<Project> {
  const listing = options.listing ?? new Map(files.map(({ path, mode }) => [path, mode]));
  const opening: Opening = { files, known: knownFiles(options), opened: new Map() };
  await openMore(opening, roleOf);
  for (let round = 0; ; round++) {
    const related = relate(opening.opened, options);
    const references = referencedFiles(related.documents);
    const roles = rolesByReference(references, listing);
    const runBy = runnersByReference(references);
    const possible = related.usesKamal
      ? possibleScripts([...opening.opened.values()], listing, [...(options.previous?.opened.values() ?? [])])
      : roles;
    const isLast = round >= MAX_ROUNDS;
    if (!isLast && (await openMore(opening, (path) => roles.get(path) ?? possible.get(path), runBy)))
      continue;
    if (!isLast && related.usesKamal && (await openAnew(opening))) continue;
    const notOpened = (path: string): boolean => !opening.opened.has(path);
    const missing = [...roles.keys()].filter(notOpened);
    return {
      ...related,
      missing,
      possible: [...possible.keys()].filter((path) => notOpened(path) && !roles.has(path)),
      documents: together(related, listing),
    };
  }
}

/** Opens the workflows again of which it turned out what they start Kamal by, and notes it of actions; true when there were any. */
async function openAnew({ opened, known }: Opening): Promise<boolean> {
  const files = [...opened.values()];
  const starters = kamalStarters(files);
  const anew = files.flatMap((file) => {
    if (file.role !== "workflow" && file.role !== "action") return [];
    const used = startersUsed(file.source.text, starters);
    if (sameTexts(used, file.starters)) return [];
    const earlier = known.get(file.source.path);
    const isKnown =
      earlier?.role === file.role && sameFile(earlier.file, file.file) && sameTexts(used, earlier.starters);
    return [isKnown ? earlier : openWith(used, file)];
  });
  for (const file of await Promise.all(anew)) opened.set(file.file.path, file);
  return anew.length > 0;
}

/** What an action holds is the same, whatever it starts Kamal by. */
async function openWith(starters: readonly string[], opened: OpenedFile): Promise<OpenedFile> {
  return opened.role === "action"
    ? { ...opened, starters }
    : openFile(opened.file, opened.role, { starters });
}

function sameTexts(a: readonly string[], b: readonly string[] = []): boolean {
  return a.length === b.length && a.every((text, index) => text === b[index]);
}

/** References of references are followed this far, which is further than whoever reads the files hands them in. */
const MAX_ROUNDS = 30;

interface Opening {
  readonly files: readonly RepositoryFile[];
  /** Files opened before; equal ones are not opened again. */
  readonly known: ReadonlyMap<string, OpenedFile>;
  readonly opened: Map<string, OpenedFile>;
}

type Related = Omit<Project, "missing" | "possible">;

function knownFiles({ recent, previous, sameCommit }: OpenOptions): ReadonlyMap<string, OpenedFile> {
  return new Map([recent, previous, sameCommit].flatMap((project) => [...(project?.opened ?? [])]));
}

/** Opens the files that get a role, and scripts that something runs in another language than they were read in; true when there were any. */
async function openMore(
  { files, known, opened }: Opening,
  roleFor: (path: string) => FileRole | undefined,
  runners: ReadonlyMap<string, readonly ScriptLanguage[]> = new Map(),
): Promise<boolean> {
  const opening = files.flatMap((file) => {
    const before = opened.get(file.path);
    const isOpen = before !== undefined && before.role !== "possible-script";
    const role = isOpen ? before.role : roleFor(file.path);
    if (role === undefined || (!isOpen && role === before?.role)) return [];
    const runBy = runners.get(file.path)?.filter((language) => isWorthReading(file, role, language)) ?? [];
    if (isOpen && isReadIn(before, runBy)) return [];
    const earlier = known.get(file.path);
    const isReusable =
      earlier !== undefined &&
      isOfRole(earlier, role) &&
      sameFile(earlier.file, file) &&
      isReadIn(earlier, runBy) &&
      isReadIn({ ...earlier, runBy }, earlier.runBy ?? []);
    return [isReusable ? earlier : openFile(file, role, runBy.length > 0 ? { runBy } : {})];
  });
  // side by side, since each of the first few waits for another parser to load
  for (const file of await Promise.all(opening)) opened.set(file.file.path, file);
  return opening.length > 0;
}

/** True for a file that was read in all of those languages. */
function isReadIn({ source, role, runBy }: OpenedFile, languages: readonly ScriptLanguage[]): boolean {
  if (languages.length === 0) return true;
  const read = isScript(role) ? languagesOf(source, role, runBy) : (runBy ?? []);
  return languages.every((language) => read.includes(language));
}

/** What turned out to start Kamal would do so again. */
function isOfRole({ role, possible }: OpenedFile, wanted: FileRole): boolean {
  return role === wanted || (wanted === "possible-script" && possible === true);
}

/** What only all of them together tell. */
function together({ documents, usesKamal }: Related, listing: ReadonlyMap<string, string>): Document[] {
  return usesKamal ? [...documents, ...shellsElsewhere(documents), repositoryListing(listing)] : [];
}

function sameFile(a: RepositoryFile, b: RepositoryFile): boolean {
  if (a === b) return true;
  if (a.mode !== b.mode || !(a.content instanceof Uint8Array) || !(b.content instanceof Uint8Array))
    return false;
  return Buffer.compare(a.content, b.content) === 0;
}

function relate(
  opened: ReadonlyMap<string, OpenedFile>,
  { previous, assumeKamal = false }: OpenOptions,
): Related {
  const files = [...opened.values()];
  const hinted = assumeKamal || files.some(isKamalsOwn) || files.some(namesConfiguration);
  const kamal = kamalDocuments(opened, { usesKamal: hinted, knownPaths: kamalPaths(previous) });
  const usesKamal = hinted || kamal.length > 0;
  const others = usesKamal ? relevantOthers(files) : [];
  const built = builtDockerfiles(kamal);
  const documents = [
    ...kamal,
    ...others.flatMap((file) => documentsOf(file, built)),
    ...(usesKamal ? files.flatMap(runAllTheSame) : []),
  ];
  return { documents: [...new Set(documents)], opened, usesKamal };
}

/** The programs in a file of another kind that something runs. */
function runAllTheSame({ role, runBy, documents }: OpenedFile): Document[] {
  if (!runBy || isScript(role)) return [];
  return documents.filter(
    (document) => document.kind !== "text-file" && "role" in document && document.role === "script",
  );
}

function isScript(role: FileRole): boolean {
  return role === "script" || role === "hook";
}

/** What scripts read in is mostly a file of settings, which is read as such. */
function isWorthReading({ content }: RepositoryFile, role: FileRole, language: ScriptLanguage): boolean {
  if (isScript(role)) return true;
  if (!/^(?:env|login|accessory)-file$/.test(role) || language !== "shell")
    return /^(?:kamal|dockerfile|workflow|action|gemfile|key-file)$/.test(role);
  const text = content instanceof Uint8Array ? Buffer.from(content).toString("latin1") : "";
  return text.split("\n").some((line) => /\$\(|`/.test(line) || !SETTING.test(line));
}

/** One word: behind it, a shell would find commands. */
const SETTING =
  /^\s*(?:#.*|(?:export\s+)?[A-Za-z_][\w.]*\s?[=:] ?(?:"[^"]*"|'[^']*'|[^\s"';&|<>]*)\s*(?:\s#.*)?)?$/;

/** Of Dockerfiles that Kamal does not build, only what may not stand in any file is looked at. */
function documentsOf(file: OpenedFile, built: ReadonlySet<string>): readonly Document[] {
  if (file.role !== "dockerfile" || built.has(file.source.path)) return file.documents;
  return file.documents.filter(({ kind }) => kind === "text-file");
}

function builtDockerfiles(documents: readonly Document[]): ReadonlySet<string> {
  const configurations = documents.filter((document) => document.kind === "kamal-configuration");
  return new Set(configurations.flatMap((one) => builtImageOf(one)?.dockerfile ?? []));
}

/** Nothing but Kamal (or MRSK, its earlier name) keeps files there. */
function isKamalsOwn(file: OpenedFile): boolean {
  return /(?:^|\/)\.(?:kamal|mrsk)\//i.test(file.source.path);
}

/** A script or workflow that deploys with a configuration at a place of its own. */
function namesConfiguration({ documents }: OpenedFile): boolean {
  return documents.some(
    (document) => document.kind === "shell-script" && configurationsNamedBy(document).length > 0,
  );
}

/** All but Kamal's configuration; most workflows have nothing to do with the deployment. */
function relevantOthers(files: readonly OpenedFile[]): OpenedFile[] {
  const workflows = relevantWorkflows(files);
  return files.filter(({ role, source }) => {
    return /^(?:workflow|action)$/.test(role) ? workflows.has(source.path) : role !== "kamal";
  });
}

function kamalPaths(project: Project | undefined): ReadonlySet<string> {
  const files = project?.documents.filter((document) => document.kind === "kamal-file") ?? [];
  return new Set(files.map((file) => file.source.path));
}
