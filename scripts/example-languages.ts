/** The language that a fixture shows a rule in. */
import { scriptLanguageOf } from "../src/documents/script-language.ts";
import { sourceText } from "../src/source/source-text.ts";
import type { FixtureCase } from "../test/support/rule-fixtures.ts";

const SCRIPTS: Readonly<Record<string, string>> = {
  shell: "Shell",
  ruby: "Ruby",
  python: "Python",
  javascript: "JavaScript",
};

const FILES: readonly (readonly [path: RegExp, language: string])[] = [
  [/(?:^|\/)\.github\/workflows\//, "Workflow"],
  [/(?:^|\/)\.kamal\/secrets/, "Secrets file"],
  [/(?:^|\/)(?:Dockerfile[^/]*|[^/]+\.[Dd]ockerfile)$/, "Dockerfile"],
  [/\.ya?ml$/, "Configuration"],
];

/** In the order in which a page shows them. */
export const LANGUAGES: readonly string[] = [
  "Shell",
  "Ruby",
  "Python",
  "JavaScript",
  "Configuration",
  "Secrets file",
  "Dockerfile",
  "Workflow",
  "Text",
];

/** Names of languages for fences of Markdown. */
export const FENCES: Readonly<Record<string, string>> = {
  Ruby: "ruby",
  Python: "python",
  JavaScript: "js",
  Dockerfile: "dockerfile",
  Workflow: "yaml",
  Configuration: "yaml",
};

/** Of the file that is reported, else of the last one that isn't there for the others' sake. */
export function languageOf({ after: { files, expected } }: FixtureCase): string {
  const [first] = expected;
  const texts = files.map(({ path, content }) => ({
    path,
    language: languageOfFile(path, content instanceof Uint8Array ? Buffer.from(content).toString() : ""),
  }));
  const found =
    texts.find(({ path }) => path === first?.path) ??
    texts.find(({ language }) => language !== "Configuration") ??
    texts[0];
  return found?.language ?? "Shell";
}

/** The language of one file. */
export function languageOfFile(path: string, text: string): string {
  const byPath = FILES.find(([pattern]) => pattern.test(path))?.[1];
  return byPath ?? SCRIPTS[scriptLanguageOf(sourceText(path, text), "script")] ?? "Text";
}
