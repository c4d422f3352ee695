/** SSH-09: a private key that others on the machine may read. */
import { commandsRunning } from "../../documents/shell/commands-by-program.ts";
import type { ShellCommand, ShellScript, ShellWord } from "../../documents/shell/shell-script.ts";
import { invocationOf } from "../../documents/shell/wrappers.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import type { Severity } from "../../engine/severity.ts";
import { type GivenMode, modesGiven } from "../shared/programs/file-modes.ts";
import { handlesKey, namesPrivateKey, namesPrivateKeyPath } from "../shared/scripts/key-paths.ts";

export default defineRule({
  id: "key-file-permissions",
  category: "ssh",
  severity: "high",
  confidence: "high",
  title: "Private key readable for others",
  why: "Every program and every user of the machine can then copy the key, and OpenSSH refuses to use it (`UNPROTECTED PRIVATE KEY FILE`).",
  fix: "Use `chmod 600`, or `umask 077` before the file is written.",
  references: ["https://man.openbsd.org/ssh#FILES"],
  appliesTo: ["shell-script", "program"],
  *check(document) {
    if (document.kind === "program") {
      for (const given of modesGiven(document)) yield* judgeGiven(given);
    } else {
      for (const command of commandsRunning(document, /^(?:umask|chmod|install)$/))
        yield* judge(command, document);
    }
  },
});

/** `File.chmod(0644, "deploy_key")` */
function* judgeGiven({ at, mode, paths }: GivenMode): Iterable<Problem> {
  const severity = severityOf(mode);
  if (!severity || !paths.some((path) => namesPrivateKeyPath(path))) return;
  yield { at, severity, message: openedTo(mode, severity) };
}

function* judge(command: ShellCommand, script: ShellScript): Iterable<Problem> {
  const { name, arguments: words } = invocationOf(command);
  const anchor = command.anchor ?? "";
  if (name === "umask") {
    const [mode] = words;
    if (mode && /^0+$/.test(mode.literal ?? "") && script.commands.some(handlesKey))
      yield {
        at: { ...mode, anchor },
        message: "From here on everybody may read and change the keys this script writes.",
      };
    return;
  }
  const mode = modeOf(name, words);
  const severity = mode && severityOf(mode.literal ?? "");
  if (!mode || !severity || !words.some((word) => word !== mode && namesPrivateKey(word))) return;
  const message = openedTo((mode.literal ?? "").replace(/^--?m(?:ode)?=?/, ""), severity);
  yield { at: { ...mode, anchor }, severity, message };
}

function openedTo(mode: string, severity: Severity): string {
  return `The mode \`${mode.slice(0, 20)}\` opens the private key to ${severity === "high" ? "every user" : "a group"} of the machine.`;
}

/** The word that says the mode: the first of `chmod` that is no option, the value of `-m` of `install`. */
function modeOf(name: string | undefined, words: readonly ShellWord[]): ShellWord | undefined {
  if (name === "chmod")
    return words.find(
      ({ literal = "" }) => /^[0-7]{3,4}$|^[ugoa]*[-+=]/.test(literal) && !/^-/.test(literal),
    );
  if (name !== "install" || words.some(({ literal = "" }) => /^-\w*d$/.test(literal))) return undefined;
  const at = words.findIndex(({ literal = "" }) => /^(?:-m|--mode)$/.test(literal));
  return at < 0
    ? words.find(({ literal = "" }) => /^(?:-m|--mode=)[0-7]{3,4}$/.test(literal))
    : words[at + 1];
}

/** Undefined for modes that keep the key to its owner. */
function severityOf(written: string): Severity | undefined {
  const digits = /([0-7])([0-7])$/.exec(written);
  if (digits) {
    const [, group = "0", others = "0"] = digits;
    if (others !== "0") return "high";
    return group === "0" ? undefined : "medium";
  }
  const clauses = written.split(",").map((clause) => /^([ugoa]*)[+=]([rwxX]*)$/.exec(clause));
  const opened = clauses
    .filter((clause) => /[rw]/.test(clause?.[2] ?? ""))
    .map((clause) => clause?.[1] ?? "");
  if (opened.some((who) => who === "" || /[oa]/.test(who))) return "high";
  return opened.some((who) => who.includes("g")) ? "medium" : undefined;
}
