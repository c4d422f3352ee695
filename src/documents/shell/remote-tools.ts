/** What programs besides ssh run on another machine: `gcloud compute ssh web --command "…"`, `pdsh -w a,b "…"`. */
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

/** Behind the host, or at the end when the hosts stand in options. */
function behind(words: readonly ShellWord[], { before = 0 }: RemoteTool): readonly ShellWord[] {
  if (before === 0) return words.slice(-1);
  const dashes = words.findIndex(({ literal }) => literal === "--");
  if (dashes >= 0) return words.slice(dashes + 1);
  return words.filter((word) => !leadingText(word).startsWith("-")).slice(before);
}

/** `-c text`, and `--command=text` as far as it is one word. */
function valuesOf(words: readonly ShellWord[], option: RegExp): ShellWord[] {
  return words.filter((word, index) => {
    if (option.test(words[index - 1]?.literal ?? "")) return true;
    const start = /^(--[\w-]+)=/.exec(leadingText(word))?.[1];
    return start !== undefined && option.test(start);
  });
}
