/** CTR-01: containers without a wall to the host. */
import { commandWords } from "../../documents/kamal/command-words.ts";
import type { KamalConfiguration } from "../../documents/kamal/configuration.ts";
import { type DockerOptions, flags } from "../../documents/kamal/docker-options.ts";
import { describeContainer, describeOwner } from "../../documents/kamal/owner.ts";
import { commandsRunning } from "../../documents/shell/commands-by-program.ts";
import type { ShellCommand } from "../../documents/shell/shell-script.ts";
import { invocationOf } from "../../documents/shell/wrappers.ts";
import { entriesOf, get, isKnown, scalarsOf, type YamlEntry } from "../../documents/yaml/yaml-node.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import { atDestination } from "../shared/configuration/milder.ts";
import { removeEntry } from "../shared/places/remove-entry.ts";

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
    if (document.kind === "shell-script") {
      if (document.setting === "alias") return; // those of the configuration are among them
      for (const command of commandsRunning(document, MAY_GIVE)) yield* judgeCommand(command);
      return;
    }
    for (const options of document.dockerOptions)
      for (const entry of flags(options, "privileged"))
        yield* milderAt(document, judgeOption(entry, options));
    yield* milderAt(document, judgeHidden(document));
    yield* judgeAliases(document);
  },
});

function* milderAt({ destination }: KamalConfiguration, problems: Iterable<Problem>): Iterable<Problem> {
  for (const problem of problems)
    yield { ...problem, severity: atDestination(problem.severity ?? "critical", destination) };
}

/** Kamal drops the value of `true` only; with any other one Docker switches the mode on and takes the value for the image. */
function* judgeOption(entry: YamlEntry, { owner, options }: DockerOptions): Iterable<Problem> {
  const [value] = [...scalarsOf(entry.value), entry.value];
  if (value?.kind !== "scalar" || !isKnown(value)) return;
  const edit = removeEntry(options, entry);
  const change = edit ? { edit } : {};
  if (value.type === "null" || (value.type === "boolean" && value.text === "true")) {
    const message = `${describeContainer(owner)} runs with \`--privileged\`, so it controls its host.`;
    yield { at: value.type === "null" ? entry.key : value, message, ...change };
    return;
  }
  const message = `Kamal writes this as \`--privileged "${value.text}"\`, which switches privileged mode on for ${describeOwner(owner)} and takes "${value.text}" for the image.`;
  const fix = "Remove the line; containers are unprivileged by default.";
  yield { at: value, severity: "high", message, fix, ...change };
}

/** Behind a volume or a port, or inside the key of another option: Kamal quotes neither. */
function* judgeHidden({ dockerFlags }: KamalConfiguration): Iterable<Problem> {
  for (const { name, owner, at, setting } of dockerFlags) {
    if (name !== "privileged" || setting?.entry.key.text === name) continue;
    const message = `${describeContainer(owner)} runs with the \`--privileged\` inside this text, so it controls its host.`;
    yield { at, message };
  }
}

/** `server exec "docker run --privileged …"` in an alias. */
function* judgeAliases({ root }: KamalConfiguration): Iterable<Problem> {
  for (const { key, value } of entriesOf(get(root, "aliases"))) {
    if (value.kind !== "scalar" || !/\b(?:docker|podman)\b/.test(value.text)) continue;
    if (!commandWords(value.text).some((word) => /(?:^|\s)--privileged(?:[\s=]|$)/.test(word))) continue;
    yield {
      at: value,
      severity: "high",
      message: `The alias ${key.text} starts a container with \`--privileged\`, so it controls its host.`,
    };
  }
}

const MAY_GIVE = /^(?:kamal|docker|podman|nerdctl|docker-compose)$/;

/** Images whose documented use needs it, run once to teach the build machine another architecture. */
const EMULATION = /^(?:docker\.io\/)?(?:tonistiigi\/binfmt|multiarch\/qemu-user-static|docker\/binfmt)/;

function* judgeCommand(command: ShellCommand): Iterable<Problem> {
  const { name = "", arguments: words } = invocationOf(command);
  const keepsOptions = name === "kamal" && words.some((word) => word.literal === "boot_config");
  if (!keepsOptions && name === "kamal") return;
  const flag = keepsOptions ? BOOT_CONFIG_FLAG : DOCKER_FLAG;
  const word = words.find(({ literal }) => flag.test(literal ?? ""));
  if (!word) return;
  const at = { ...word, anchor: command.anchor ?? "" };
  const emulates = words.some(({ literal }) => EMULATION.test(literal ?? ""));
  const severity = keepsOptions ? "critical" : emulates ? "medium" : "high";
  const message = keepsOptions
    ? "The proxy on every server is started with `--privileged` from now on, so it controls its host."
    : "This starts a container with `--privileged`, so it controls its host.";
  yield { at, severity, message };
}

const DOCKER_FLAG = /^--privileged(?:=true)?$/;

/** `kamal proxy boot_config set --docker_options privileged` keeps the options on the hosts. */
const BOOT_CONFIG_FLAG = /^(?:--docker[-_]options=)?(?:--)?privileged(?:=true)?$/;
