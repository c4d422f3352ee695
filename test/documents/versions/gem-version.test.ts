import { expect, test } from "@jest/globals";
import { compareGemVersions, isGemVersion, isWithin } from "../../../src/documents/versions/gem-version.ts";
import { advisoriesFor, faultsOfKamal } from "../../../src/documents/versions/known-versions.ts";

test("versions stand in the order of RubyGems", () => {
  const sorted = ["2.10.0", "2.0.0.rc1", "1.9.3", "2.0.0", "2.0.0.beta2", "2.9"].sort(compareGemVersions);
  expect(sorted).toEqual(["1.9.3", "2.0.0.beta2", "2.0.0.rc1", "2.0.0", "2.9", "2.10.0"]);
  expect(compareGemVersions("2.0", "2.0.0")).toBe(0);
});

test("ranges hold their first version and not the one that mends the fault", () => {
  expect(isWithin("2.7.0", { from: "2.7.0", before: "2.9.0" })).toBe(true);
  expect(isWithin("2.9.0", { from: "2.7.0", before: "2.9.0" })).toBe(false);
  expect(isWithin("99", { from: "1" })).toBe(true);
});

test("a range may also name its last version", () => {
  const range = { from: "2.7.0", through: "2.8.2" };
  expect(["2.8.2", "2.8.2.1", "2.8.3.rc1", "2.8.2.rc1"].map((version) => isWithin(version, range))).toEqual([
    true,
    false,
    false,
    true,
  ]);
});

test("only digits and letters with dots are a version", () => {
  expect(["2.0.0", "2.0.0.rc1", "v2", "$V"].map(isGemVersion)).toEqual([true, true, false, false]);
});

test("the data knows the gaps between patched lines of a gem", () => {
  const ids = (version: string): number => advisoriesFor("activesupport", version).length;
  expect(["7.2.3", "7.2.3.1", "8.0.4", "8.0.4.1", "8.1.2", "8.1.2.1"].map(ids)).toEqual([3, 0, 3, 0, 3, 0]);
});

test("every release of Kamal 1 has a known fault, the newest has none", () => {
  expect(faultsOfKamal("1.9.3")).toHaveLength(1);
  expect(faultsOfKamal("2.8.2").map(({ adapter }) => adapter)).toEqual(["passbolt"]);
  expect(faultsOfKamal("2.12.0")).toEqual([]);
});
