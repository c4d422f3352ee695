/** Keys and logins of whoever deploys, which no deployment has any business with. */
import { KEY_FILE } from "../../../documents/shell/reading-calls.ts";

/** The half of a pair that everybody may have. */
const OPEN_TO_ALL = /\.pub\b|known_hosts/;

/** True for a text that names such a file: `~/.ssh/id_ed25519`, `/root/.docker/config.json`, `File.join(Dir.home, ".aws", …)`. */
export function namesOwnLogin(text: string): boolean {
  return KEY_FILE.test(text) && !OPEN_TO_ALL.test(text);
}
