/** Public data on releases and advisories -> what `src/documents/versions/release-data.ts` holds. */
import { compareGemVersions, isGemVersion } from "../src/documents/versions/gem-version.ts";
import { type Advisory, type ReleaseData, WATCHED_GEMS } from "../src/documents/versions/known-versions.ts";
import type { GetJson } from "./get-json.ts";
import { advisoryOf, type OsvEntry } from "./osv-advisory.ts";

/**
 * Asks RubyGems for releases and OSV for advisories; `date` is the day that the data will bear. All of it or nothing: data of
 * which a part is missing would bear a day on which nobody knew that. Throws one sentence.
 */
export async function collectReleaseData(
  getJson: GetJson,
  date: string,
  earlier: ReleaseData | undefined = undefined,
): Promise<ReleaseData> {
  const newestKamal = await newestRelease(getJson);
  const advisories: Advisory[] = [];
  for (const gem of WATCHED_GEMS) advisories.push(...(await advisoriesOf(gem, getJson)));
  const data = { date, newestKamal, advisories };
  if (earlier) refuseLoss(earlier, data);
  return data;
}

async function newestRelease(getJson: GetJson): Promise<string> {
  const releases = await getJson("https://rubygems.org/api/v1/versions/kamal.json");
  if (!Array.isArray(releases))
    throw new Error("rubygems.org answers with something else than a list of releases");
  const numbers = releases.map(numberOf).filter((number) => number !== undefined);
  const newest = numbers.sort(compareGemVersions).at(-1);
  if (newest === undefined) throw new Error("rubygems.org names no release of Kamal");
  return newest;
}

/** A release with letters in its number is a pre-release, whatever else is said of it. */
function numberOf(release: unknown): string | undefined {
  const { number, prerelease } = (release ?? {}) as { number?: unknown; prerelease?: unknown };
  if (typeof number !== "string" || prerelease === true) return undefined;
  return number.trim() !== "" && isGemVersion(number) && /^[\d.]+$/.test(number) ? number : undefined;
}

/** Nobody has so many pages of advisories about one gem. */
const MAX_PAGES = 20;

async function advisoriesOf(gem: string, getJson: GetJson): Promise<Advisory[]> {
  const entries = (await entriesOf(gem, getJson)).sort((a, b) => rankOf(a) - rankOf(b));
  const advisories = entries.filter(({ withdrawn }) => !withdrawn).map((entry) => read(entry, gem));
  // the same advisory comes from several databases, of which GitHub's, put last, knows how grave it is
  const byId = new Map(advisories.filter(({ ranges }) => ranges.length > 0).map((one) => [one.id, one]));
  return [...byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

function rankOf({ id }: OsvEntry): number {
  return id.startsWith("GHSA-") ? 1 : 0;
}

function read(entry: OsvEntry, gem: string): Advisory {
  try {
    return advisoryOf(entry, gem);
  } catch (error) {
    throw new Error(`api.osv.dev gives ${entry.id} in a form that is not known`, { cause: error });
  }
}

async function entriesOf(gem: string, getJson: GetJson): Promise<OsvEntry[]> {
  const entries: OsvEntry[] = [];
  let token: unknown;
  for (let page = 1; page <= MAX_PAGES; page++) {
    const query = { package: { name: gem, ecosystem: "RubyGems" }, ...(token ? { page_token: token } : {}) };
    const answer = await getJson("https://api.osv.dev/v1/query", query);
    if (typeof answer !== "object" || answer === null || Array.isArray(answer))
      throw new Error(`api.osv.dev answers with something else than advisories about ${gem}`);
    const { vulns = [], next_page_token } = answer as { vulns?: unknown; next_page_token?: unknown };
    if (!Array.isArray(vulns)) throw new Error(`api.osv.dev gives no list of advisories about ${gem}`);
    entries.push(...vulns.filter(isEntry));
    token = next_page_token;
    if (!token) return entries;
  }
  throw new Error(`api.osv.dev gives no end of pages about ${gem}`);
}

function isEntry(entry: unknown): entry is OsvEntry {
  const id = (entry as { id?: unknown } | null)?.id;
  return typeof id === "string" && /^[\w.-]{1,60}$/.test(id);
}

/** An empty answer looks like good news, so what was known before must be explained by a person. */
function refuseLoss(earlier: ReleaseData, data: ReleaseData): void {
  if (compareGemVersions(data.newestKamal, earlier.newestKamal) < 0)
    throw new Error(
      `rubygems.org names Kamal ${data.newestKamal} as the newest, which is older than ${earlier.newestKamal}`,
    );
  for (const gem of WATCHED_GEMS) {
    const [before, now] = [earlier, data].map(
      ({ advisories }) => advisories.filter((one) => one.gem === gem).length,
    );
    if (before && !now)
      throw new Error(`api.osv.dev names no advisory about ${gem} any more, of which ${before} were known`);
  }
}
