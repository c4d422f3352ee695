/** Modes that Ruby, Python and JavaScript give to files. */
import {
  type Call,
  type Expression,
  literalOf,
  optionOf,
  type Program,
  pathOf,
} from "../../../documents/program/program.ts";
import { type OnlyValueOf, onlyValuesIn } from "../../../documents/program/variables.ts";

/** A mode, as digits or as `chmod` spells it, and the files that get it, as far as they are spelled out. */
export interface GivenMode {
  readonly at: Expression;
  readonly mode: string;
  readonly paths: readonly string[];
}

/** In order of appearance. */
export function modesGiven(program: Program): GivenMode[] {
  const onlyValueOf = onlyValuesIn(program);
  return program.calls.flatMap((call) => {
    const [at, files] = modeAndFiles(call);
    const mode = at && modeText((at.kind === "name" ? onlyValueOf(at) : undefined) ?? at);
    return at && mode !== undefined
      ? [{ at, mode, paths: files.flatMap((file) => pathsOf(file, onlyValueOf)) }]
      : [];
  });
}

/** Whose functions take the path first: of modules, not of the file itself. */
const MODULE = /^(?:File|FileUtils|os|fs(?:\.promises)?|Deno|shelljs)$/;

function modeAndFiles(call: Call): [Expression | undefined, readonly Expression[]] {
  const { path, method, receiver, arguments: values } = call;
  if (/^(?:File\.l?chmod|FileUtils\.chmod(?:_R)?)$/.test(path)) return [values[0], values.slice(1)];
  if (path === "shelljs.chmod") return [values.at(-2), values.slice(-1)];
  if (/^(?:os\.l?chmod|fs\.(?:promises\.)?l?chmod(?:Sync)?|Deno\.chmod(?:Sync)?)$/.test(path))
    return [values[1], values.slice(0, 1)];
  if (receiver && /^l?chmod$/.test(method) && !MODULE.test(pathOf(receiver) ?? ""))
    return [values[0], receiver.kind === "call" ? receiver.call.arguments : [receiver]];
  if (/^(?:FileUtils\.)?(?:mkdir|mkdir_p|makedirs|mkpath|install)$/.test(path))
    return [optionOf(call, "mode"), path.endsWith("install") ? values.slice(1) : values];
  if (/^(?:Dir\.mkdir|os\.(?:mkdir|makedirs)|fs\.(?:promises\.)?mkdir(?:Sync)?)$/.test(path))
    return [values[1] ?? optionOf(call, "mode"), values.slice(0, 1)];
  if (receiver && /^(?:mkdir|touch)$/.test(method))
    return [optionOf(call, "mode"), receiver.kind === "call" ? receiver.call.arguments : [receiver]];
  if (/^(?:File\.(?:write|open)|IO\.write|fs\.(?:promises\.)?(?:writeFile|appendFile)(?:Sync)?)$/.test(path))
    return [optionOf(call, "perm") ?? optionOf(call, "mode") ?? thirdOf(call), values.slice(0, 1)];
  return [undefined, []];
}

/** `File.open(path, "w", 0644)` */
function thirdOf({ path, arguments: values }: Call): Expression | undefined {
  return path === "File.open" ? values[2] : undefined;
}

/** `os.umask(0)`: the mask that takes nothing away from what files are made with. */
export function openMasks({ calls }: Program): Expression[] {
  return calls.flatMap((call) => {
    const [mask] = /^(?:os|process|File)\.umask$/.test(call.path) ? call.arguments : [];
    return mask?.kind === "constant" && /^0?[oO]?0+$/.test(mask.text) ? [mask] : [];
  });
}

/** The path as it is written, and what the variable holds that stands for it. */
function pathsOf(file: Expression, onlyValueOf: OnlyValueOf): string[] {
  const value = file.kind === "name" ? onlyValueOf(file) : undefined;
  return [file, ...(value ? [value] : [])].map(writtenPath);
}

/** As far as it is spelled out: `File.join(home, ".ssh", "id_rsa")` is `id_rsa`. */
function writtenPath(file: Expression): string {
  const last =
    file.kind === "call" ? file.call.arguments.at(file.call.path === "File.expand_path" ? 0 : -1) : undefined;
  return literalOf(file) ?? pathOf(file) ?? (last ? (literalOf(last) ?? pathOf(last)) : undefined) ?? "";
}

/** `0777`, `0o777`, `"777"`, `"a+w"`; undefined for anything that is computed. */
function modeText(at: Expression): string | undefined {
  const text = literalOf(at) ?? (at.kind === "constant" ? at.text : undefined);
  if (text === undefined) return modeOfFlags(at);
  const digits = /^0?[oO]?([0-7]{3,4})$/.exec(text)?.[1];
  return digits ?? (/^[ugoa]*[+=][rwxXst]+$/.test(text) ? text : undefined);
}

/** `stat.S_IRWXU | stat.S_IRWXG`, `fs.constants.S_IRWXO`. */
function modeOfFlags(at: Expression): string | undefined {
  const flags = at.kind === "mixed" ? at.parts : [at];
  const bits = flags.map((flag) => FLAGS[/\bS_(I\w{4,5})$/.exec(pathOf(flag) ?? "")?.[1] ?? ""]);
  if (!bits.every((bit) => bit !== undefined)) return undefined;
  return bits
    .reduce((all, bit) => all | bit, 0)
    .toString(8)
    .padStart(3, "0");
}

const FLAGS: Readonly<Record<string, number>> = {
  IRWXU: 0o700,
  IRUSR: 0o400,
  IWUSR: 0o200,
  IXUSR: 0o100,
  IRWXG: 0o070,
  IRGRP: 0o040,
  IWGRP: 0o020,
  IXGRP: 0o010,
  IRWXO: 0o007,
  IROTH: 0o004,
  IWOTH: 0o002,
  IXOTH: 0o001,
  ISUID: 0o4000,
  ISGID: 0o2000,
};
