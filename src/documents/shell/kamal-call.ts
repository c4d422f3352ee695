/** Calls of Kamal under any of its names: its own, that of a script around it, or its image in a container. */
import { onceFor } from "../../source/once-for.ts";
import { isContainerTool } from "./container-command.ts";
import type { ShellCommand, ShellScript, ShellWord } from "./shell-script.ts";
import { type Invocation, invocationOf, leadingText } from "./wrappers.ts";

/** The call with Kamal's own arguments; undefined for anything else. */
export function kamalCall(invocation: Invocation): Invocation | undefined {
  const { name = "", arguments: words, through } = invocation;
  if (name === "kamal" || name === "mrsk") return invocation;
  if (isContainerTool(name)) return inContainer(invocation);
  if (name === "dip" && words[0]?.literal === "kamal")
    return { name: "kamal", arguments: words.slice(1), through: [...through, name] };
  return AROUND.test(name) ? { ...invocation, name: "kamal" } : undefined;
}

/** The same for a command. */
export function kamalCallOf(command: ShellCommand): Invocation | undefined {
  return kamalCall(invocationOf(command));
}

/** All of a script. */
export const kamalCallsIn: (script: ShellScript) => readonly ShellCommand[] = onceFor(({ commands }) =>
  commands.filter(kamalCallOf),
);

/** `bin/kamal.sh`, `run-kamal`, `kamal-docker`; the proxy is a program of its own. */
const AROUND = /^(?!kamal-proxy)(?:[\w.-]*[-_.])?kamal(?:[-_.][\w.-]*)?$/;

/** `docker run … ghcr.io/basecamp/kamal:v2.7.0 deploy`, `docker compose run --rm kamal deploy` */
function inContainer({ name = "", arguments: words, through }: Invocation): Invocation | undefined {
  const verb = words.findIndex(({ literal }) => literal === "run");
  const image =
    verb < 0 ? -1 : words.findIndex((word, index) => index > verb && isImage(word, words[index - 1]));
  if (image < 0) return undefined;
  const rest = words.slice(image + 1);
  const own = rest[0]?.literal === "kamal" ? rest.slice(1) : rest;
  return { name: "kamal", arguments: own, through: [...through, name] };
}

function isImage(word: ShellWord, before: ShellWord | undefined): boolean {
  return /^(?:[\w.:-]+\/)*kamal(?:[:@].*)?$/.test(leadingText(word)) && !NAMES.test(leadingText(before));
}

/** Options after which a word names something else. */
const NAMES = /^(?:--(?:name|hostname|network|workdir|label|env|volume|entrypoint|user)|-[a-z]*[hwleuv])$/;
