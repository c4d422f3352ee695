/** Secrets that come out of a variable of the file's Ruby. */
import type { YamlScalar } from "../../../documents/yaml/yaml-node.ts";
import { isSecretName } from "./secret-names.ts";

/** True when the variable's name announces the secret: it is reported where the variable is set, once for all its uses. */
export function isToldAtVariable({ tags }: YamlScalar): boolean {
  return tags.some(({ lookup }) => lookup?.variable !== undefined && isSecretName(lookup.variable));
}
