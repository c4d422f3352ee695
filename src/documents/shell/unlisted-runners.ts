/**
 * Programs that run another one and that no table knows, told by the shape of their arguments: `aws-vault exec prod -- kamal
 * deploy`, `systemd-run --user bash -c "…"`.
 */
import { runsElsewhere } from "./remote-tool-table.ts";
import { isShellName } from "./shell-names.ts";
import type { ShellWord } from "./shell-script.ts";

/** Programs that print their arguments or look for them, and those whose programs are read in a way of their own. */
const NOT_RUNNING =
  /^(?:echo|printf|cat|e?grep|sed|log\w*|info|warn\w*|error|err|die|fail\w*|abort|say|msg|note|usage|print\w*|alias|docker|podman|nerdctl|docker-compose|kubectl|ssh|autossh|kamal|mrsk|su|runuser|find|eval|trap|git)$/;

/** Programs that are worth following. */
export const FOLLOWED =
  /^(?:(?:\S*\/)?(?:ba|da|z)?sh|ssh|scp|rsync|docker|(?:\S*\/)?kamal|mrsk|curl|wget|sudo|rm|find|chmod|chown|psql|mysql|git|env|timeout|bundle|eval|tar|sshpass|gcloud|aws|gem|npm|npx|bunx|uvx|yarn|pnpm|pip[\d.]*|pipx|cargo|python[\d.]*|ruby|node|nc|ncat|socat|dd|tee|cp|mv|apt|apt-get)$/;

/** Where the program starts that `name` runs, of which `words` are the arguments; undefined when it runs none. */
export function programRunBy(name: string, words: readonly ShellWord[]): number | undefined {
  if (NOT_RUNNING.test(name) || runsElsewhere(name)) return undefined;
  return afterVerb(words) ?? inlineShell(words);
}

/** `exec prod -- kamal`, `exec kamal`; what `run` names without dashes is a task. */
function afterVerb(words: readonly ShellWord[]): number | undefined {
  const verb = words[0]?.literal ?? "";
  if (!/^(?:exec|run|x)$/.test(verb)) return undefined;
  const dashes = words.findIndex(({ literal }) => literal === "--");
  const at = dashes >= 0 ? dashes + 1 : verb === "run" ? -1 : 1;
  return FOLLOWED.test(words[at]?.literal ?? "") ? at : undefined;
}

/** A shell that is told its program: `bash -c`, `sh -euo pipefail -c`. */
function inlineShell(words: readonly ShellWord[]): number | undefined {
  const told = words.findIndex(({ literal }) => /^-[a-zA-Z]*c$/.test(literal ?? ""));
  if (told < 1) return undefined;
  const at = words.slice(0, told).findLastIndex(({ literal }) => isShellName(literal?.replace(/^.*\//, "")));
  const between = words.slice(at + 1, told);
  return at >= 0 && between.every(({ literal }) => /^[-+]|^pipefail$/.test(literal ?? "")) ? at : undefined;
}
