/** Commands that run what they read from their standard input as a program: `sh`, `ssh host`, `ruby -`. */
import { onceFor } from "../../source/once-for.ts";
import { containerShell } from "./container-command.ts";
import { kamalExec } from "./kamal-exec.ts";
import { isShellName } from "./shell-names.ts";
import type { ShellCommand, ShellWord } from "./shell-script.ts";
import { readSshCall } from "./ssh-command.ts";
import { type Invocation, invocationOf } from "./wrappers.ts";

interface Interpreter {
  /** Options that give the program, or the name of a module, themselves, so that input is only data. */
  readonly inline: RegExp;
  /** Options that take a separate value, which is not the name of a program. */
  readonly values: RegExp;
}

/** In front of the letter only those that take no value: `-ropen-uri` is a library. */
const INTERPRETERS: Readonly<Record<string, Interpreter>> = {
  ruby: { inline: /^-[acdhlnpsSvwy0]*e/, values: /^-[rICEK]$/ },
  perl: { inline: /^-[acfhlnpsStTuUvwWX0]*[eE]/, values: /^-[IMm]$/ },
  python: { inline: /^-[bBdEiIOPqsSuvx]*[cm]/, values: /^-[WX]$/ },
  node: { inline: /^(?:-[ep]+|--eval|--print)/, values: /^(?:-r|--require|--import)$/ },
  php: { inline: /^-[rBRFE]/, values: /^-[dcz]$/ },
};

/** The options of an interpreter of another language than shell, by the name it is called with. */
export function interpreterOf(name: string | undefined): Interpreter | undefined {
  const plain = name?.replace(/^(?:(python|ruby|php|perl)[\d.]+|(node)js)$/, "$1$2") ?? "";
  return Object.hasOwn(INTERPRETERS, plain) ? INTERPRETERS[plain] : undefined;
}

/** Where the text of a program stands among an interpreter's words: behind `-c` or `-e`; undefined where none is given. */
export function inlineTextAt(
  { inline }: Interpreter,
  texts: readonly (string | undefined)[],
): number | undefined {
  const at = texts.findIndex((text) => inline.test(text ?? ""));
  return at < 0 || /^-[a-zA-Z]*m$/.test(texts[at] ?? "") ? undefined : at + 1;
}

/** True when a command runs its standard input as a program. */
export const runsItsInput: (command: ShellCommand) => boolean = onceFor((command) => {
  const invocation = invocationOf(command);
  return !invocation.through.includes("xargs") && invocationRunsInput(invocation);
});

function invocationRunsInput(invocation: Invocation): boolean {
  const { name, arguments: words } = invocation;
  if (isShellName(name)) return shellReadsInput(words);
  if (/^(?:su|runuser|sudo|doas)$/.test(name ?? "")) return loginReadsInput(name ?? "", words);
  if (name === "ssh") return remoteRunsInput(readSshCall(invocation).remote);
  if (name === "at" || name === "batch") return !words.some(({ literal = "" }) => /^-[cdflr]/.test(literal));
  if (name === "parallel") return isWithoutCommand(words);
  if (name === "source" || name === ".") return /^\/dev\/(?:stdin|fd\/0)$/.test(words[0]?.literal ?? "");
  const inside = containerShell(invocation);
  if (inside) return shellReadsInput(inside.arguments);
  const exec = kamalExec(invocation);
  if (exec) return exec.words.length > 0 && remoteRunsInput(exec.words);
  const interpreter = interpreterOf(name);
  if (!interpreter || words.some((word) => interpreter.inline.test(word.literal ?? ""))) return false;
  return readsInput(words, interpreter.values);
}

/** Without a command, the lines that GNU parallel reads are commands. */
function isWithoutCommand(words: readonly ShellWord[]): boolean {
  return programFile(words, PARALLEL_VALUES) === undefined;
}

const PARALLEL_VALUES =
  /^(?:-[jPnNLSa]|--(?:jobs|delay|timeout|retries|joblog|halt|load|memfree|results|tmpdir|arg-file))$/;

/** Options of bash that take a separate value. */
const SHELL_VALUES = /^(?:[-+][a-zA-Z]*[oO]|--(?:rcfile|init-file))$/;

/** `sh`, `sh -`, `sh -s -- args`, but not `sh file` or `sh -c '…'`. */
function shellReadsInput(words: readonly ShellWord[]): boolean {
  if (words.some((word) => /^-[a-zA-Z]*c$/.test(word.literal ?? ""))) return false;
  return (
    words.some((word) => /^-[a-zA-Z]*s[a-z]*$/.test(word.literal ?? "")) || readsInput(words, SHELL_VALUES)
  );
}

/** No program file is named, or `-` or /dev/stdin is. */
function readsInput(words: readonly ShellWord[], takesValue: RegExp): boolean {
  const file = programFile(words, takesValue);
  return file === undefined || /^(?:-|\/dev\/(?:stdin|fd\/0))$/.test(file.literal ?? "");
}

/** The first argument that is no option. */
export function programFile(
  words: readonly ShellWord[],
  takesValue: RegExp = SHELL_VALUES,
): ShellWord | undefined {
  for (let at = 0; at < words.length; at++) {
    const text = words[at]?.literal ?? "";
    if (takesValue.test(text)) at++;
    else if (!/^[-+]./.test(text)) return words[at];
  }
  return undefined;
}

/** `su - deploy` and `sudo -i` start a shell unless they are told what to run. */
function loginReadsInput(name: string, words: readonly ShellWord[]): boolean {
  const texts = words.map((word) => word.literal ?? "$");
  if (/^(?:su|runuser)$/.test(name))
    return !texts.some((text) => /^-[a-zA-Z]*[cuvV]|^--(?:command|version)/.test(text));
  return texts.some((text) => /^-[a-zA-Z]*[is]$|^--(?:login|shell)$/.test(text));
}

/** Without a command ssh starts the login shell, which reads its input too. */
function remoteRunsInput(remote: readonly ShellWord[]): boolean {
  const text = remote
    .map((word) => word.literal ?? "$")
    .join(" ")
    .trim();
  return REMOTE_SHELL.test(text);
}

/** Given as words or all in one word, as ssh takes it: `bash -s`, `sudo -u app sh -s -- "$X"`. */
const REMOTE_SHELL =
  /^$|^(?:(?:sudo|doas)(?: -u \S+| -\S+)* )?(?:\S*\/)?(?:ba|da|z|k|a)?sh(?: -[eux]{1,3}| -\w{0,4}o \w+)*(?: -[a-z]*s(?: .*)?| -(?: .*)?)?$/;
