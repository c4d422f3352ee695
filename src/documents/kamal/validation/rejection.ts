/** What Kamal says when it refuses a configuration. */
import type { Place } from "../../../source/source-text.ts";
import type { YamlMap, YamlScalar } from "../../yaml/yaml-node.ts";
import type { Section } from "../schema/shape.ts";

/**
 * `config` and `argument` are errors Kamal raises on purpose, `yaml` means that the file can't be parsed, `crash` that Kamal stops
 * with an exception nobody planned.
 */
export type RejectionKind = "config" | "argument" | "yaml" | "crash";

/** What sort of mistake it is, for those who explain it. */
export type Fault =
  /** A key that this release does not know. */
  | "unknown-key"
  /** A value of the wrong type. */
  | "type"
  /** A value that is not among the allowed ones. */
  | "value"
  /** Something that has to be there is not. */
  | "missing"
  /** Settings that exclude each other. */
  | "conflict"
  /** `minimum_version` asks for a newer Kamal. */
  | "release"
  /** A destination is required and none was given. */
  | "destination"
  /** A file of the configuration has no keys at all, or is not YAML. */
  | "unreadable"
  /** A value that Kamal's code can't cope with. */
  | "crash";

/** See the module comment. */
export interface Rejection {
  readonly kind: RejectionKind;
  /** Kamal's own words for `config` and `argument`; ours for the others. */
  readonly message: string;
  /** The key or value that is to blame. */
  readonly at: Place;
  readonly fault: Fault;
  /** The part of the configuration as Kamal names it, e.g. `servers/web`; empty for the root. */
  readonly context: string;
  /** For unknown keys: all of them, the map they stand in, and the section that map is; `env` has none. */
  readonly unknownKeys?: readonly YamlScalar[];
  readonly map?: YamlMap;
  readonly section?: Section;
}

/** Thrown inside this folder only, since Kamal too stops at the first error. */
export class Rejected extends Error {
  readonly rejection: Rejection;
  constructor(rejection: Rejection) {
    super(rejection.message);
    this.rejection = rejection;
  }
}
