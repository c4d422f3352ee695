/** HK-06 in Ruby, Python and JavaScript: whole folders are deleted whose names others decide, or that hold everything. */
import { type Expression, literalOf, type Program, pathOf } from "../../../documents/program/program.ts";
import type { Project } from "../../../documents/project.ts";
import type { Problem } from "../../../engine/rule.ts";
import { variableLookedUp } from "./environment.ts";
import { whatArrives } from "./flow-message.ts";
import { type OriginOf, originsIn } from "./origins.ts";
import { type PathUse, pathUses, shownParts } from "./path-values.ts";
import { isRequired } from "./required-variables.ts";
import { isAtLeastTrust, type Origin } from "./trust.ts";
import { type ValuesOf, valuesIn, valuesInside } from "./values-inside.ts";

/** Folders that hold a system or somebody's whole home. */
const EVERYTHING =
  /^(?:\/|\/\*|~|~\/\*?|\.\.?\/?|\.\.(?:\/\.\.)*\/?\*?|\/(?:bin|boot|dev|etc|home|lib|opt|root|sbin|srv|usr|var)(?:\/\*?)?)$/;

/** One finding a path. */
export function* checkProgram(program: Program, project: Project): Iterable<Problem> {
  const originOf = originsIn(program, "path", project);
  const valuesOf = valuesIn(program);
  for (const use of [...pathUses(program), ...removedByStarts(program)]) {
    if (use.access !== "delete-all") continue;
    const message = messageFor(use, originOf, valuesOf, program);
    if (message) yield { at: use.path, message };
  }
}

/** `subprocess.run(["rm", "-rf", folder])`; of paths with something spelled out the shell text tells. */
function removedByStarts({ starts }: Program): PathUse[] {
  return starts.flatMap(({ call, form, passesOn, words }) => {
    const at = words.findIndex((word) => literalOf(word) === "rm");
    const isRemoval = form === "argv" && !passesOn && (at === 0 || literalOf(words[at - 1]) === "sudo");
    const given = isRemoval ? words.slice(at + 1) : [];
    if (!given.some((word) => /^-(?:\w*[rR]|-recursive)/.test(literalOf(word) ?? ""))) return [];
    const folders = given.filter(({ kind }) => /^(?:name|member|call)$/.test(kind));
    return folders.map((path): PathUse => {
      const parts = [{ kind: "value" as const, value: path, span: path.span }];
      return { call, access: "delete-all", path, parts };
    });
  });
}

function messageFor(
  use: PathUse,
  originOf: OriginOf,
  valuesOf: ValuesOf,
  program: Program,
): string | undefined {
  const { parts, path, call } = use;
  const text = shownParts(parts);
  if (EVERYTHING.test(text)) return `Everything below \`${text}\` is deleted here.`;
  const [start] = parts;
  if (start?.kind === "value" && /^\$(?:\/\.\.)+\/?\*?$/.test(text) && isOwnFolder(start.value))
    return "A folder around the one it is started in is deleted here.";
  if (isHome(path)) return "The whole home folder is deleted here.";
  const [first] = parts;
  if (originOf(path).trust === "constant") return undefined;
  if (first?.kind === "literal") return folderLeft(use, valuesOf, program);
  if (first?.kind !== "value" || isGuarded(first.value) || hasFallback(first.value, valuesOf))
    return undefined;
  const origin = originOf(first.value);
  if (!isAtLeastTrust(origin.trust, "unknown") || !origin.source) return undefined;
  return parts.length === 1
    ? chosen(origin, path)
    : `${whatArrives(origin, call)} names the folder that is deleted here; when it is empty, that is \`${text.replace(/^\$/, "")}\`.`;
}

/** `"/srv/#{ENV["APP"]}"` is all of `/srv/` in Ruby, which makes nothing of what is not set. */
function folderLeft({ parts, call }: PathUse, valuesOf: ValuesOf, program: Program): string | undefined {
  const [folder, part, ...rest] = parts;
  if (folder?.kind !== "literal" || !/^(?:\/(?:\w+\/)?|~\/)$/.test(folder.text) || part?.kind !== "value")
    return undefined;
  const [after] = rest;
  if (after && (after.kind !== "literal" || !/^[/*]/.test(after.text))) return undefined;
  const inside = [...valuesInside(part.value, valuesOf, () => [])];
  const variable = inside.find(isVariable);
  if (variable?.kind !== "member" || variable.of.kind !== "name" || variable.of.name !== "ENV")
    return undefined;
  if (hasFallback(part.value, valuesOf) || inside.some(isAskedFor)) return undefined;
  if (isRequired(variable.name ?? "", call, program)) return undefined;
  const left = `${folder.text}${after?.kind === "literal" ? after.text : ""}`;
  return `This deletes \`${left}\` when \`${variable.name}\` is not set.`;
}

/** `abort "no app" unless app`, `if ENV["APP"].to_s.empty?` */
function isAskedFor({ source, span, kind }: Expression): boolean {
  if (!/^(?:name|member)$/.test(kind)) return false;
  const written = source.text.slice(span.start, span.end).replace(/[^\w\s]/g, "\\$&");
  return new RegExp(
    `\\b(?:unless|if|and|or)\\s+!?${written}(?!\\w)|${written}(?:\\.\\w+)*\\.(?:nil|empty|blank|present)\\?`,
  ).test(source.text);
}

function chosen(origin: Origin, path: Expression): string {
  return `${whatArrives(origin, path)} names the folder that is deleted here.`;
}

/** A variable that must be there, and that the owner of the machine sets. */
function isGuarded(value: Expression): boolean {
  const name = variableLookedUp(value);
  if (name === undefined) return false;
  if (value.kind === "call") return value.call.path === "ENV.fetch" && value.call.arguments.length === 1;
  return value.kind === "member" && /environ$/.test(value.path.replace(/\.[^.]*$/, ""));
}

/** `os.getenv("CACHE", "tmp/cache")`, `ENV["CACHE"] || "tmp/cache"`: never empty. */
function hasFallback(value: Expression, valuesOf: ValuesOf): boolean {
  return [...valuesInside(value, valuesOf)].some((one) => {
    const parts = one.kind === "either" ? one.parts : one.kind === "call" ? one.call.arguments : [];
    const isLookup = one.kind === "either" ? parts.some(isVariable) : isVariable(one);
    return isLookup && parts.length > 1 && (literalOf(parts.at(-1)) ?? "") !== "";
  });
}

function isVariable(value: Expression): boolean {
  return variableLookedUp(value) !== undefined;
}

/** Where the script lies, or where it was started. */
function isOwnFolder(value: Expression): boolean {
  const path = value.kind === "call" ? value.call.path : (pathOf(value) ?? "");
  return /^(?:Dir\.pwd|Rails\.root|__dir__|__dirname|os\.getcwd|process\.cwd)$/.test(path);
}

function isHome(path: Expression): boolean {
  if (path.kind === "call") return /^(?:Dir\.home|os\.homedir|Path\.home)$/.test(path.call.path);
  return variableLookedUp(path) === "HOME";
}
