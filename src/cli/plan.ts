/** `kamal-review plan`: what Kamal would run for a configuration, or what a branch changes about it. */
import { readFile, stat } from "node:fs/promises";
import { basename, dirname, join, posix } from "node:path";
import { parseArgs } from "node:util";
import { splitDestination } from "../documents/kamal/kamal-file.ts";
import type { PlanOptions } from "../documents/kamal/plan/plan.ts";
import { type DeploymentFiles, plannedDeployment } from "../documents/kamal/plan/planned-deployment.ts";
import { NAMING_WORDING, PLACEHOLDER_WORDING } from "../documents/kamal/plan/wording.ts";
import { planJson } from "../report/plan-json.ts";
import { planText } from "../report/plan-terminal.ts";
import { hiddenValues } from "../review/hidden-values.ts";
import { RULES } from "../rules/index.ts";
import { decodeFile, isUnreadable, MAX_FILE_BYTES, type RepositoryFile, tooLarge } from "../source/decode.ts";
import type { SourceText } from "../source/source-text.ts";
import { EXIT, type ExitCode, UsageError } from "./exit.ts";
import type { Terminal } from "./scan.ts";

/** Help of the command. */
export const PLAN_USAGE = `kamal-review plan [PATH=.] [--destination NAME] [--base REF] [--version TAG] [--kamal 1|2] [--format text|json]

Shows the commands Kamal would run for PATH, a repository with config/deploy.yml in it or a deploy file. Nothing is run and no
secret is looked up. With --base, shows what the commit checked out there changes on the servers since its common ancestor with
REF. --kamal says which major version reads the file; otherwise it is detected. Exit code 0: there is a plan, or the reason why
there is none; 2: the input could not be read.`;

const FORMATS = ["text", "json"] as const;

/** Stands for the tag of the image when none is given. */
const SOME_VERSION = "<version>";

interface CommandOptions {
  readonly path: string;
  readonly destination: string | undefined;
  readonly base: string | undefined;
  readonly version: string;
  readonly kamal: 1 | 2 | undefined;
  readonly format: (typeof FORMATS)[number];
}

/** Runs the command. Throws UsageError and GitError for what the person has to change. */
export async function plan(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const options = readOptions(args);
  const { files, destination } = await readDeployment(options.path, options.destination);
  const major = options.kamal ?? 2;
  const wording = options.format === "json" ? PLACEHOLDER_WORDING : NAMING_WORDING;
  const hidden = await hiddenValues([files.base, ...(files.over ? [files.over] : [])], RULES);
  const planOptions: PlanOptions = {
    version: options.version,
    major,
    destination,
    wording: { ...wording, written: hidden },
  };
  const planned = plannedDeployment(files, planOptions);
  terminal.write(
    options.format === "json"
      ? planJson(planned, planOptions)
      : planText(planned, planOptions, terminal.paint),
  );
  return EXIT.clean;
}

function readOptions(args: readonly string[]): CommandOptions {
  const { values, positionals } = parse(args);
  if (positionals.length > 1) throw new UsageError("plan takes one path");
  const format = FORMATS.find((one) => one === values.format);
  if (!format) throw new UsageError(`--format must be one of ${FORMATS.join(", ")}`);
  if (values.kamal !== undefined && values.kamal !== "1" && values.kamal !== "2")
    throw new UsageError("--kamal must be 1 or 2");
  return {
    path: positionals[0] ?? ".",
    destination: values.destination,
    base: values.base,
    version: values.version ?? SOME_VERSION,
    kamal: values.kamal === undefined ? undefined : values.kamal === "1" ? 1 : 2,
    format,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        destination: { type: "string", short: "d" },
        base: { type: "string" },
        version: { type: "string" },
        kamal: { type: "string" },
        format: { type: "string", default: "text" },
      },
    });
  } catch (error) {
    throw new UsageError(
      error instanceof Error ? (error.message.split(". ")[0] ?? "") : "the options can't be read",
      { cause: error },
    );
  }
}

/** The files of one deployment and the destination they are for. */
interface ReadDeployment {
  readonly files: DeploymentFiles;
  readonly destination: string | undefined;
}

async function readDeployment(path: string, given: string | undefined): Promise<ReadDeployment> {
  const stats = await stat(path).catch(() => undefined);
  if (!stats) throw new UsageError(`there is no file or folder ${path}`);
  const file = stats.isDirectory() ? await deployFileIn(path) : path;
  const split = given === undefined ? await ownDestination(file) : undefined;
  const base = split?.basePath ?? file;
  const destination = given ?? split?.destination;
  const over = destination === undefined ? undefined : await readSource(destinationPath(base, destination));
  return { files: { base: await readSource(base), over }, destination };
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
  const split = splitDestination(file);
  return split && (await isFile(split.basePath)) ? split : undefined;
}

/** As Kamal builds it: the extension of the base is replaced. */
function destinationPath(base: string, destination: string): string {
  const name = basename(base);
  const stem = posix.parse(name).name;
  return join(dirname(base), `${stem}.${destination}.yml`);
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
