/** What every command of a plan is made from: the settings of one destination, and the names Kamal derives from them. */

import { at, isPresent, or, type RubyHash, type RubyValue, toText } from "./ruby-value.ts";
import type { Major } from "./shell-words.ts";
import { joined, joinPath } from "./shell-words.ts";
import type { PlanWording } from "./wording.ts";

/** See the module comment. */
export interface Deployment {
  readonly root: RubyHash;
  readonly major: Major;
  readonly version: string;
  readonly destination: string | null;
  readonly wording: PlanWording;
}

/** `service`, as text. */
export function serviceOf({ root }: Deployment): string {
  return toText(at(root, "service"));
}

/** `shop-staging`, or `shop` without a destination. */
export function serviceAndDestination(deployment: Deployment): string {
  return joined([serviceOf(deployment), deployment.destination], "-");
}

/** `config.image`: with a registry on the deploying machine the service's name does. */
export function imageOf(deployment: Deployment): RubyValue {
  const image = at(deployment.root, "image");
  if (deployment.major === 1) return image;
  if (isPresent(image)) return image;
  return isLocalRegistry(at(deployment.root, "registry")) ? at(deployment.root, "service") : null;
}

/** The image without a tag. */
export function repositoryOf(deployment: Deployment): string {
  return joined([at(deployment.root, "registry", "server"), imageOf(deployment)], "/");
}

/** The image that is deployed. */
export function versionedImage(deployment: Deployment): string {
  return `${repositoryOf(deployment)}:${deployment.version}`;
}

/** The image under the tag that moves on. */
export function latestImage(deployment: Deployment): string {
  return `${repositoryOf(deployment)}:${joined(["latest", deployment.destination], "-")}`;
}

/** True for a registry that Kamal starts itself on the deploying machine. */
export function isLocalRegistry(registry: RubyValue): boolean {
  return /^localhost[:$]/m.test(toText(at(registry, "server")));
}

/** Where Kamal keeps its files on a host. */
export function runDirectory({ root, major }: Deployment): string {
  return major === 1 ? toText(or(at(root, "run_directory"), ".kamal")) : ".kamal";
}

/** Kamal 2's folder of the application. */
export function appDirectory(deployment: Deployment): string {
  return joinPath(".kamal", "apps", serviceAndDestination(deployment));
}

/** What `--volume` gets for a path on the host; a relative one lies below the user's home there. */
export function volumePath(path: string, { major }: Deployment): string {
  if (path.startsWith("/")) return path;
  return major === 1 ? joinPath("$(pwd)", path) : `$PWD/${path}`;
}
