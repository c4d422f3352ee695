/** The files of one deployment on this machine, and which Kamal reads them. */
import { readdir, readFile, stat } from "node:fs/promises";
import { basename, dirname, join, posix, relative, sep } from "node:path";
import { splitDestination } from "../documents/kamal/kamal-file.ts";
import type { DeploymentFiles } from "../documents/kamal/plan/planned-deployment.ts";
import { readRenderedYaml } from "../documents/kamal/read-rendered-yaml.ts";
import { detectVersion } from "../documents/kamal/version/detect.ts";
import type { KamalMajor } from "../documents/kamal/version/kamal-version.ts";
import { kamalVersionOf } from "../documents/kamal/version/of-project.ts";
import { openTree } from "../service/open-tree.ts";
import { decodeFile, isUnreadable, MAX_FILE_BYTES, type RepositoryFile, tooLarge } from "../source/decode.ts";
import type { SourceText } from "../source/source-text.ts";
import { UsageError } from "./exit.ts";
import { folderTree } from "./folder-tree.ts";

/** See the module comment. */
export interface ReadDeployment {
  readonly files: DeploymentFiles;
  readonly destination: string | undefined;
  /** The destinations there are, as far as their files lie beside the base. */
  readonly others: readonly string[];
  /** The repository, when it was given. */
  readonly folder: string | undefined;
}

/** Reads the base and what the destination adds. Throws a UsageError for what can't be read. */
export async function readDeployment(path: string, given: string | undefined): Promise<ReadDeployment> {
  const stats = await stat(path).catch(() => undefined);
  if (!stats) throw new UsageError(`there is no file or folder ${path}`);
  const folder = stats.isDirectory() ? path : undefined;
  const file = folder === undefined ? path : await deployFileIn(folder);
  const split = given === undefined ? await ownDestination(file) : undefined;
  const base = split?.basePath ?? file;
  const destination = given ?? split?.destination;
  const over = destination === undefined ? undefined : await readSource(destinationPath(base, destination));
  const others = await destinationsOf(base);
  return { files: { base: await readSource(base), over }, destination, others, folder };
}

/** Where Kamal looks; a folder that holds the file itself will do. */
async function deployFileIn(folder: string): Promise<string> {
  for (const name of ["config/deploy.yml", "config/deploy.yaml", "deploy.yml"]) {
    if (await isFile(join(folder, name))) return join(folder, name);
  }
  throw new UsageError(`there is no config/deploy.yml in ${folder}`);
}

/** A destination's file that is given by itself belongs to the base beside it. */
async function ownDestination(file: string): Promise<ReturnType<typeof splitDestination>> {
  const split = splitDestination(file.split(sep).join("/"));
  return split && (await isFile(split.basePath)) ? split : undefined;
}

/** As Kamal builds it: the extension of the base is replaced. */
function destinationPath(base: string, destination: string): string {
  return join(dirname(base), `${posix.parse(basename(base)).name}.${destination}.yml`);
}

async function destinationsOf(base: string): Promise<string[]> {
  const names = await readdir(dirname(base)).catch(() => []);
  const splits = names.sort().map(splitDestination);
  return splits.flatMap((split) => (split?.basePath === basename(base) ? [split.destination] : []));
}

async function isFile(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isFile() ?? false;
}

async function readSource(path: string): Promise<SourceText> {
  const source = decodeFile(await readRepositoryFile(path));
  if (isUnreadable(source)) throw new UsageError(`${path} ${source.reason}`);
  return source;
}

async function readRepositoryFile(path: string): Promise<RepositoryFile> {
  const stats = await stat(path).catch(() => undefined);
  if (!stats?.isFile()) throw new UsageError(`there is no file ${path}`);
  if (stats.size > MAX_FILE_BYTES) return { path, mode: "100644", content: { reason: tooLarge(stats.size) } };
  try {
    return { path, mode: "100644", content: await readFile(path) };
  } catch (error) {
    throw new UsageError(`${path} can't be read`, { cause: error });
  }
}

/** The major version that the repository, or else the file by itself, tells; undefined when nothing does. */
export async function detectedMajor(
  { base, over }: DeploymentFiles,
  folder: string | undefined,
): Promise<KamalMajor | undefined> {
  if (folder !== undefined) {
    const { project } = await openTree(folderTree(folder), { assumeKamal: true });
    const path = relative(folder, base.path).split(sep).join("/");
    for (const document of project.documents)
      if (document.kind === "kamal-configuration" && document.source.path === path)
        return kamalVersionOf(document, project).major;
  }
  const majors = [base, ...(over ? [over] : [])].map(majorOfFile);
  return majors.find((major) => major !== undefined);
}

function majorOfFile(source: SourceText): KamalMajor | undefined {
  const read = readRenderedYaml(source);
  return "rendered" in read && read.root?.kind === "map"
    ? detectVersion({ root: read.root }).major
    : undefined;
}
