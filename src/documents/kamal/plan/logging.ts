/** `logging`: driver and options of a container's log. */
import type { Deployment } from "./deployment.ts";
import { at, deepMerged, fetch, isHash, isPresent, type RubyHash, type RubyValue } from "./ruby-value.ts";
import { argumentize, compactHash, optionize, type Word } from "./shell-words.ts";

const NONE: RubyHash = new Map();

/** The words for the root's logging, with a role's own over it. */
export function loggingWords({ root, major }: Deployment, own?: RubyValue): Word[] {
  const logging = deepMerged(hashOr(at(root, "logging")), hashOr(own));
  const driver = at(logging, "driver");
  const options = fetch(logging, "options", NONE);
  if (!isPresent(driver) && !isPresent(options)) return ["--log-opt", 'max-size="10m"'];
  return [
    ...optionize(compactHash({ "log-driver": driver }), major),
    ...argumentize("--log-opt", options, major),
  ];
}

function hashOr(value: RubyValue | undefined): RubyHash {
  return isHash(value) ? value : NONE;
}
