/** SSH-08: a key that is too short or of a broken kind. */
import { commandsRunning } from "../../documents/shell/commands-by-program.ts";
import type { ShellCommand, ShellWord } from "../../documents/shell/shell-script.ts";
import { invocationOf } from "../../documents/shell/wrappers.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";

/** The least number of bits that is advised for RSA today. */
const ENOUGH = 3072;

export default defineRule({
  id: "weak-key-generation",
  category: "ssh",
  severity: "medium",
  confidence: "high",
  title: "Weak SSH key generated",
  why: "OpenSSH has dropped DSA, and RSA keys under 3072 bits no longer meet what NIST and BSI advise for keys that stay in use for years.",
  fix: "Write `ssh-keygen -t ed25519`, or `-t rsa -b 4096` where ed25519 is not known.",
  references: ["https://man.openbsd.org/ssh-keygen#t"],
  appliesTo: ["shell-script"],
  *check(script) {
    for (const command of commandsRunning(script, /^(?:openssl|ssh-keygen)$/)) yield* judge(command);
  },
});

function* judge(command: ShellCommand): Iterable<Problem> {
  const { name, arguments: words } = invocationOf(command);
  const anchor = command.anchor ?? "";
  if (name === "openssl") yield* judgeOpenssl(words, anchor);
  // Other options than these show, convert, sign or remove keys.
  if (name !== "ssh-keygen" || words.some(({ literal = "" }) => /^-[lyRFHAceipskLQBYDKM]/.test(literal)))
    return;
  const type = optionValue(words, "t");
  const bits = optionValue(words, "b");
  if (type?.text === "dsa")
    yield { at: { ...type.word, anchor }, message: "DSA keys are broken, and current servers refuse them." };
  // Other kinds of keys do not go by bits, and without `-t` only RSA does.
  if (type && type.text !== "rsa") return;
  if (bits) yield* judgeBits(bits, anchor);
  else if (type) yield { at: { ...type.word, anchor }, severity: "low", message: LEFT_OPEN };
}

const LEFT_OPEN = "How long this RSA key gets is left to the version of OpenSSH; before 8.0 it is 2048 bits.";

function* judgeBits({ word, text }: Option, anchor: string): Iterable<Problem> {
  if (/^\d{1,6}$/.test(text) && Number(text) < ENOUGH)
    yield { at: { ...word, anchor }, message: `An RSA key of ${text} bits is too short.` };
}

/** An option and its value. */
interface Option {
  readonly word: ShellWord;
  readonly text: string;
}

/** `-t rsa` or `-trsa`. */
function optionValue(words: readonly ShellWord[], letter: string): Option | undefined {
  for (const [index, word] of words.entries()) {
    const { literal = "" } = word;
    const next = words[index + 1];
    if (literal === `-${letter}`) return next ? { word: next, text: next.literal ?? "" } : undefined;
    if (literal.startsWith(`-${letter}`)) return { word, text: literal.slice(2) };
  }
  return undefined;
}

/** Certificates of servers live shorter, so 2048 bits do there. */
function* judgeOpenssl(words: readonly ShellWord[], anchor: string): Iterable<Problem> {
  if (!words.some(({ literal = "" }) => /^(?:genrsa|req|genpkey)$/.test(literal))) return;
  for (const word of words) {
    const bits = /^(?:rsa:|rsa_keygen_bits:)?(\d{3,5})$/.exec(word.literal ?? "")?.[1];
    if (bits === undefined || Number(bits) >= 2048 || Number(bits) < 512) continue;
    if (words[words.indexOf(word) - 1]?.literal === "-days") continue;
    yield { at: { ...word, anchor }, message: `An RSA key of ${bits} bits is too short.` };
  }
}
