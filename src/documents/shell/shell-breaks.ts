/** Characters of an unquoted text that a shell takes as more than text. */

/** What a text does to the command line it is put into. */
export interface ShellBreak {
  /** The characters that do it. */
  readonly text: string;
  /** Where they stand in the text. */
  readonly at: number;
  /**
   * `command`: starts or ends a command, or writes a file. `expansion`: a parameter expansion that can run one. `variable`: a
   * plain variable, unquoted. `quoted-variable`: one in double quotes. `redirect`: sends output nowhere or to another stream.
   */
  readonly kind: "command" | "expansion" | "variable" | "quoted-variable" | "redirect";
}

const ORDER = ["command", "expansion", "variable", "quoted-variable", "redirect"] as const;

const NOWHERE = /(?:[012&]?>{1,2}[ ]?(?:\/dev\/null|&[012-])|<[ ]?\/dev\/null)(?=[\s;|&]|$)/y;
const BRACED = /\$\{[^}]{0,400}\}/y;
/** `${x:=…}` sets a variable, `${x@P}` evaluates what is in it. */
const RUNNING = /^\$\{[\w![\]]+(?::?=|@[A-Za-z]\}$)/;
const VARIABLE = /\$(?:\{\w{1,100}[^}]{0,400}\}|\w+|[@*#?!$-])/y;

/** All of them outside single quotes, the gravest first. Reads quotes and backslashes as POSIX shells do, in one pass. */
export function shellBreaks(text: string): ShellBreak[] {
  if (!/[`$;&|<>\n]/.test(text)) return []; // nearly every value
  const found: ShellBreak[] = [];
  let inDouble = false;
  for (let i = 0; i < text.length; i++) {
    const character = text[i] ?? "";
    if (character === "\\") i++;
    else if (character === '"') inDouble = !inDouble;
    else if (character === "'" && !inDouble) i = endOfSingle(text, i);
    else {
      const hit = breakAt(text, i, inDouble);
      if (!hit) continue;
      found.push(hit);
      i += hit.text.length - 1;
    }
  }
  return found.sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) || a.at - b.at);
}

function endOfSingle(text: string, open: number): number {
  const close = text.indexOf("'", open + 1);
  return close < 0 ? text.length : close;
}

function breakAt(text: string, at: number, inDouble: boolean): ShellBreak | undefined {
  const character = text[at] ?? "";
  if (character === "`" || text.startsWith("$(", at))
    return { kind: "command", at, text: character === "`" ? "`" : "$(" };
  if (character === "$") {
    const braced = matched(BRACED, text, at);
    if (braced !== undefined && RUNNING.test(braced)) return { kind: "expansion", at, text: braced };
    const variable = matched(VARIABLE, text, at);
    return variable === undefined
      ? undefined
      : { kind: inDouble ? "quoted-variable" : "variable", at, text: variable };
  }
  if (inDouble) return undefined;
  const nowhere = /[012&<>]/.test(character) ? matched(NOWHERE, text, at) : undefined;
  if (nowhere !== undefined) return { kind: "redirect", at, text: nowhere };
  if (!/[;&|<>\n]/.test(character)) return undefined;
  const doubled = /^(?:&&|\|\||>>)/.exec(text.slice(at, at + 2))?.[0];
  return { kind: "command", at, text: doubled ?? character };
}

function matched(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}
