/** Files whose mere existence tells the major version. */
import { sourceText } from "../../../source/source-text.ts";
import type { VersionEvidence } from "./evidence.ts";
import type { KamalMajor } from "./kamal-version.ts";

const TELLING: readonly { readonly path: RegExp; readonly major: KamalMajor }[] = [
  { path: /(?:^|\/)\.kamal\/secrets(?:-common|\.[^/]+)?$/, major: 2 },
  { path: /(?:^|\/)\.kamal\/hooks\/(?:(?:pre|post)-(?:proxy-reboot|app-boot))$/, major: 2 },
  { path: /(?:^|\/)\.kamal\/hooks\/(?:pre|post)-traefik-reboot$/, major: 1 },
  { path: /(?:^|\/)\.env(?:\.[^/]+)?\.erb$/, major: 1 },
  { path: /(?:^|\/)\.mrsk\/hooks\/[^/]+$/, major: 1 },
];

/** The traces in a list of paths. */
export function evidenceInPaths(paths: Iterable<string>): VersionEvidence[] {
  const found: VersionEvidence[] = [];
  for (const path of paths) {
    const telling = TELLING.find((candidate) => candidate.path.test(path));
    if (!telling) continue;
    const at = { source: sourceText(path, ""), span: { start: 0, end: 0 } };
    const because = `\`${path}\` is a file of Kamal ${telling.major}`;
    found.push({ kind: "file", major: telling.major, version: undefined, at, because });
  }
  return found;
}
