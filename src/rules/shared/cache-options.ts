/** The options of a build cache: `mode=max,token=…`. */
import { natureOf } from "./secret-values.ts";

const CREDENTIAL =
  /^(?:token|password|secret_access_key|session_token|account_key|access_token|connection_string|ghtoken|github-token)$/;

/** Names of the options that hold a credential in clear. */
export function cacheCredentials(options: string): string[] {
  return options
    .slice(0, 10_000)
    .split(",")
    .flatMap((option) => {
      const at = option.indexOf("=");
      const name = option.slice(0, Math.max(0, at)).trim().toLowerCase();
      return CREDENTIAL.test(name) && natureOf(option.slice(at + 1)) === "literal" ? [name] : [];
    });
}
