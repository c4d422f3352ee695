/** Hooks that make the checks of one that is gone. */
import { posix } from "node:path";
import type { TextFile } from "../../../documents/document.ts";
import { baseNameOf } from "../scripts/script-files.ts";
import { checksSomething, isGate, weakenings } from "./gates.ts";

/** The checks of `pre-deploy` are made in `pre-build` from now on, which runs before it: true for such a hook of the same folder. */
export function takesOver(file: TextFile, other: TextFile): boolean {
  const [was, is] = [file, other].map((one) => ORDER.indexOf(baseNameOf(one)));
  if (was === undefined || is === undefined || is < 0 || was < is || other.mode === "100644") return false;
  const isSamePlace = posix.dirname(file.source.path) === posix.dirname(other.source.path);
  if (!isSamePlace || !isGate(other) || !checksSomething(other)) return false;
  return weakenings(file.source.text, other.source.text).length === 0;
}

/** What every deployment runs, in this order. */
const ORDER = ["pre-connect", "pre-build", "pre-deploy"];
