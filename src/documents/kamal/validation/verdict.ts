/** Whether a configuration can be deployed with the Kamal that the project seems to use. */

import { get, isTrue } from "../../yaml/yaml-node.ts";
import type { KamalConfiguration } from "../configuration.ts";
import { splitDestination } from "../kamal-file.ts";
import { settingsOf } from "../schema/shape.ts";
import { compareVersions, FIRST_STRICT, type KamalVersion, LATEST } from "../version/kamal-version.ts";
import { kamalVersionOf, type ProjectDocuments } from "../version/of-project.ts";
import type { Rejection } from "./rejection.ts";
import { rejectionsOf } from "./rejection-of.ts";

/** See the module comment. */
export interface Verdict {
  readonly rejections: readonly Rejection[];
  /** The release that would refuse the configuration. */
  readonly version: KamalVersion;
  /** `certain` when the release or its major version is fixed somewhere; `both` when no major version would take the file. */
  readonly sureness: "certain" | "likely" | "both";
}

/** Undefined when nothing can be said against the configuration. */
export function verdictOf(configuration: KamalConfiguration, project: ProjectDocuments): Verdict | undefined {
  const detected = kamalVersionOf(configuration, project);
  const isPartial = mayBePartial(configuration, project);
  const judge = (version: KamalVersion): Rejection[] =>
    rejectionsOf(configuration, version, { isPartial, distrustsFallbacks: true }).filter((rejection) =>
      counts(rejection, detected.version),
    );
  const { major, decidedBy } = detected;
  if (decidedBy === "pinned" || decidedBy === "required" || decidedBy === "file") {
    if (major === undefined) return undefined;
    const version = detected.version ?? LATEST[major];
    if (compareVersions(version, FIRST_STRICT) < 0) return undefined;
    return verdict(judge(version), version, decidedBy === "file" ? "likely" : "certain");
  }
  const [first, second] = major === 1 ? [LATEST[1], LATEST[2]] : [LATEST[2], LATEST[1]];
  const rejections = judge(first);
  if (rejections.length === 0 || judge(second).length === 0) return undefined;
  if (major !== undefined) return verdict(rejections, first, "likely");
  return verdict(detected.isMixed ? rejections.flatMap(withoutOtherMajor) : rejections, first, "both");
}

function verdict(
  rejections: readonly Rejection[],
  version: KamalVersion,
  sureness: Verdict["sureness"],
): Verdict | undefined {
  return rejections.length > 0 ? { rejections, version, sureness } : undefined;
}

/** In a file with keys of both majors, that is the mistake, and each key by itself is none. */
function withoutOtherMajor(rejection: Rejection): Rejection[] {
  const { unknownKeys, section } = rejection;
  if (!unknownKeys || !section) return [rejection];
  const invented = unknownKeys.filter(({ text }) => settingsOf(section, text).length === 0);
  return invented.length > 0 ? [{ ...rejection, unknownKeys: invented }] : [];
}

/** Without a fixed release, a newer Kamal may well be in use, and a missing destination is no fault of the file. */
function counts({ fault }: Rejection, pinned: KamalVersion | undefined): boolean {
  if (fault === "destination") return false;
  return fault !== "release" || pinned !== undefined;
}

/** A base whose destinations, readable or not, may add what it lacks. */
function mayBePartial({ destination, root, source }: KamalConfiguration, project: ProjectDocuments): boolean {
  if (destination !== undefined) return false;
  if (isTrue(get(root, "require_destination"))) return true;
  return project.documents.some((document) => {
    if (document.kind === "unreadable-file")
      return splitDestination(document.source.path)?.basePath === source.path;
    const isOurs = document.kind === "kamal-file" && document.basePath === source.path;
    return isOurs && document.destination !== undefined;
  });
}
