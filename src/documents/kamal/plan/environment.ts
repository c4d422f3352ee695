/** `env`: the clear variables a container gets on its command line. */

import type { Deployment } from "./deployment.ts";
import { at, isHash, type RubyHash, type RubyValue } from "./ruby-value.ts";
import { argumentize, type Word } from "./shell-words.ts";

const NONE: RubyHash = new Map();

/** The clear variables of one `env` section, in either form. */
export function clearVariables(env: RubyValue | undefined): RubyHash {
  if (!isHash(env)) return NONE;
  if (env.has("clear")) return hashOr(env.get("clear"));
  return env.has("secret") || env.has("tags") ? NONE : env;
}

/** Later sections override the values of earlier ones; the order of the names stays. */
export function mergedVariables(sections: readonly (RubyValue | undefined)[]): RubyHash {
  return new Map(sections.flatMap((section) => [...clearVariables(section)]));
}

/** The section of a tag at `env.tags`. */
export function tagSection({ root }: Deployment, tag: RubyValue): RubyValue {
  return typeof tag === "string" ? at(root, "env", "tags", tag) : null;
}

/** The env file and the clear variables, in the order of the major. */
export function environmentWords(variables: RubyHash, file: string, { major }: Deployment): Word[] {
  const clear = argumentize("--env", variables, major);
  return major === 1 ? ["--env-file", file, ...clear] : [...clear, "--env-file", file];
}

function hashOr(value: RubyValue | undefined): RubyHash {
  return isHash(value) ? value : NONE;
}
