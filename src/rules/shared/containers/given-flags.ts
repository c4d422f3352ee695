/** Flags that containers are started with, in configurations and in scripts, and how rules report them. */

import { commandWords } from "../../../documents/kamal/command-words.ts";
import type { KamalConfiguration } from "../../../documents/kamal/configuration.ts";
import {
  countFlagWords,
  type DockerFlag,
  isAccepted,
  longName,
  readFlags,
} from "../../../documents/kamal/docker-flags.ts";
import { describeContainer, type Owner } from "../../../documents/kamal/owner.ts";
import { commandsRunning } from "../../../documents/shell/commands-by-program.ts";
import type { ShellCommand, ShellScript, ShellWord } from "../../../documents/shell/shell-script.ts";
import { invocationOf } from "../../../documents/shell/wrappers.ts";
import { entriesOf, get, isKnown } from "../../../documents/yaml/yaml-node.ts";
import type { Problem } from "../../../engine/rule.ts";
import type { Severity } from "../../../engine/severity.ts";
import { onceFor } from "../../../source/once-for.ts";
import type { Place } from "../../../source/source-text.ts";
import { explanationOfSections, isExplained } from "../configuration/explained.ts";
import { atDestination, milder } from "../configuration/milder.ts";
import { shortened } from "../places/shortened.ts";
import { imageOf } from "./container-watchers.ts";

/** A flag of a container, wherever it stands. */
export interface GivenFlag {
  readonly name: string;
  readonly value: string;
  /** As on the command line: `--cap-add "SYS_ADMIN"`. */
  readonly rendered: string;
  readonly accepted: boolean;
  readonly at: Place;
  /** "The container of role web". */
  readonly who: string;
  /** Undefined in scripts. */
  readonly owner: Owner | undefined;
  readonly image: string | undefined;
  readonly setting: DockerFlag["setting"];
  /** What a fault of this weight weighs here. */
  readonly weigh: (severity: Severity) => Severity;
}

/** What a rule thinks of a flag. */
export interface Verdict {
  readonly severity: Severity;
  /** Goes on after "is started with `--pid "host"`, ": "which shows it every process of the host". */
  readonly effect: string;
  readonly fix?: string;
  /** Tells values of one list apart; the value unless given. */
  readonly subject?: string;
}

/** A problem for each flag that `judge` has something to say about. */
export function* judgeFlags(
  document: KamalConfiguration | ShellScript,
  judge: (flag: GivenFlag) => Verdict | undefined,
): Iterable<Problem> {
  if (document.kind === "shell-script" && document.setting === "alias") return; // those of the configuration are among them
  for (const flag of document.kind === "shell-script" ? flagsOfScript(document) : flagsOf(document)) {
    const verdict = judge(flag);
    if (verdict) yield problem(flag, verdict);
  }
}

/** True when the author says in a comment why the flag is there: at it, or above the section, by its name. */
export function isReasoned({ at, name }: GivenFlag): boolean {
  return isExplained(at) || explanationOfSections(at).includes(name);
}

function problem(flag: GivenFlag, { severity, effect, fix, subject }: Verdict): Problem {
  const { at, who, accepted, name, value } = flag;
  const weight = flag.weigh(severity);
  const text = shortened(flag.rendered);
  return {
    at,
    subject: shortened(subject ?? value),
    severity: accepted || weight === "low" || weight === "info" ? weight : "medium",
    message: accepted
      ? `${who} is started with \`${text}\`, ${effect}.`
      : `${who} does not start, since Docker refuses \`${text}\`; spelled \`--${name}\` it is accepted, ${effect}.`,
    ...(fix === undefined ? {} : { fix }),
  };
}

/** A dozen rules ask for them. */
const flagsOf: (configuration: KamalConfiguration) => readonly GivenFlag[] = onceFor(readFlagsOf);

function readFlagsOf(configuration: KamalConfiguration): GivenFlag[] {
  const { dockerFlags, accessories, destination } = configuration;
  const given = dockerFlags.map((flag) => ({
    ...flag,
    who: describeContainer(flag.owner),
    image: imageOf(flag.owner, accessories),
    weigh: (severity: Severity) => atDestination(severity, destination),
  }));
  return [...given, ...flagsOfAliases(configuration)];
}

/** `server exec "docker run …"`, which somebody types when a container is wanted. */
function flagsOfAliases({ root }: KamalConfiguration): GivenFlag[] {
  return entriesOf(get(root, "aliases")).flatMap(({ key, value }) => {
    if (value.kind !== "scalar" || !isKnown(value) || !MENTIONS_TOOL.test(value.text)) return [];
    const words = commandWords(value.text).flatMap((word) => word.split(/\s+/));
    const tool = words.findIndex((word) => CONTAINER_TOOLS.test(word));
    if (tool < 0 || !/^(?:run|create)$/.test(words[tool + 1] ?? "")) return [];
    const who = `The container of alias ${shortened(key.text)}`;
    const behind = words.slice(tool + 2);
    return readFlags(behind.slice(0, countFlagWords(behind))).map((flag) => ({
      ...flag,
      ...IN_ALIAS,
      at: value,
      who,
    }));
  });
}

const IN_ALIAS = { owner: undefined, image: undefined, setting: undefined, weigh: milder };

const MENTIONS_TOOL = /docker|podman|nerdctl/;
const CONTAINER_TOOLS = /^(?:docker|podman|nerdctl)$/;

/** What scripts start by themselves is the business of the rules about scripts. */
const flagsOfScript: (script: ShellScript) => readonly GivenFlag[] = onceFor(readFlagsOfScript);

function readFlagsOfScript(script: ShellScript): GivenFlag[] {
  return commandsRunning(script, /^kamal$/).flatMap((command) => {
    const { arguments: words } = invocationOf(command);
    return words.some(({ literal }) => literal === "boot_config") ? keptFlags(command, words) : [];
  });
}

/** `kamal proxy boot_config set --docker_options pid=host` keeps the flags on the servers. */
function keptFlags(command: ShellCommand, words: readonly ShellWord[]): GivenFlag[] {
  return words.flatMap((word) => {
    const text = (word.literal ?? "").replace(/^--docker[-_]options=/, "").replace(/^--(?=[\w-]+=)/, "");
    const [, written, value] = /^([A-Za-z][\w-]*)=(.*)$/s.exec(text) ?? [];
    if (written === undefined || value === undefined) return [];
    const at = { source: word.source, span: word.span, anchor: command.anchor ?? "" };
    const name = longName(written);
    return [{ ...KEPT, name, value, rendered: `--${written} ${value}`, accepted: isAccepted(written), at }];
  });
}

const KEPT = {
  who: "The proxy container on every server",
  owner: undefined,
  image: undefined,
  setting: undefined,
  weigh: (severity: Severity) => severity,
};
