/** A string form of starting a program -> its list form, where the words are plain. */
import {
  type Expression,
  optionOf,
  type Program,
  type ProgramLanguage,
} from "../../../documents/program/program.ts";
import type { Edit } from "../../../engine/rule.ts";
import { onceFor } from "../../../source/once-for.ts";
import type { SourceText } from "../../../source/source-text.ts";
import type { ShellInput } from "./shell-values.ts";

/** What a shell would read as more than a word. */
const SPECIAL = /[^\w@%+=:,./ -]/;

/** Undefined unless the replacement means the same but for values with blanks or worse in them. */
export function argvEdit({ start, word }: ShellInput, program: Program): Edit | undefined {
  const { call, form } = start;
  if (form !== "shell" || word.kind !== "text" || call.arguments[0] !== word) return undefined;
  const words = plainWords(word, WRITTEN[program.language]);
  if (!words || words.length < 2) return undefined;
  const list = words.map((one) => WRITTEN[program.language].word(one));
  return EDITS[program.language]({ start, word, list, source: program.source.text });
}

/** A piece of a word: text, or the code of an interpolation. */
type Piece = { readonly text: string } | { readonly code: string };

interface Writing {
  /** How a string with interpolations begins, and what stands around their code. */
  readonly opening: RegExp;
  readonly around: RegExp;
  readonly word: (pieces: readonly Piece[]) => string;
}

const WRITTEN: Readonly<Record<ProgramLanguage, Writing>> = {
  ruby: { opening: /^"/, around: /^#\{(.*)\}$/s, word: (pieces) => asRuby(pieces) },
  python: {
    opening: /^[fF](["'])(?!\1\1)/,
    around: /^\{([\w.]+)\}$/,
    word: (pieces) => asText(pieces, (code) => `str(${code})`, ['f"', "{", '"']),
  },
  javascript: {
    opening: /^`/,
    around: /^\$\{(.*)\}$/s,
    word: (pieces) => asText(pieces, (code) => `String(${code})`, ["`", "${", "`"]),
  },
};

function plainWords(word: Expression & { readonly kind: "text" }, writing: Writing): Piece[][] | undefined {
  const { text } = word.source;
  if (!writing.opening.test(text.slice(word.span.start, word.span.start + 4))) return undefined;
  const words: Piece[][] = [[]];
  for (const part of word.parts) {
    if (part.kind === "value") {
      const code = writing.around.exec(text.slice(part.span.start, part.span.end))?.[1]?.trim();
      if (!code || /arg|opt|flag|cmd|command|param/i.test(code)) return undefined; // may hold several words on purpose
      words.at(-1)?.push({ code });
      continue;
    }
    if (SPECIAL.test(part.text)) return undefined;
    const [first = "", ...others] = part.text.split(/ +/);
    if (first !== "") words.at(-1)?.push({ text: first });
    for (const other of others) words.push(other === "" ? [] : [{ text: other }]);
  }
  const kept = words.filter((pieces) => pieces.length > 0);
  const [program] = kept;
  const startsWithName = program?.every((piece) => "text" in piece && !piece.text.includes("="));
  return startsWithName ? kept : undefined;
}

function asRuby(pieces: readonly Piece[]): string {
  const [only] = pieces;
  if (pieces.length === 1 && only && "code" in only)
    return /^@?\w+$/.test(only.code) ? only.code : `${only.code}.to_s`;
  return `"${pieces.map((piece) => ("text" in piece ? piece.text : `#{${piece.code}}`)).join("")}"`;
}

/** Lists take strings only; numbers have to be made into one. */
function asText(
  pieces: readonly Piece[],
  alone: (code: string) => string,
  [open, before, close]: readonly [open: string, before: string, close: string],
): string {
  const [only] = pieces;
  if (pieces.length === 1 && only && "code" in only) return alone(only.code);
  const text = pieces.map((piece) => ("text" in piece ? piece.text : `${before}${piece.code}}`)).join("");
  return pieces.every((piece) => "text" in piece) ? `"${text}"` : `${open}${text}${close}`;
}

interface Listed extends Pick<ShellInput, "start" | "word"> {
  readonly list: readonly string[];
  readonly source: string;
}

const EDITS: Readonly<Record<ProgramLanguage, (listed: Listed) => Edit | undefined>> = {
  ruby: ({ start, word, list }) => {
    const words = list.join(", ");
    if (start.call.path === "IO.popen") return { span: word.span, text: `[${words}]` };
    const isPlain = /^(?:Kernel\.)?(?:system|exec|spawn)$|^Open3\.(?:capture(?:2e?|3)|popen(?:2e?|3))$/;
    return isPlain.test(start.call.path) ? { span: word.span, text: words } : undefined;
  },
  python: withoutShell,
  javascript: asExecFile,
};

/** `subprocess.run(f"…", shell=True)` becomes `subprocess.run([…])`. */
function withoutShell({ start: { call }, word, list, source }: Listed): Edit | undefined {
  const shell = optionOf(call, "shell");
  if (!/^subprocess\.(?:run|call|check_call|check_output|Popen)$/.test(call.path) || !shell) return undefined;
  const between = source.slice(word.span.end, shell.span.end);
  const kept = /^((?:,\s*\w+\s*=\s*[\w.]+\s*)*),\s*shell\s*=\s*True$/.exec(between)?.[1];
  return kept === undefined
    ? undefined
    : { span: { start: word.span.start, end: shell.span.end }, text: `[${list.join(", ")}]${kept}` };
}

/** `execSync` becomes `execFileSync` where that is at hand: by the name of the module, or imported already. */
function asExecFile({ start: { call }, word, list, source }: Listed): Edit | undefined {
  const called = /^((?:\w{1,50}\.)?)exec(Sync)?(\(\s*)$/.exec(source.slice(call.span.start, word.span.start));
  if (!called || !/^child_process\.exec(?:Sync)?$/.test(call.path)) return undefined;
  const [, module = "", sync = "", open = ""] = called;
  const name = `execFile${sync}`;
  const isAtHand = module !== "" || importedNames(call.source).has(name);
  if (!isAtHand || optionOf(call, "shell")) return undefined;
  const [program = "", ...words] = list;
  return {
    span: { start: call.span.start, end: word.span.end },
    text: `${module}${name}${open}${program}, [${words.join(", ")}]`,
  };
}

/** Those that start a program from a list, as far as they are taken out of a module. */
const importedNames: (source: SourceText) => ReadonlySet<string> = onceFor(({ text }) => {
  const lists = text.matchAll(/\{([^{}]{1,600})\}\s*(?:from|=)/g);
  return new Set([...lists].flatMap(([, names = ""]) => names.match(/\bexecFile(?:Sync)?\b/g) ?? []));
});
