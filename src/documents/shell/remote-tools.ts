/** What programs besides ssh run on another machine: `gcloud compute ssh web --command "…"`, `pdsh -w a,b "…"`. */
import { valuesOf } from "./option-values.ts";
import { REMOTE_TOOLS, type RemoteTool, runsElsewhere } from "./remote-tool-table.ts";
import type { ShellWord } from "./shell-script.ts";
import { type Invocation, leadingText } from "./wrappers.ts";

/** What such a program is told to run. */
export interface RemoteProgram {
  readonly words: readonly ShellWord[];
  /** False for a value of which only a part is that text. */
  readonly isText: boolean;
}

/** Undefined for anything else. */
export function remoteProgram({ name = "", arguments: words }: Invocation): RemoteProgram | undefined {
  const tool = runsElsewhere(name) ? REMOTE_TOOLS[name] : undefined;
  if (!tool || (tool.verb && !tool.verb.test(words.map(leadingText).join(" ")))) return undefined;
  const told = tool.option ? valuesOf(words, tool.option) : behind(words, tool);
  return { words: told, isText: !tool.wrapsText };
}

/** Behind the host, or behind the options when the hosts stand there. */
function behind(words: readonly ShellWord[], { before = 0, hosts }: RemoteTool): readonly ShellWord[] {
  const dashes = words.findIndex(({ literal }) => literal === "--");
  if (dashes >= 0) return words.slice(dashes + 1);
  if (hosts) return behindOptions(words, hosts);
  return words.filter((word) => !leadingText(word).startsWith("-")).slice(before);
}

/** `pdsh -w web1,web2 systemctl restart app`, whose words are joined by blanks as those of ssh are. */
function behindOptions(words: readonly ShellWord[], takesValue: RegExp): readonly ShellWord[] {
  let at = 0;
  while (leadingText(words[at]).startsWith("-")) at += takesValue.test(words[at]?.literal ?? "") ? 2 : 1;
  return words.slice(at);
}
