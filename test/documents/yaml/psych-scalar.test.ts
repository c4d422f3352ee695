/** Plain scalars against what Ruby 3.1's Psych 4.0.3 makes of them, recorded with TZ=UTC. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { resolvePlain } from "../../../src/documents/yaml/psych-scalar.ts";

type Recorded = readonly [source: string, type: string, text: string];

const recorded = JSON.parse(
  readFileSync(new URL("../../fixtures/psych/plain-scalars.json", import.meta.url), "utf8"),
) as Recorded[];

describe("a plain scalar is resolved as Psych does", () => {
  test.each(recorded.filter(([, type]) => type !== "error"))("%j is a %s", (source, type, text) => {
    expect(resolvePlain(source)).toEqual({ type, text });
  });

  test.each(recorded.filter(([, type]) => type === "error"))(
    "%j, on which Psych fails, is kept as text",
    (source) => {
      expect(resolvePlain(source)).toEqual({ type: "string", text: source });
    },
  );
});

test("a scalar of a megabyte costs nothing", () => {
  expect(resolvePlain("1".repeat(1_000_000)).type).toBe("string");
});
