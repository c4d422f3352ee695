/** How much is at stake at a destination, told by its name: production is judged more strictly than a sandbox. */

const SANDBOX =
  /^(?:dev(?:elopment)?|test(?:ing)?|local(?:host)?|sandbox|playground|demo|example|sample|template|tmpl)$/;
const REHEARSAL = /^(?:stag(?:e|ing)|review(?:-?apps?)?|preview|qa|uat|beta|canary|ci|preprod(?:uction)?)$/;

/** `production` is also what the base file and unknown names count as. */
export type Stakes = "production" | "rehearsal" | "sandbox";

/** Reads a destination's name word by word: `eu-staging` is a rehearsal. */
export function stakesOf(destination: string | undefined): Stakes {
  const words = (destination ?? "").toLowerCase().split(/[^a-z]+/);
  if (words.some((word) => /^prod(?:uction)?$|^live$/.test(word))) return "production";
  if (words.some((word) => SANDBOX.test(word))) return "sandbox";
  return words.some((word) => REHEARSAL.test(word)) ? "rehearsal" : "production";
}
