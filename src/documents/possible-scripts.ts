/** Files whose places say nothing of a deployment and that may start Kamal all the same: some of them are read to see. */
import type { RepositoryFile } from "../source/decode.ts";
import { onceFor } from "../source/once-for.ts";
import { BINSTUB, mayStartKamal, NOT_THE_PROJECT } from "./deployment-scripts.ts";
import type { FileRole } from "./file-role.ts";
import type { OpenedFile } from "./open-file.ts";

/** Each file is a request to GitHub; most repositories have half as many. */
const MAX_BY_PLACE = 40;

/** People's workflows start fewer. */
const MAX_NAMED = 40;

type Listing = ReadonlyMap<string, string>;

/**
 * Roles of the listed paths that workflows name, and of scripts where people keep them, programs and those next to the root first.
 * What a workflow names, or was one at an earlier commit, and can't be had now might be anything: it is taken for one.
 */
export function possibleScripts(
  files: readonly OpenedFile[],
  listing: Listing,
  earlier: readonly OpenedFile[] = [],
): Map<string, FileRole> {
  const before = earlier.flatMap(({ possible, file }) => (possible ? [file.path] : []));
  const likely = [...namedByWorkflows(files, listing), ...before.filter((path) => listing.has(path))];
  const notHad = new Set(files.flatMap(({ file }) => (isHad(file) ? [] : [file.path])));
  const lost = likely.filter((path) => notHad.has(path) && isFile(listing.get(path)));
  return new Map<string, FileRole>([
    ...[...likely, ...possibleByPlace(listing)].map((path) => [path, "possible-script"] as const),
    ...lost.map((path) => [path, "script"] as const),
  ]);
}

function namedByWorkflows(files: readonly OpenedFile[], listing: Listing): readonly string[] {
  const own = files.filter(({ role }) => role === "workflow" || role === "action");
  const named = own.flatMap((file) => pathsNamedBy(file)).filter((path) => listing.has(path));
  return [...new Set(named)].slice(0, MAX_NAMED);
}

function isHad({ content }: RepositoryFile): boolean {
  return content instanceof Uint8Array;
}

/** No link and no other repository; a listing may leave the modes out. */
function isFile(mode = ""): boolean {
  return /^(?:|100\d+)$/.test(mode);
}

/** Those that are looked at wherever Kamal is used. */
export const possibleByPlace: (listing: Listing) => readonly string[] = onceFor((listing) => {
  const found = [...listing].flatMap(([path, mode]) =>
    isFile(mode) && mayStartKamal(path) ? [{ path, rank: rankOf(path, mode) }] : [],
  );
  return found
    .sort((a, b) => a.rank - b.rank || (a.path < b.path ? -1 : 1))
    .slice(0, MAX_BY_PLACE)
    .map(({ path }) => path);
});

function rankOf(path: string, mode: string): number {
  return path.split("/").length + (mode === "100755" ? 0 : 0.5);
}

/** `run: ./tools/ship.sh`, `bin/ops` in a workflow. */
const pathsNamedBy: (file: OpenedFile) => readonly string[] = onceFor(({ source }) => {
  const words = [...source.text.matchAll(PATH)].map(([, path = ""]) => path);
  return words.filter((path) => !NOT_THE_PROJECT.test(path) && !BINSTUB.test(path));
});

const PATH =
  /(?<![\w./-])(?:\.\/)?((?:[\w-][\w.-]{0,60}\/){0,6}(?:[\w-]{1,80}\.(?:sh|bash|rb|py|[cm]?[jt]s)|(?<=\/)[\w-]{1,80}))(?![\w./-])/g;
