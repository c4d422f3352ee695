/** HK-08 in Ruby, Python and JavaScript: a file with a name that can be foreseen, where everybody may write. */
import type { Expression, Program, TextPart } from "../../../documents/program/program.ts";
import type { Problem } from "../../../engine/rule.ts";
import { pathUses, shownParts } from "./path-values.ts";

const SHARED = /^(?:\/tmp|\/var\/tmp|\/dev\/shm)\/./;

/** One finding a path. */
export function* checkProgram(program: Program): Iterable<Problem> {
  for (const { access, path, parts } of pathUses(program)) {
    if (access !== "write" || !(SHARED.test(shownParts(parts)) || startsInTemporary(parts))) continue;
    if (parts.some((part) => part.kind === "value" && isRandom(part.value))) continue;
    yield {
      at: path,
      message: "Another user of this machine can put a file or a link under this name first.",
      fix: FIX[program.language],
    };
  }
}

const FIX = {
  ruby: "Let `Tempfile.create` or `Dir.mktmpdir` choose the name.",
  python: "Let `tempfile.NamedTemporaryFile` or `tempfile.TemporaryDirectory` choose the name.",
  javascript: "Let `fs.mkdtemp` make a folder of your own for it.",
};

/** `File.join(Dir.tmpdir, "release.tar")`. */
function startsInTemporary(parts: readonly TextPart[]): boolean {
  const [first, second] = parts;
  if (first?.kind !== "value" || second?.kind !== "literal") return false;
  const { value } = first;
  const path = value.kind === "call" ? value.call.path : "";
  return /^(?:Dir\.tmpdir|os\.tmpdir|tempfile\.gettempdir)$/.test(path);
}

const RANDOM =
  /^(?:SecureRandom|secrets|uuid|crypto|Tempfile|tempfile\.(?:mk|Named|Temporary)|Dir\.mktmpdir|fs\.mkdtemp|os\.urandom|nanoid)/;

function isRandom(value: Expression): boolean {
  return value.kind === "call"
    ? RANDOM.test(value.call.path)
    : value.kind === "name" && /dir|tmp|temp/i.test(value.name);
}
