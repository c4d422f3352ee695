/** Kamal's releases and the advisories of the gems it runs on. Written by `npm run update-advisories`; do not edit. */
import type { ReleaseData } from "./known-versions.ts";

/** See the module comment. */
export const RELEASE_DATA: ReleaseData = {
  date: "2026-08-22",
  newestKamal: "2.12.0",
  advisories: [
    {
      gem: "activesupport",
      id: "CVE-2023-22796",
      title: "Slow regular expression in underscore",
      severity: "high",
      ranges: [
        { from: "0", before: "5.2.8.15" },
        { from: "6.0.0", before: "6.1.7.1" },
        { from: "7.0.0", before: "7.0.4.1" },
      ],
    },
    {
      gem: "activesupport",
      id: "CVE-2023-28120",
      title: "Possible cross-site scripting in SafeBuffer#bytesplice",
      severity: "medium",
      ranges: [
        { from: "0", before: "6.1.7.3" },
        { from: "7.0.0", before: "7.0.4.3" },
      ],
    },
    {
      gem: "activesupport",
      id: "CVE-2023-38037",
      title: "Encrypted files readable by others while they are edited",
      severity: "medium",
      ranges: [
        { from: "5.2.0", before: "6.1.7.5" },
        { from: "7.0.0", before: "7.0.7.1" },
      ],
    },
    {
      gem: "activesupport",
      id: "CVE-2026-33169",
      title: "Slow regular expression in number_to_delimited",
      severity: "medium",
      ranges: [
        { from: "0", before: "7.2.3.1" },
        { from: "8.0.0", before: "8.0.4.1" },
        { from: "8.1.0", before: "8.1.2.1" },
      ],
    },
    {
      gem: "activesupport",
      id: "CVE-2026-33170",
      title: "Possible cross-site scripting in SafeBuffer#%",
      severity: "medium",
      ranges: [
        { from: "0", before: "7.2.3.1" },
        { from: "8.0.0", before: "8.0.4.1" },
        { from: "8.1.0", before: "8.1.2.1" },
      ],
    },
    {
      gem: "activesupport",
      id: "CVE-2026-33176",
      title: "Number helpers that expand scientific notation without bound",
      severity: "medium",
      ranges: [
        { from: "0", before: "7.2.3.1" },
        { from: "8.0.0", before: "8.0.4.1" },
        { from: "8.1.0", before: "8.1.2.1" },
      ],
    },
    {
      gem: "concurrent-ruby",
      id: "CVE-2026-54904",
      title: "AtomicReference#update that never returns on NaN",
      severity: "high",
      ranges: [{ from: "0", before: "1.3.7" }],
    },
    {
      gem: "concurrent-ruby",
      id: "CVE-2026-54905",
      title: "Write lock granted without exclusivity after many reads",
      severity: "low",
      ranges: [{ from: "0", before: "1.3.7" }],
    },
    {
      gem: "concurrent-ruby",
      id: "CVE-2026-54906",
      title: "Write lock that another thread can release",
      severity: "low",
      ranges: [{ from: "0", before: "1.3.7" }],
    },
  ],
};
