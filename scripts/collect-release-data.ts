/** Public data on releases and advisories -> what `src/documents/versions/release-data.ts` holds. */
import {
  compareGemVersions,
  isGemVersion,
  type VersionRange,
} from "../src/documents/versions/gem-version.ts";
import { type Advisory, type ReleaseData, WATCHED_GEMS } from "../src/documents/versions/known-versions.ts";

/** Gets a JSON document; with a body by POST. Throws when it can't. */
export type GetJson = (url: string, body?: unknown) => Promise<unknown>;

/** Asks RubyGems for releases and OSV for advisories; `date` is the day that the data will bear. */
export async function collectReleaseData(getJson: GetJson, date: string): Promise<ReleaseData> {
  const releases = (await getJson("https://rubygems.org/api/v1/versions/kamal.json")) as readonly Release[];
  const newestKamal = releases
    .filter(({ number, prerelease }) => !prerelease && isGemVersion(number))
    .map(({ number }) => number)
    .sort(compareGemVersions)
    .at(-1);
  if (newestKamal === undefined) throw new Error("rubygems.org names no release of Kamal");
  const advisories: Advisory[] = [];
  for (const gem of WATCHED_GEMS) advisories.push(...(await advisoriesOf(gem, getJson)));
  return { date, newestKamal, advisories };
}

interface Release {
  readonly number: string;
  readonly prerelease: boolean;
}

/** The parts of OSV's format that are used; see https://ossf.github.io/osv-schema/. */
interface OsvEntry {
  readonly id: string;
  readonly aliases?: readonly string[];
  readonly summary?: string;
  readonly withdrawn?: string;
  readonly database_specific?: { readonly severity?: string };
  readonly affected?: readonly {
    readonly package?: { readonly name?: string };
    readonly ranges?: readonly { readonly events?: readonly OsvEvent[] }[];
  }[];
}

interface OsvEvent {
  readonly introduced?: string;
  readonly fixed?: string;
}

interface OsvPage {
  readonly vulns?: readonly OsvEntry[];
  readonly next_page_token?: string;
}

async function advisoriesOf(gem: string, getJson: GetJson): Promise<Advisory[]> {
  const entries: OsvEntry[] = [];
  let token: string | undefined;
  do {
    const query = { package: { name: gem, ecosystem: "RubyGems" }, ...(token ? { page_token: token } : {}) };
    const page = (await getJson("https://api.osv.dev/v1/query", query)) as OsvPage;
    entries.push(...(page.vulns ?? []));
    token = page.next_page_token;
  } while (token);
  const advisories = entries.filter(({ withdrawn }) => !withdrawn).map((entry) => advisoryOf(entry, gem));
  // the same advisory comes from several databases
  const byId = new Map(advisories.filter(({ ranges }) => ranges.length > 0).map((one) => [one.id, one]));
  return [...byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

const SEVERITIES: Readonly<Record<string, Advisory["severity"]>> = {
  LOW: "low",
  MODERATE: "medium",
  MEDIUM: "medium",
  HIGH: "high",
  CRITICAL: "critical",
};

function advisoryOf(entry: OsvEntry, gem: string): Advisory {
  const { id, aliases = [], summary = "", database_specific: specific, affected = [] } = entry;
  const ranges = affected
    .filter((one) => one.package?.name === gem)
    .flatMap((one) => (one.ranges ?? []).flatMap(({ events = [] }) => rangesOf(events)));
  return {
    gem,
    id: [id, ...aliases].find((name) => name.startsWith("CVE-")) ?? id,
    title: summary.replace(/\s+/g, " ").trim(),
    severity: SEVERITIES[specific?.severity?.toUpperCase() ?? ""] ?? "medium",
    ranges,
  };
}

/** `introduced` opens a range and `fixed` closes it. */
function rangesOf(events: readonly OsvEvent[]): VersionRange[] {
  const ranges: VersionRange[] = [];
  let from: string | undefined;
  for (const { introduced, fixed } of events) {
    if (introduced !== undefined) from = introduced;
    if (fixed === undefined || from === undefined) continue;
    ranges.push({ from, before: fixed });
    from = undefined;
  }
  return from === undefined ? ranges : [...ranges, { from }];
}
