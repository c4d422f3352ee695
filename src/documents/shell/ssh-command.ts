/** The command line of ssh: its options, the host, and what is to run there. */
import type { ShellWord } from "./shell-script.ts";
import { type Invocation, leadingText } from "./wrappers.ts";

/** An ssh call taken apart. */
export interface SshCall {
  readonly options: readonly ShellWord[];
  readonly host: ShellWord | undefined;
  /** What ssh is told to run: everything after the host. */
  readonly remote: readonly ShellWord[];
}

/** Option clusters whose last letter takes the next word as its value (ssh(1) of OpenSSH 9). */
const TAKES_VALUE = /^-[46AaCfGgKkMNnqsTtVvXxYy]*[BbcDEeFIiJLlmOopPQRSWw]$/;

/** Reads the arguments of `ssh`. */
export function readSshCall({ arguments: words }: Invocation): SshCall {
  let at = 0;
  while (at < words.length && isOption(words[at])) at += TAKES_VALUE.test(words[at]?.literal ?? "") ? 2 : 1;
  const behind = words.slice(at + 1);
  const remote = behind[0]?.literal === "--" ? behind.slice(1) : behind;
  return { options: words.slice(0, at), host: words[at], remote };
}

/** `-p "$PORT"`, and variables that hold options: `$SSH_OPTS`, `"${SSH_ARGS[@]}"`. */
function isOption(word: ShellWord | undefined): boolean {
  if (leadingText(word).startsWith("-")) return true;
  const [part, ...others] = word?.parts ?? [];
  return others.length === 0 && part?.kind === "variable" && OPTIONS.test(part.name);
}

/** `SSH_OPTS`, `sshargs`, `OPTIONS_OF_SSH`; a `SSH_TARGET` is a host. */
const OPTIONS = /(?:opts?|options|flags|args)$|(?:^|_)(?:opts?|options?|args?|flags?)(?:_|$)/i;
