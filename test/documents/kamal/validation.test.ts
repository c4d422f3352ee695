/** Our verdicts against Kamal's own. */
import { describe, expect, test } from "@jest/globals";
import { readRenderedYaml } from "../../../src/documents/kamal/read-rendered-yaml.ts";
import type { Rejection } from "../../../src/documents/kamal/validation/rejection.ts";
import { rejectionOfFile } from "../../../src/documents/kamal/validation/rejection-of.ts";
import type { KamalMajor } from "../../../src/documents/kamal/version/kamal-version.ts";
import { sourceText } from "../../../src/source/source-text.ts";
import { recordedVerdicts } from "./recorded-verdicts.ts";

function judge(text: string, version: KamalMajor = 2, destination?: string): Rejection | undefined {
  const source = sourceText("config/deploy.yml", text);
  return rejectionOfFile(source, readRenderedYaml(source), { version, destination });
}

/** The text of the file that is blamed. */
function blamed(rejection: Rejection | undefined): string | undefined {
  return rejection?.at.source.text.slice(rejection.at.span.start, rejection.at.span.end);
}

describe("the verdict is Kamal's", () => {
  test.each(recordedVerdicts())("Kamal $major on $file", ({ text, major, accepted, message, kind }) => {
    const rejection = judge(text, major);
    expect(rejection === undefined).toBe(accepted);
    if (!accepted) expect(rejection?.kind).toBe(kind);
    if (kind === "config" || kind === "argument") expect(rejection?.message).toBe(message);
    if (rejection && kind !== "crash") expect(blamed(rejection)).not.toBe("");
  });
});
