/** What is known about releases of Kamal and of the gems it runs on, at the date of the data. */
import { isWithin, type VersionRange } from "./gem-version.ts";
import { RELEASE_DATA } from "./release-data.ts";

/** What `npm run update-advisories` collects. */
export interface ReleaseData {
  /** Day of the data: later releases and advisories are not known. */
  readonly date: string;
  readonly newestKamal: string;
  readonly advisories: readonly Advisory[];
}

/** One published advisory. */
export interface Advisory {
  readonly gem: string;
  readonly id: string;
  readonly title: string;
  readonly severity: "low" | "medium" | "high" | "critical";
  readonly ranges: readonly VersionRange[];
}

/** A fault of some releases of Kamal that was fixed without an advisory. */
export interface KamalFault {
  readonly range: VersionRange;
  /** Completes "This Kamal …". */
  readonly what: string;
  /** Set when only those are affected who fetch secrets with this adapter. */
  readonly adapter?: string;
}

/** Day of the data. */
export const DATA_DATE = RELEASE_DATA.date;

/** The newest release of Kamal known. */
export const NEWEST_KAMAL = RELEASE_DATA.newestKamal;

/** The gems whose advisories are kept: Kamal and what it connects, computes and locks with. */
export const WATCHED_GEMS = ["kamal", "sshkit", "net-ssh", "activesupport", "concurrent-ruby"] as const;

/** From the history of Kamal's own repository, the gravest first. */
const KAMAL_FAULTS: readonly KamalFault[] = [
  {
    range: { from: "0", before: "1.0.0" },
    what: "puts secrets on the command line of `docker run`, where every user of the server can read them",
  },
  {
    range: { from: "1.0.0", before: "1.9.1" },
    what: "starts a Traefik that lets clients strip headers (CVE-2024-45410) unless `traefik.image` says otherwise",
  },
  {
    range: { from: "1.9.1", before: "2.0.0" },
    what: "builds the environment of hooks into a shell command, where values can run commands and other users read them",
  },
  {
    range: { from: "2.7.0", before: "2.9.0" },
    what: "lets folder ids of Passbolt run commands while secrets are fetched",
    adapter: "passbolt",
  },
];

/** Advisories for a version of a gem. */
export function advisoriesFor(gem: string, version: string): Advisory[] {
  return RELEASE_DATA.advisories.filter(
    (advisory) => advisory.gem === gem && advisory.ranges.some((range) => isWithin(version, range)),
  );
}

/** Faults of a release of Kamal. */
export function faultsOfKamal(version: string): KamalFault[] {
  return KAMAL_FAULTS.filter(({ range }) => isWithin(version, range));
}
