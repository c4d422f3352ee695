/** What the file a program stands in is to the deployment. */

import type { TextFile } from "../../../documents/document.ts";
import type { FileRole } from "../../../documents/file-role.ts";
import type { Project } from "../../../documents/project.ts";
import type { ShellCommand } from "../../../documents/shell/shell-script.ts";
import type { Severity } from "../../../engine/severity.ts";
import { SEVERITIES } from "../../../engine/severity.ts";
import { onceFor } from "../../../source/once-for.ts";
import type { Place } from "../../../source/source-text.ts";

const filesOf: (project: Project) => ReadonlyMap<string, TextFile> = onceFor(({ documents }) => {
  const texts = documents.filter((document) => document.kind === "text-file");
  return new Map(texts.map((file) => [file.source.path, file]));
});

/** The file a program stands in, as text. */
export function fileOf({ source }: Pick<Place, "source">, project: Project): TextFile | undefined {
  return filesOf(project).get(source.path);
}

/** The part that file plays; programs in deploy.yml stand in a `kamal` file. Those of actions and entrypoints count with what uses them. */
export function roleOfScript(script: Pick<Place, "source">, project: Project): FileRole | undefined {
  const role = fileOf(script, project)?.role;
  if (role === "action") return "workflow";
  return role === "entrypoint" ? "dockerfile" : role;
}

/** The name Kamal looks for: `pre-deploy` for `.kamal/hooks/pre-deploy`. */
export function baseNameOf({ source }: Pick<Place, "source">): string {
  return source.path.slice(source.path.lastIndexOf("/") + 1);
}

/** Hooks that Kamal hands every secret of the secrets files. */
const GETS_SECRETS = /^(?:pre-connect|pre-deploy|post-deploy)$/;

/** True for a hook whose environment holds the secrets. */
export function getsSecrets(script: Pick<Place, "source">, project: Project): boolean {
  return roleOfScript(script, project) === "hook" && GETS_SECRETS.test(baseNameOf(script));
}

/** One step less for what happens in a container, where there is less to take than on a host or a deployer. */
export function lowerInContainer(severity: Severity, { runsOn, source }: ShellCommand): Severity {
  if (runsOn !== "container" && !DOCKERFILE.test(source.path)) return severity;
  return SEVERITIES[Math.max(0, SEVERITIES.indexOf(severity) - 1)] ?? severity;
}

/** What builds an image runs in containers. */
const DOCKERFILE = /(?:^|\/)(?:Dockerfile[^/]*|[^/]+\.[Dd]ockerfile)$/;

/** For messages. */
export const PLACES: Readonly<Record<ShellCommand["runsOn"], string>> = {
  here: "",
  remote: " on the server",
  container: " in the container",
};
