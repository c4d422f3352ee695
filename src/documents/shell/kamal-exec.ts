/** `kamal server exec "…"` and `kamal app exec "…"`: shell text that Kamal runs on hosts or in containers. */
import { kamalCall } from "./kamal-call.ts";
import type { ShellCommand, ShellWord } from "./shell-script.ts";
import { type Invocation, leadingText } from "./wrappers.ts";

/** The words Kamal is told to run, and where. */
export interface KamalExec {
  readonly words: readonly ShellWord[];
  readonly runsOn: ShellCommand["runsOn"];
}

/** Options of `exec` and of every command that take a separate value (`kamal app help exec` of 2.12). */
const TAKES_VALUE =
  /^(?:-[edchr]|--(?:env|destination|config[-_]file|hosts|roles|version|lock-wait-(?:timeout|interval)))$/;

/** Undefined for anything but an `exec`. */
export function kamalExec(invocation: Invocation): KamalExec | undefined {
  const call = kamalCall(invocation);
  if (!call) return undefined;
  const [group, verb, ...rest] = positional(call.arguments);
  if (verb?.literal !== "exec") return undefined;
  if (group?.literal === "server") return { words: rest, runsOn: "remote" };
  if (group?.literal === "app") return { words: rest, runsOn: "container" };
  return group?.literal === "accessory" ? { words: rest.slice(1), runsOn: "container" } : undefined;
}

function positional(words: readonly ShellWord[]): ShellWord[] {
  const kept: ShellWord[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at];
    const text = leadingText(word);
    if (TAKES_VALUE.test(text)) at++;
    else if (
      word &&
      !text.startsWith("-") &&
      !isOptionalOption(word) &&
      !holdsOptions(word, words.slice(at + 1))
    )
      kept.push(word);
  }
  return kept;
}

/** `$DEST -r web "bin/x"`, `"${destination_args[@]}" --reuse migrate`: a variable that says so, among options and before a command. */
function holdsOptions({ parts: [part, ...others], source }: ShellWord, after: readonly ShellWord[]): boolean {
  if (part?.kind !== "variable" || others.length > 0 || !leadingText(after[0]).startsWith("-")) return false;
  const isArray = source.text.slice(part.span.start, part.span.end).includes("[@]");
  const isWhole = part.quotes !== "none" && !isArray; // one word, which would be the command
  const command = after.at(-1);
  return (
    !isWhole && command !== undefined && !leadingText(command).startsWith("-") && OPTIONS.test(part.name)
  );
}

const OPTIONS =
  /^(?:\w+_)?(?:dest(?:ination)?(?:_(?:args?|opts?|options?|flags?))?|opts?|options?|flags?)$|^kamal_args$/i;

/** `${KAMAL_DESTINATION:+-d "$KAMAL_DESTINATION"}` */
function isOptionalOption({ parts }: ShellWord): boolean {
  const [part] = parts;
  if (part?.kind !== "variable" || !/^:?\+$/.test(part.operator)) return false;
  const [first] = part.inner;
  return first?.kind === "literal" && first.text.startsWith("-");
}
