/** Every file of the project that is made from others, with the content it must have. */
import { PROJECT_ROOT, rulesIndex } from "./rule-files.ts";
import { rulePages } from "./rule-pages.ts";

/** Absolute paths and contents. The index of rules comes first: the pages are made with it. */
export async function generatedFiles(): Promise<ReadonlyMap<string, string>> {
  const pages = [...(await rulePages())].map(
    ([name, text]) => [`${PROJECT_ROOT}docs/rules/${name}`, text] as const,
  );
  return new Map([[`${PROJECT_ROOT}src/rules/index.ts`, rulesIndex()], ...pages]);
}
