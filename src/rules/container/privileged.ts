/** CTR-01: containers without a wall to the host. */
import { type DockerOptions, flags } from "../../documents/kamal/docker-options.ts";
import { describeOwner } from "../../documents/kamal/owner.ts";
import type { ShellCommand, ShellWord } from "../../documents/shell/shell-script.ts";
import { invocationOf } from "../../documents/shell/wrappers.ts";
import { isFalse, isKnown } from "../../documents/yaml/yaml-node.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import { removeEntry } from "../shared/remove-entry.ts";

export default defineRule({
  id: "privileged",
  category: "container",
  severity: "critical",
  confidence: "high",
  title: "Privileged container",
  why: "A privileged container sees every device and may load kernel modules: whoever gets into it has the host.",
  fix: "Remove it and grant the one capability (`cap-add`) or device (`device`) that is needed.",
  references: ["https://docs.docker.com/engine/containers/run/#runtime-privilege-and-linux-capabilities"],
  appliesTo: ["kamal-configuration", "shell-script"],
  *check(document) {
    if (document.kind === "kamal-configuration") {
      for (const options of document.dockerOptions) yield* judgeOptions(options);
    } else {
      for (const command of document.commands) yield* judgeCommand(command);
    }
  },
});

function* judgeOptions(options: DockerOptions): Iterable<Problem> {
  for (const entry of flags(options, "privileged")) {
    const { value } = entry;
    if (value.kind === "scalar" && !isKnown(value)) continue;
    const edit = removeEntry(options.options, entry);
    const change = edit ? { edit } : {};
    if (isFalse(value)) {
      const message = `Kamal writes this as \`--privileged "false"\`, which switches privileged mode on for ${describeOwner(options.owner)} and takes "false" for the image.`;
      yield {
        at: value,
        severity: "high",
        message,
        fix: "Remove the line; containers are unprivileged by default.",
        ...change,
      };
    } else {
      yield {
        at: value,
        message: `The container of ${describeOwner(options.owner)} runs with \`--privileged\`, so it controls its host.`,
        ...change,
      };
    }
  }
}

const CONTAINER_TOOLS = new Set(["docker", "podman", "nerdctl", "docker-compose"]);

function* judgeCommand(command: ShellCommand): Iterable<Problem> {
  const { name, arguments: words } = invocationOf(command);
  const flag = CONTAINER_TOOLS.has(name ?? "")
    ? DOCKER_FLAG
    : isBootConfig(name, words)
      ? BOOT_CONFIG_FLAG
      : undefined;
  const word = flag && words.find((candidate) => flag.test(candidate.literal ?? ""));
  if (word)
    yield {
      at: { ...word, anchor: command.anchor ?? "" },
      message: "This starts a container with `--privileged`, so it controls its host.",
    };
}

const DOCKER_FLAG = /^--privileged(?:=true)?$/;
const BOOT_CONFIG_FLAG = /^(?:--)?privileged(?:=true)?$/;

/** `kamal proxy boot_config set --docker_options privileged` keeps the options on the hosts. */
function isBootConfig(name: string | undefined, words: readonly ShellWord[]): boolean {
  return name === "kamal" && words.some((word) => word.literal === "boot_config");
}
