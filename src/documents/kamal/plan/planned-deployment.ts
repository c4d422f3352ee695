/** Base and destination file -> the plan, Kamal's refusal, or where Ruby leaves it open. */
import type { SourceText } from "../../../source/source-text.ts";
import type { RenderedErb } from "../../erb/render-erb.ts";
import { rubyBlocks } from "../../erb/ruby-blocks.ts";
import type { YamlMap } from "../../yaml/yaml-node.ts";
import { mergeFiles } from "../merge.ts";
import { readRenderedYaml } from "../read-rendered-yaml.ts";
import type { Rejection } from "../validation/rejection.ts";
import { rejectionOfFile, rejectionOfRoot } from "../validation/rejection-of.ts";
import { LATEST, versionText } from "../version/kamal-version.ts";
import { type Plan, type PlanOptions, planOf } from "./plan.ts";

/** The files of one deployment. */
export interface DeploymentFiles {
  readonly base: SourceText;
  /** What `-d` adds. */
  readonly over: SourceText | undefined;
}

/** What can be said about one deployment. */
export type PlannedDeployment =
  | { readonly kind: "plan"; readonly plan: Plan }
  | { readonly kind: "rejected"; readonly rejection: Rejection }
  /** The reason completes a sentence that starts with the place. */
  | { readonly kind: "open"; readonly path: string; readonly line: number; readonly reason: string };

/** A file with a map at its top. */
interface ReadFile {
  readonly root: YamlMap;
  readonly rendered: RenderedErb;
}

/** Reads the files as that major of Kamal does and plans what they say. */
export function plannedDeployment(files: DeploymentFiles, options: PlanOptions): PlannedDeployment {
  const { major, destination } = options;
  const environment: Record<string, string> =
    major === 2 && destination !== undefined ? { KAMAL_DESTINATION: destination } : {};
  const read: ReadFile[] = [];
  for (const source of files.over ? [files.base, files.over] : [files.base]) {
    const result = readRenderedYaml(source, environment);
    if ("rendered" in result && result.root?.kind === "map") {
      read.push({ root: result.root, rendered: result.rendered });
      continue;
    }
    const rejection = rejectionOfFile(source, result, { version: major, destination });
    return rejection ? { kind: "rejected", rejection } : openAt(source, 0, "is decided by Ruby as a whole");
  }
  const open = read.map(({ rendered }) => openPart(rendered)).find((part) => part !== undefined);
  const rendered = read.map((file) => file.rendered);
  const root = read.map((file) => file.root).reduce(mergeFiles);
  const rejection = rejectionOfRoot(root, { version: major, destination, rendered });
  if (rejection) return { kind: "rejected", rejection };
  return open ?? { kind: "plan", plan: planOf(root, options) };
}

/** Structure that Ruby decides: branches, loops, and output that may be any YAML. */
function openPart(rendered: RenderedErb): PlannedDeployment | undefined {
  const { source } = rendered.derived;
  const inserted = rendered.tags.find(({ leftOut }) => leftOut);
  if (inserted) return openAt(source, inserted.tag.code.start, "inserts text that only Ruby knows");
  const [block] = rubyBlocks(rendered);
  return block && openAt(source, block.start, "lets Ruby decide which settings there are");
}

function openAt(source: SourceText, offset: number, reason: string): PlannedDeployment {
  return { kind: "open", path: source.path, line: source.positionAt(offset).line, reason };
}

/** The release whose commands the plan has. */
export function plannedRelease(major: PlanOptions["major"]): string {
  return versionText(LATEST[major]);
}
