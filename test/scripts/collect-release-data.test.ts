import { expect, test } from "@jest/globals";
import { collectReleaseData } from "../../scripts/collect-release-data.ts";
import type { GetJson } from "../../scripts/get-json.ts";

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

const known = {
  date: "2026-08-01",
  newestKamal: "2.12.0",
  advisories: [{ gem: "net-ssh", id: "CVE-2026-1", title: "", severity: "low", ranges: [{ from: "0" }] }],
} as const;

test.each([
  ["advisories about a gem that are all gone", answering([]), "api.osv.dev names no advisory about net-ssh"],
  ["a newest release that is older than the known one", releases([{ number: "2.9.0" }]), "older than 2.12.0"],
  ["no release at all", releases([{ number: "3.0.0.rc1", prerelease: false }]), "names no release of Kamal"],
  ["releases that are no list", releases({ error: "gone" }), "something else than a list of releases"],
  ["advisories that are no list", osv({ vulns: "none" }), "gives no list of advisories about kamal"],
  ["an answer that is no object", osv([]), "something else than advisories about kamal"],
  ["an entry in another form", osv({ vulns: [{ id: "GHSA-a", affected: "all" }] }), "gives GHSA-a in a form"],
  ["pages without an end", osv({ next_page_token: "more" }), "gives no end of pages about kamal"],
])("%s are refused in a sentence", async (_, getJson, sentence) => {
  await expect(collectReleaseData(getJson, "2026-09-01", known)).rejects.toThrow(sentence);
});

function releases(answer: unknown): GetJson {
  return async (url) => (url.includes("rubygems.org") ? answer : {});
}

function osv(answer: unknown): GetJson {
  return async (url) => (url.includes("rubygems.org") ? [{ number: "2.12.0", prerelease: false }] : answer);
}

test("GitHub's word on how grave it is counts, in whatever order the databases come", async () => {
  const other = entry("RUBY-1", { database_specific: null });
  const severities = [entry("GHSA-a", { database_specific: { severity: "HIGH" } }), other];
  for (const vulns of [severities, severities.toReversed()]) {
    const { advisories } = await collectReleaseData(answering(vulns), "2026-09-01", known);
    expect(advisories.map(({ severity }) => severity)).toEqual(["high"]);
  }
});

test("entries without a usable name are passed over", async () => {
  const vulns = [entry("GHSA-a"), null, {}, { id: "`rm`" }];
  expect(
    (await collectReleaseData(answering(vulns as object[]), "2026-09-01", known)).advisories,
  ).toHaveLength(1);
});
