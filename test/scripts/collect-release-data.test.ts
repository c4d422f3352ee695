import { expect, test } from "@jest/globals";
import { collectReleaseData, type GetJson } from "../../scripts/collect-release-data.ts";

const entry = (id: string, more: object = {}) => ({
  id,
  summary: "A fault\n in it",
  aliases: ["CVE-2026-1"],
  database_specific: { severity: "MODERATE" },
  affected: [
    {
      package: { name: "net-ssh" },
      ranges: [{ events: [{ introduced: "0" }, { fixed: "7.3.1" }, { introduced: "8.0.0" }] }],
    },
    { package: { name: "another" }, ranges: [{ events: [{ introduced: "0" }] }] },
  ],
  ...more,
});

function answering(vulns: readonly object[]): GetJson {
  return async (url, body) => {
    if (url.includes("rubygems.org"))
      return [
        { number: "2.9.0", prerelease: false },
        { number: "2.12.0", prerelease: false },
        { number: "3.0.0.beta1", prerelease: true },
      ];
    return (body as { package: { name: string } }).package.name === "net-ssh" ? { vulns } : {};
  };
}

test("the newest release and each advisory once, under the name of its CVE", async () => {
  const data = await collectReleaseData(answering([entry("GHSA-a"), entry("OSV-b")]), "2026-09-01");
  expect(data).toEqual({
    date: "2026-09-01",
    newestKamal: "2.12.0",
    advisories: [
      {
        gem: "net-ssh",
        id: "CVE-2026-1",
        title: "A fault in it",
        severity: "medium",
        ranges: [{ from: "0", before: "7.3.1" }, { from: "8.0.0" }],
      },
    ],
  });
});

test("withdrawn advisories and those without ranges are left out", async () => {
  const vulns = [entry("GHSA-a", { withdrawn: "2026-01-01T00:00:00Z" }), entry("GHSA-b", { affected: [] })];
  expect((await collectReleaseData(answering(vulns), "2026-09-01")).advisories).toEqual([]);
});

test("a failure of the network is passed on", async () => {
  const failing: GetJson = () => Promise.reject(new Error("rubygems.org answers 503"));
  await expect(collectReleaseData(failing, "2026-09-01")).rejects.toThrow("rubygems.org answers 503");
});
