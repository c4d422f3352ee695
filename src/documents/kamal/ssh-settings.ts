/** The `ssh` section: how the deploying machine reaches the hosts. */
import { get, scalarsOf, type YamlMap, type YamlScalar } from "../yaml/yaml-node.ts";

/** A value of the section that becomes a part of an ssh command line. */
export interface SshField {
  readonly key: "user" | "keys" | "config" | "proxy" | "port";
  readonly at: YamlScalar;
}

/** All of them. */
export function sshFieldsOf(root: YamlMap): SshField[] {
  const ssh = get(root, "ssh");
  return (["user", "keys", "config", "proxy", "port"] as const).flatMap((key) =>
    scalarsOf(get(ssh, key)).map((at) => ({ key, at })),
  );
}
