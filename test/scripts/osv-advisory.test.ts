import { expect, test } from "@jest/globals";
import { advisoryOf } from "../../scripts/osv-advisory.ts";

const ADDED_LATER = { schema_version: "9.9.9", severity: [{ type: "CVSS_V9", score: "?" }], credits: null };

function rangesOf(affected: object): unknown {
  const entry = { id: "GHSA-a", ...ADDED_LATER, affected: [{ package: { name: "net-ssh" }, ...affected }] };
  return advisoryOf(entry, "net-ssh").ranges;
}

function events(...list: object[]): object {
  return { ranges: [{ type: "ECOSYSTEM", events: list }] };
}

test.each([
  ["a fixed release", events({ introduced: "0" }, { fixed: "7.3.1" }), [{ from: "0", before: "7.3.1" }]],
  ["no fixed release", events({ introduced: "2.0" }), [{ from: "2.0" }]],
  [
    "a last affected release",
    events({ introduced: "0" }, { last_affected: "7.3.0" }),
    [{ from: "0", through: "7.3.0" }],
  ],
  [
    "several ranges in any order",
    events({ fixed: "8.1" }, { introduced: "8.0" }, { introduced: "0" }, { fixed: "7.3" }),
    [
      { from: "0", before: "7.3" },
      { from: "8.0", before: "8.1" },
    ],
  ],
  [
    "pre-releases",
    events({ introduced: "3.0.0.beta1" }, { fixed: "3.0.0.rc2" }),
    [{ from: "3.0.0.beta1", before: "3.0.0.rc2" }],
  ],
  [
    "commits, which are no versions",
    { ranges: [{ type: "GIT", events: [{ introduced: "0" }, { fixed: "6879efc2c1596d11a6a6ad29" }] }] },
    [],
  ],
  ["single versions", { versions: ["2.13.0", "not a version"] }, [{ from: "2.13.0", through: "2.13.0" }]],
  [
    "an end that is said beside the range",
    {
      ...events({ introduced: "0" }),
      database_specific: { last_known_affected_version_range: "<= 1.2.3" },
    },
    [{ from: "0", through: "1.2.3" }],
  ],
  ["an event of a kind that is not known", events({ introduced: "0" }, { limit: "*" }), [{ from: "0" }]],
  ["nothing about versions", {}, []],
])("%s", (_, affected, expected) => {
  expect(rangesOf(affected)).toEqual(expected);
});

test("a package that was published to do harm is critical", () => {
  expect(advisoryOf({ id: "MAL-2026-7" }, "kamal")).toMatchObject({ id: "MAL-2026-7", severity: "critical" });
});

test("a title is one line, made of the details where there is no summary", () => {
  const entry = { id: "GHSA-a", details: `First line\n\n${"word ".repeat(60)}` };
  expect(advisoryOf(entry, "kamal").title).toMatch(/^First line (?:word )+…$/);
});
