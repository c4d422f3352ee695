/** Values that stand in for secrets while an image is built. */
import { looksRandom } from "./secret-values.ts";

const BOOT_NAMES =
  /^(?:SECRET_KEY(?:_BASE)?|RAILS_MASTER_KEY|APP_KEY|DEVISE_\w+|ACTIVE_RECORD_ENCRYPTION_\w+|LOCKBOX_MASTER_KEY)$/;

/** What a framework needs to boot while assets are built: any word will do. */
export function isStandIn(name: string, value: string): boolean {
  return BOOT_NAMES.test(name)
    ? value.length < 20 && !looksRandom(value)
    : /^(?:fake|test|build|none|secret)$/i.test(value);
}
