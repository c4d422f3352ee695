/** Programs that used to stop the deployment when they failed, and whose failure a change lets pass. */
import { at, BEST_EFFORT, type Line, type Weakening } from "./gate-lines.ts";

/** `check=True` in Python and `exception: true` in Ruby make a failing program stop the script. */
const STRICTLY = /,? ?(?:check ?= ?True|exception: true)/;

/** Ways to go on whatever happens: of Python and Ruby, of zx and Bun, of execa, of promises. */
const FORGIVING =
  /,? ?(?:check ?= ?False|exception: false|reject: ?false|nothrow: ?true)|\.nothrow\(\)|\.catch\(\(\w*\) => (?:\{ ?\}|\(?\{?\}?\)?|null|undefined|false|true|console\.\w+\([^()]*\))\)/;

/** The line of before, with what made it strict gone or something added that forgives. */
export function forgivenFailures(old: readonly Line[], added: readonly Line[]): Weakening[] {
  const strict = new Set(old.flatMap(({ text }) => (STRICTLY.test(text) ? [bare(text, STRICTLY)] : [])));
  const plain = new Set(old.flatMap(({ text }) => (FORGIVING.test(text) ? [] : [text])));
  return added.flatMap((line) => {
    if (STRICTLY.test(line.text)) return [];
    const without = bare(line.text, FORGIVING);
    const isForgiven = strict.has(without) || (without !== line.text && plain.has(without));
    return isForgiven && !BEST_EFFORT.test(without)
      ? [at(line, "A check that fails is ignored here from now on.")]
      : [];
  });
}

/** Without the words that decide, and without options that are empty then. */
function bare(text: string, words: RegExp): string {
  return text.replace(words, "").replace(/, ?\{ ?\}/, "");
}
