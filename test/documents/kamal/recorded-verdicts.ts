/** Files and what Kamal 2.12.0 and 1.9.3 said to them, recorded from Kamal itself. */
import { readFileSync } from "node:fs";

/** One row of the record. */
export interface Verdict {
  readonly file: string;
  readonly text: string;
  readonly major: 1 | 2;
  readonly accepted: boolean;
  /** Empty when accepted, and for crashes. */
  readonly message: string;
  readonly kind: string;
}

const FOLDER = new URL("../../fixtures/kamal-behaviour/validation/", import.meta.url);

/** All rows, two for each file. */
export function recordedVerdicts(): Verdict[] {
  const [, ...rows] = readFileSync(new URL("index.tsv", FOLDER), "utf8").trimEnd().split("\n");
  return rows.map((row) => {
    const [file = "", kamal = "", accepted = "", message = "", kind = ""] = row.split("\t");
    const text = readFileSync(new URL(file, FOLDER), "utf8");
    return { file, text, major: kamal.startsWith("2") ? 2 : 1, accepted: accepted === "true", message, kind };
  });
}
