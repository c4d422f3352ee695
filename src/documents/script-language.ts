/** Which language a script is written in: shebang first, then the file's ending, then what it looks like. */
import type { SourceText } from "../source/source-text.ts";
import { isNamedForDeploying } from "./deployment-scripts.ts";
import type { FileRole } from "./file-role.ts";

/** Languages told apart; `unknown` is read as text only. */
export type ScriptLanguage = "shell" | "ruby" | "python" | "javascript" | "unknown";

interface Sign {
  readonly language: ScriptLanguage;
  readonly sign: RegExp;
}

const INTERPRETERS: readonly Sign[] = [
  { language: "shell", sign: /^(?:ba|da|z|k|a|fi)?sh$/ },
  { language: "ruby", sign: /^(?:j|truffle)?ruby[\d.]*$/ },
  { language: "python", sign: /^(?:python[\d.]*|pypy[\d.]*|uv|ipython)$/ },
  { language: "javascript", sign: /^(?:node(?:js)?|deno|bun|bunx|tsx|ts-node|ts-node-esm|zx)$/ },
];

const ENDINGS: readonly Sign[] = [
  { language: "shell", sign: /\.(?:ba|z|k)?sh$/ },
  { language: "ruby", sign: /\.(?:rb|rake|ru)$|(?:^|\/)Rakefile$/ },
  { language: "python", sign: /\.pyw?$/ },
  { language: "javascript", sign: /\.[cm]?[jt]sx?$/ },
  { language: "unknown", sign: /\.(?:md|txt|ya?ml|json|sample|example|keep|gitkeep|erb|conf|toml|env)$/ },
];

/** Lines that only one language has. Plain words that a message might hold are none. */
const LOOKS: readonly Sign[] = [
  {
    language: "shell",
    sign: /^[ \t]*(?:(?:fi|done|esac)[ \t]*(?:$|[;#&|>])|(?:el)?if \[|set -[a-z]*[euxo]|[A-Za-z_]\w*="?\$[({]|export \w+=|echo[ \t]+["'$])|\bthen[ \t]*$/m,
  },
  {
    language: "ruby",
    sign: /^[ \t]*(?:require(?:_relative)?[ \t]+["']|puts[ \t]+["']|def \w+[?!]?(?:\(|$)|end[ \t]*$|\w+\.each do\b)|\bENV(?:\[|\.fetch)|\bdo \|\w/m,
  },
  {
    language: "python",
    sign: /^(?:import \w+(?:, ?\w+)*[ \t]*$|from [\w.]+ import )|^def \w+\([^\n]*:[ \t]*$|^if __name__ ==/m,
  },
  {
    language: "javascript",
    sign: /^(?:const|let|var) [\w{[][^\n]* = |^import [^\n]* from ["']|\brequire\(["'][\w:@./-]+["']\)|^(?:async )?function \w+\(/m,
  },
];

/** Nobody needs more to show which language it is. */
const LOOKED_AT = 20_000;

/** Kamal starts a hook without a shebang through sh, as `env` does. */
export function scriptLanguageOf(source: SourceText, role: FileRole): ScriptLanguage {
  if (/\.sample$/.test(source.path)) return "unknown";
  const text = source.text.slice(0, LOOKED_AT);
  const interpreter = interpreterIn(text);
  const byShebang = languageFor(INTERPRETERS, interpreter);
  if (byShebang) return underWrongShebang(byShebang, text) ?? byShebang;
  if (interpreter !== undefined) return "unknown";
  const byEnding = languageFor(ENDINGS, source.path);
  const isCalled = role === "script" && !isNamedForDeploying(source.path); // `bash docs/notes.txt` runs it all the same
  if (isCalled && (byEnding ?? "unknown") === "unknown") return onlyLook(text) ?? "shell";
  if (byEnding) return byEnding;
  if (role !== "hook" && !/(?:^|\/)(?:bin|scripts?)\//.test(source.path)) return "unknown";
  return onlyLook(text) ?? "shell";
}

/**
 * Those it is read in: the one it looks like, the one that its start says, since that is what runs, and what other files run it by,
 * whatever its name says.
 */
export function languagesOf(
  source: SourceText,
  role: FileRole,
  runBy: readonly ScriptLanguage[] = [],
): ScriptLanguage[] {
  const all = new Set([scriptLanguageOf(source, role), ...startedAs(source, role), ...runBy]);
  return [...all].filter((language) => language !== "unknown");
}

/** What starts a file by itself: its shebang, or the shell that gets programs without one. */
function startedAs({ path, text }: SourceText, role: FileRole): ScriptLanguage[] {
  if (path.endsWith(".sample")) return [];
  const interpreter = interpreterIn(text.slice(0, LOOKED_AT));
  if (interpreter !== undefined) return [languageOfInterpreter(interpreter)];
  const isStarted = role === "hook" || role === "script";
  return isStarted && !languageFor(ENDINGS, path) ? ["shell"] : [];
}

/** The language of what a program such as `python3` runs. */
export function languageOfInterpreter(name: string): ScriptLanguage {
  return languageFor(INTERPRETERS, name) ?? "unknown";
}

function languageFor(signs: readonly Sign[], text: string | undefined): ScriptLanguage | undefined {
  return text === undefined ? undefined : signs.find(({ sign }) => sign.test(text))?.language;
}

/** The program a shebang starts, without folder: `#!/usr/bin/env -S A=b ruby -w` is ruby. */
function interpreterIn(text: string): string | undefined {
  const line = /^#!\s*([^\n\r]*)/.exec(text)?.[1]?.trim().split(/\s+/).slice(0, 12);
  if (!line) return undefined;
  const names = line.map((word) => word.replace(/^.*\//, ""));
  const [first = "", ...rest] = names;
  if (first !== "env") return first;
  const words = rest.filter(
    (word) => word !== "" && !/^-(?:S|i|u|v|-\w+(?:=.*)?)?$|^[A-Za-z_]\w*=/.test(word),
  );
  const [program, next] = words;
  return /^(?:npx|pnpm|yarn|bundle|exec|dlx)$/.test(program ?? "")
    ? (words.find((word) => languageFor(INTERPRETERS, word)) ?? next)
    : program?.replace(/^-S/, "");
}

/** A Ruby shebang over a body of shell stands in real projects; what the author wrote is what is to be read. */
function underWrongShebang(language: ScriptLanguage, text: string): ScriptLanguage | undefined {
  const look = onlyLook(text);
  if (look === undefined || look === language) return undefined;
  if (look === "shell" && NO_SHELL.test(text)) return undefined;
  return language === "shell" || look === "shell" ? look : undefined;
}

/** Assignments with blanks around the sign, which a program that holds shell text in a here-document has. */
const NO_SHELL = /^[ \t]*(?:(?:const|let|var) )?[A-Za-z_]\w*(?:, ?\w+)* = \S|<<~/m;

/** The only language a text looks like. */
function onlyLook(text: string): ScriptLanguage | undefined {
  const code = text.replace(/^[ \t]*(?:#|\/\/).*$/gm, "");
  const looks = LOOKS.filter(({ sign }) => sign.test(code));
  return looks.length === 1 ? looks[0]?.language : undefined;
}
