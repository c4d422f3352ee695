/** Where a path of the configuration leads to. */
import { posix } from "node:path";

/**
 * `inside` the repository, so that it is reviewed; `above` its root; `absolute` or in a home folder; `temporary`, where others
 * can write; `computed` by the shell or the environment; `remote` for addresses.
 */
export type Destination = "inside" | "above" | "absolute" | "temporary" | "computed" | "remote";

/** Kamal resolves paths from where it is started: the folder that holds `config/`. */
export function destinationOf(path: string, configPath: string): Destination {
  const written = path.trim();
  if (/^[a-z+]{2,10}:\/\/|^git@/.test(written)) return "remote";
  if (/\$|`/.test(written)) return "computed";
  if (/^(?:\/private)?\/(?:var\/)?tmp(?:\/|$)|^\/dev\/shm/.test(written)) return "temporary";
  if (/^[/~]/.test(written)) return "absolute";
  const home = posix.dirname(configPath).replace(/(?:^|\/)config$/, "");
  return posix.join(home, written).startsWith("..") ? "above" : "inside";
}
