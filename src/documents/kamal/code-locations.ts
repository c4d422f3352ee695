/** Settings that say where code, or what decides about code, is taken from. */
import { onceFor } from "../../source/once-for.ts";
import { dig, scalarsOf, type YamlMap, type YamlScalar } from "../yaml/yaml-node.ts";

/** One such setting. */
export interface CodeLocation {
  readonly key: string;
  readonly at: YamlScalar;
  /** What is taken from there, for sentences. */
  readonly what: string;
}

const LOCATIONS: readonly (readonly [key: string, what: string])[] = [
  ["hooks_path", "hooks"],
  ["secrets_path", "secrets"],
  ["ssh.config", "SSH configuration"],
  ["error_pages_path", "error pages"],
  ["builder.dockerfile", "Dockerfile"],
  ["builder.context", "build context"],
];

/** All of them that are set to a path; booleans are no paths. */
export const codeLocationsOf: (root: YamlMap) => readonly CodeLocation[] = onceFor(readCodeLocations);

function readCodeLocations(root: YamlMap): CodeLocation[] {
  return LOCATIONS.flatMap(([key, what]) =>
    scalarsOf(dig(root, ...key.split(".")))
      .filter(({ type }) => type === "string")
      .map((at) => ({ key, at, what })),
  );
}
