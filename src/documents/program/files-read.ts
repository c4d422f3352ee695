/** The files that a program reads in, also by way of those that only hand on what others define: `lib/index.ts`, `lib/__init__.py`. */
import type { Document } from "../document.ts";
import { scriptsCalledByProgram } from "./called-programs.ts";
import type { Program } from "./program.ts";

const HANDS_ON = /(?:^|\/)(?:index\.[cm]?[jt]s|__init__\.py)$/;

/** Nobody hands on what was handed on more often. */
const MAX_STEPS = 3;

/** Their paths; those that don't exist do no harm. */
export function filesReadBy(
  program: Program,
  { documents }: { readonly documents: readonly Document[] },
): ReadonlySet<string> {
  const read = new Set<string>();
  let last: readonly Program[] = [program];
  for (let step = 0; step < MAX_STEPS && last.length > 0; step++) {
    const found = new Set(last.flatMap(scriptsCalledByProgram).map(({ path }) => path));
    const further = [...found].some((path) => HANDS_ON.test(path) && !read.has(path));
    last = further
      ? documents.filter(
          (one): one is Program =>
            one.kind === "program" &&
            HANDS_ON.test(one.source.path) &&
            found.has(one.source.path) &&
            !read.has(one.source.path),
        )
      : [];
    for (const path of found) read.add(path);
  }
  return read;
}
