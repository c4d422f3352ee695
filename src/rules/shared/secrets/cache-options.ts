/** The options of a build cache: `mode=max,token=…`. */
import { isSecretName } from "./secret-names.ts";
import { natureOf } from "./secret-values.ts";

/** Names that are no secret's by their words. */
const CREDENTIAL = /^(?:connection_string|ghtoken)$/;

/** Names of the options that hold a credential in clear. */
export function cacheCredentials(options: string): string[] {
  return options
    .slice(0, 10_000)
    .split(",")
    .flatMap((option) => {
      const at = option.indexOf("=");
      const name = option.slice(0, Math.max(0, at)).trim().toLowerCase();
      return (CREDENTIAL.test(name) || isSecretName(name)) && natureOf(option.slice(at + 1)) === "literal"
        ? [name]
        : [];
    });
}
