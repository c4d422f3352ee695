/** GitHub's CODEOWNERS: who has to approve changes of which files. */
import type { SourceText } from "../source/source-text.ts";
import { matchesPath } from "./path-pattern.ts";

/** One line: a pattern and the owners of what it matches; without owners it takes files out again. */
export interface OwnerRule {
  readonly segments: readonly string[];
  /** True for patterns that end in a slash: only what lies below such a folder. */
  readonly isFolder: boolean;
  readonly owners: readonly string[];
}

/** More lines than anybody writes; what follows is not read. */
const MAX_LINES = 5_000;

/** Reads the lines of a CODEOWNERS file. */
export function readCodeOwners({ text }: SourceText): OwnerRule[] {
  return text.split(/\r?\n/, MAX_LINES).flatMap((line) => {
    const [pattern, ...owners] = line
      .replace(/(?:^|\s)#.*$/, "")
      .trim()
      .split(/\s+/);
    if (!pattern) return [];
    const parts = pattern.split("/").filter((part) => part !== "");
    const isAnchored = pattern.replace(/\/$/, "").includes("/");
    const segments = isAnchored ? parts : ["**", ...parts];
    return [{ segments, isFolder: pattern.endsWith("/"), owners: owners.filter((owner) => /@/.test(owner)) }];
  });
}

/** True when the last pattern that matches a file names somebody. */
export function hasOwner(rules: readonly OwnerRule[], path: string): boolean {
  return (rules.findLast((rule) => covers(rule, path))?.owners.length ?? 0) > 0;
}

/** A pattern covers a file, or everything below a folder; `folder/*` only the files right in it. */
function covers({ segments, isFolder }: OwnerRule, path: string): boolean {
  const parts = path.split("/");
  if (!isFolder && matchesPath(segments, parts)) return true;
  if (segments.at(-1) === "*") return false;
  return parts.slice(1).some((_, index) => matchesPath(segments, parts.slice(0, index + 1)));
}
