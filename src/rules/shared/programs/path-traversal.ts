/** HK-07 in Ruby, Python and JavaScript: somebody else decides which file is read or written. */
import { type Call, optionOf, type Program } from "../../../documents/program/program.ts";
import { type OnlyValueOf, onlyValuesIn } from "../../../documents/program/variables.ts";
import type { Project } from "../../../documents/project.ts";
import type { Problem } from "../../../engine/rule.ts";
import type { Severity } from "../../../engine/severity.ts";
import { whatArrives } from "./flow-message.ts";
import { fetchedFilesIn } from "./kept-downloads.ts";
import { type OriginOf, originsIn } from "./origins.ts";
import { type PathUse, pathUses, shownParts } from "./path-values.ts";
import { type Origin, type Source, worstOrigin } from "./trust.ts";

/** Paths of files, and archives that name their files themselves. */
export function* checkProgram(program: Program, project: Project): Iterable<Problem> {
  const originOf = originsIn(program, "path", project);
  const found = pathUses(program).flatMap((use) => judge(use, originOf) ?? []);
  const told = new Set(found.flatMap((one) => (makesFolder(one) ? [] : [startOf(one.source)])));
  for (const one of found) if (!makesFolder(one) || !told.has(startOf(one.source))) yield one.problem;
  yield* archives(program, originOf);
}

const DONE = { read: "read", write: "written", delete: "deleted", "delete-all": "deleted" };

interface Judged {
  readonly use: PathUse;
  readonly source: Source | undefined;
  readonly problem: Problem;
}

/** Of the folder for a file that is told of anyway, nothing has to be said. */
function makesFolder({ use }: Judged): boolean {
  return /(?:^|\.)(?:mkdir\w*|makedirs|ensureDir\w*)$/i.test(use.call.path);
}

function startOf(source: Source | undefined): number {
  return source?.place.span.start ?? -1;
}

function judge(use: PathUse, originOf: OriginOf): Judged | undefined {
  const { parts, path, access, call } = use;
  if (/^(?:\.\.\/){2}/.test(shownParts(parts)))
    return {
      use,
      source: undefined,
      problem: {
        at: path,
        severity: "medium",
        message: `This path leaves the repository, so what is ${DONE[access]} here was not reviewed with it.`,
      },
    };
  if (originOf(path).trust === "constant") return undefined;
  const values = parts.flatMap((part) => (part.kind === "value" ? [part] : []));
  const judged = values.map((part) => ({ part, origin: originOf(part.value) }));
  const worst = worstOrigin(judged.map(({ origin }) => origin));
  const grave = judged.find(({ origin }) => origin === worst);
  const decided = grave && severityOf(worst, parts.length > 1 || values.length > 1);
  const severity = decided && access === "delete-all" ? "high" : decided;
  if (!severity || (access === "delete-all" && grave?.part === parts[0])) return undefined;
  const message = `${whatArrives(worst, call)} decides which file is ${DONE[access]} here.`;
  return { use, source: worst.source, problem: { at: path, severity, message } };
}

/** A whole path that the person who starts the script types is meant; a commit id makes a poor `../..`. */
function severityOf({ trust, source }: Origin, isPartOfPath: boolean): Severity | undefined {
  if (!source || /urlretrieve/.test(source.label)) return undefined; // gives back a name of its own
  if (trust === "outside") return "high";
  const isTyped = trust === "given" && !/\b(?:ENV|environ|getenv|env)\b/.test(source.label);
  if (isTyped || (trust === "unknown" && /input/i.test(source.label)))
    return isPartOfPath ? "medium" : undefined;
  return trust === "given" && !/VERSION/.test(source.label) ? "medium" : undefined;
}

/** Archives of Python are unpacked wherever their entries say, unless a filter is given. */
function* archives(program: Program, originOf: OriginOf): Iterable<Problem> {
  if (program.language !== "python" || !/\btarfile\b|\bunpack_archive\b/.test(program.source.text)) return;
  const fetchedAs = fetchedFilesIn(program, originOf);
  const onlyValueOf = onlyValuesIn(program);
  for (const call of program.calls) {
    const unpacks =
      call.method === "extractall" || call.path === "shutil.unpack_archive" || isOfArchive(call, onlyValueOf);
    if (!unpacks || optionOf(call, "filter") || /zip/i.test(call.path)) continue;
    const origin = worstOrigin([...call.arguments, ...(call.receiver ? [call.receiver] : [])].map(originOf));
    const opened = call.receiver?.kind === "name" ? onlyValueOf(call.receiver) : call.receiver;
    const files = [...call.arguments, ...(opened?.kind === "call" ? opened.call.arguments : [])];
    const isFetched = files.some((file) => fetchedAs?.(file) !== undefined);
    const isForeign = isFetched || origin.trust === "outside" || origin.source?.download === true;
    const message = "The archive decides where its files are written here, also outside of the folder.";
    yield {
      at: call,
      severity: isForeign ? "high" : "medium",
      message,
      fix: 'Give `filter="data"`, which refuses entries that leave the folder.',
    };
  }
}

/** `for member in archive: archive.extract(member, folder)` */
function isOfArchive({ method, receiver }: Call, onlyValueOf: OnlyValueOf): boolean {
  const archive = receiver?.kind === "name" ? onlyValueOf(receiver) : undefined;
  return (
    method === "extract" && archive?.kind === "call" && /^tarfile\.(?:open|TarFile)/.test(archive.call.path)
  );
}
