/** Every file of the project that is made from others, with the content it must have. */
import { drawReview } from "../demo/picture.ts";
import { setStage } from "../demo/stage.ts";
import { play } from "../demo/story.ts";
import { jsonSchemas } from "./json-schemas.ts";
import { PROJECT_ROOT, rulesIndex } from "./rule-files.ts";
import { rulePages } from "./rule-pages.ts";

/** Absolute paths and contents. */
export async function generatedFiles(): Promise<ReadonlyMap<string, string>> {
  const pages = [...(await rulePages())].map(
    ([name, text]) => [`${PROJECT_ROOT}docs/rules/${name}`, text] as const,
  );
  const schemas = [...jsonSchemas()].map(([name, text]) => [`${PROJECT_ROOT}schema/${name}`, text] as const);
  return new Map([
    [`${PROJECT_ROOT}src/rules/index.ts`, rulesIndex()],
    [`${PROJECT_ROOT}docs/review.svg`, await reviewPicture()],
    ...pages,
    ...schemas,
  ]);
}

/** The picture in the README shows what the demo's embedded GitHub really holds. */
async function reviewPicture(): Promise<string> {
  const stage = await setStage();
  try {
    return drawReview((await play(stage)).careless);
  } finally {
    await stage.close();
  }
}
