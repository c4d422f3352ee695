/** Which language a script is written in: shebang first, then the file's ending, then what it is used for. */
import type { SourceText } from "../source/source-text.ts";
import type { FileRole } from "./file-role.ts";

/** Languages told apart; only `shell` is read as a program so far, the others as text. */
export type ScriptLanguage = "shell" | "ruby" | "python" | "javascript" | "unknown";

const INTERPRETERS: readonly { readonly language: ScriptLanguage; readonly name: RegExp }[] = [
  { language: "shell", name: /^(?:ba|da|z|k|a)?sh$/ },
  { language: "ruby", name: /^ruby[\d.]*$/ },
  { language: "python", name: /^python[\d.]*$/ },
  { language: "javascript", name: /^(?:node|deno|bun|tsx|ts-node)$/ },
];

const ENDINGS: readonly { readonly language: ScriptLanguage; readonly ending: RegExp }[] = [
  { language: "shell", ending: /\.(?:ba|z|k)?sh$/ },
  { language: "ruby", ending: /\.rb$/ },
  { language: "python", ending: /\.py$/ },
  { language: "javascript", ending: /\.[cm]?[jt]s$/ },
  { language: "unknown", ending: /\.(?:md|txt|ya?ml|json|sample|example|keep|gitkeep|erb|conf|toml)$/ },
];

/** Kamal starts a hook without a shebang through sh, as `env` does. */
export function scriptLanguageOf(source: SourceText, role: FileRole): ScriptLanguage {
  if (/\.sample$/.test(source.path)) return "unknown";
  const interpreter = /^#!\s*(?:\S*\/)?(?:env\s+(?:-S\s+)?(?:\w+=\S*\s+)*)?(?:\S*\/)?([\w.-]+)/.exec(
    source.text,
  );
  const byShebang = INTERPRETERS.find(
    ({ name }) => interpreter?.[1] !== undefined && name.test(interpreter[1]),
  );
  if (byShebang) return byShebang.language;
  const byEnding = ENDINGS.find(({ ending }) => ending.test(source.path));
  if (byEnding) return byEnding.language;
  return role === "hook" || /(?:^|\/)(?:bin|scripts?)\//.test(source.path) ? "shell" : "unknown";
}
