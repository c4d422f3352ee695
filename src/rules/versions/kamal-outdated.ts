/** VER-03 and CFG-03: a release of Kamal with known faults, or far behind. */
import type { GemfileLock } from "../../documents/gemfile/gemfile-lock.ts";
import type { Project } from "../../documents/project.ts";
import {
  DATA_DATE,
  faultsOfKamal,
  type KamalFault,
  NEWEST_KAMAL,
} from "../../documents/versions/known-versions.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import type { Place } from "../../source/source-text.ts";
import { kamalInstalls, releaseOf } from "../shared/scripts/kamal-installs.ts";
import { kamalImages } from "../shared/workflows/workflow-images.ts";

/** How many minor releases behind the newest one is still usual. */
const USUAL_DISTANCE = 2;

export default defineRule({
  id: "kamal-outdated",
  category: "versions",
  severity: "medium",
  confidence: "high",
  title: "Outdated Kamal",
  why: "Kamal 1 gets no more fixes, and faults of a release stay open on every machine that deploys with it; later releases also brought the keys that close agent forwarding and file modes.",
  fix: `Update to ${NEWEST_KAMAL} or newer: \`bundle update kamal\`; from Kamal 1 follow the upgrade guide.`,
  references: [
    "https://github.com/basecamp/kamal/releases",
    "https://kamal-deploy.org/docs/upgrading/overview/",
  ],
  appliesTo: ["gemfile-lock", "shell-script", "workflow"],
  *check(document, project) {
    for (const { version, at } of releasesIn(document)) yield* judge(version, at, project);
  },
});

interface Release {
  readonly version: string;
  readonly at: Place;
}

function releasesIn(
  document: Parameters<typeof kamalImages>[0] | Parameters<typeof kamalInstalls>[0] | GemfileLock,
): Release[] {
  if (document.kind === "gemfile-lock")
    return document.gems.flatMap((gem) =>
      gem.name === "kamal" || gem.name === "mrsk" ? [{ version: gem.version, at: gem }] : [],
    );
  if (document.kind === "shell-script" && document.role === "dockerfile") return [];
  const installs = document.kind === "workflow" ? kamalImages(document) : kamalInstalls(document);
  return installs.flatMap((install) => {
    const version = releaseOf(install);
    return version === undefined || !install.version ? [] : [{ version, at: install.version.at }];
  });
}

function* judge(version: string, at: Place, project: Project): Iterable<Problem> {
  const [fault] = faultsOfKamal(version).filter((one) => concerns(one, project));
  if (fault) {
    yield { at, message: `Kamal ${version} ${fault.what} (as known on ${DATA_DATE}).` };
    return;
  }
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [newestMajor = 0, newestMinor = 0] = NEWEST_KAMAL.split(".").map(Number);
  if (major < 2) yield { at, message: `Kamal ${version} gets no more fixes (as known on ${DATA_DATE}).` };
  else if (major === newestMajor && newestMinor - minor > USUAL_DISTANCE)
    yield {
      at,
      severity: "low",
      message: `Kamal ${version} is ${newestMinor - minor} minor releases behind ${NEWEST_KAMAL} (as known on ${DATA_DATE}).`,
    };
}

/** A fault of an adapter matters to those who fetch secrets with it. */
function concerns({ adapter }: KamalFault, { documents }: Project): boolean {
  if (adapter === undefined) return true;
  return documents.some(
    (document) =>
      document.kind === "text-file" &&
      /^(?:secrets|script|hook)$/.test(document.role) &&
      document.source.text.includes(adapter),
  );
}
