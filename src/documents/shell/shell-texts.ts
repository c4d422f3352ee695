/** Programs that hand a text in their arguments to a shell of this machine: `flock FILE -c "…"`, `watch "…"`. */
import { valuesOf } from "./option-values.ts";
import type { ShellWord } from "./shell-script.ts";
import type { Invocation } from "./wrappers.ts";

/** How such a program is told its text: by an option, or by where it stands. */
interface TextTaker {
  readonly option?: RegExp;
  readonly verb?: RegExp;
  /** From the first word or from the last. */
  readonly at?: number;
}

const C: TextTaker = { option: /^-[a-zA-Z]*c$|^--(?:session-)?command$/ };

const TAKERS: Readonly<Record<string, TextTaker>> = {
  su: C,
  runuser: C,
  flock: C,
  script: C,
  doppler: { option: /^--command$/ },
  infisical: { option: /^--command$/ },
  "nix-shell": { option: /^--(?:run|command)$/ },
  entr: { option: /^-[a-z]*s$/ },
  sops: { verb: /^exec-(?:env|file)$/, at: 2 },
  tmux: { verb: /^(?:new(?:-session|-window)?|neww|split-window|splitw|respawn-pane)$/, at: -1 },
  watch: { at: -1 },
};

/** The words that such a program runs as shell text; none for anything else. */
export function textForShell({ name = "", arguments: words }: Invocation): readonly ShellWord[] {
  const taker = Object.hasOwn(TAKERS, name) ? TAKERS[name] : undefined;
  if (!taker || (taker.verb && !taker.verb.test(words[0]?.literal ?? ""))) return [];
  const { option, at } = taker;
  if (at !== undefined) return [words.at(at) ?? []].flat();
  return option ? valuesOf(words, option).slice(0, 1) : [];
}

/** True for the name of one. */
export function takesShellText(name: string): boolean {
  return Object.hasOwn(TAKERS, name);
}
