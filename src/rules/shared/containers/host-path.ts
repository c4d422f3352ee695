/** The host's side of a mount, as a path that patterns can judge. */
import { UNKNOWN_OUTPUT } from "../../../documents/erb/render-erb.ts";
import { normalisePath } from "../../../documents/kamal/mounts.ts";

/** The home folder of the deploy user, where Docker commands of Kamal run. */
const HOME = /^(?:~|\$(?:HOME|PWD|\{HOME\}|\{PWD\}))(?=\/|$)/;

/**
 * Absolute paths as they are; those below the home folder start with `/~`; paths that climb out of it with `..` count as
 * absolute, since people climb to leave it; what Ruby puts in front is unknown, but not what follows. Undefined for names of volumes and folders of the application.
 */
export function hostPathOf(host: string): string | undefined {
  const path = host.replace(HOME, "/~").replace(/^(?:\.\.\/)+/, "/");
  if (path.startsWith("/")) return normalisePath(path);
  return path.startsWith(UNKNOWN_OUTPUT) ? path : undefined;
}

/** The path for a message; what only Ruby knows stays open. */
export function shownPath(host: string): string {
  return host.replaceAll(UNKNOWN_OUTPUT, "<%= … %>");
}
