/** CTR-13: a change takes protections away from a container. */
import type { KamalConfiguration } from "../../documents/kamal/configuration.ts";
import type { DockerOptions } from "../../documents/kamal/docker-options.ts";
import { describeContainer, type Owner } from "../../documents/kamal/owner.ts";
import { dig, entryOf, itemsOf, scalarsOf, type YamlMap } from "../../documents/yaml/yaml-node.ts";
import { defineChangeRule, type Problem } from "../../engine/rule.ts";
import type { Severity } from "../../engine/severity.ts";
import type { Place } from "../../source/source-text.ts";
import { atDestination } from "../shared/configuration/milder.ts";
import { accessoryOf, ownerKey, roleOf } from "../shared/configuration/parts.ts";
import { secondWritten } from "../shared/configuration/written-twice.ts";
import { lostProtections, optionsOf, type Protection, settingsOf } from "../shared/containers/hardening.ts";
import { nearestLeft } from "../shared/places/nearest-left.ts";
import { shortened } from "../shared/places/shortened.ts";

export default defineChangeRule({
  id: "hardening-removed",
  category: "container",
  severity: "high",
  confidence: "high",
  title: "Container's protection removed by a change",
  why: 'From the next deployment on, Kamal starts the container without it (`docker run …` no longer has `--read-only` or `--cap-drop "ALL"`), so whoever gets into the application gets further than before.',
  fix: "Put the flag back, or say in the pull request why the container can't live with it any more.",
  references: ["https://docs.docker.com/engine/security/"],
  compares: "kamal-configuration",
  supersedes: ["root-user"],
  *compare(before, after) {
    for (const owner of ownersOf(before)) {
      const was = optionsOf(before, owner);
      const problem = stillRuns(owner, after) ? judge(owner, was, after) : undefined;
      if (problem) yield problem;
    }
  },
});

/** Containers that may be protected, each once. */
function ownersOf({ dockerOptions, accessories }: KamalConfiguration): Owner[] {
  const owners = [...dockerOptions, ...accessories].map(({ owner }) => owner);
  return [...new Map(owners.map((owner) => [ownerKey(owner), owner])).values()];
}

/** What a destination file still says about an accessory that the base no longer has starts nothing. */
function stillRuns(owner: Owner, { roles, accessories, root }: KamalConfiguration): boolean {
  if (owner.kind === "proxy") return entryOf(root, "proxy") !== undefined;
  return roleOf(owner, roles) !== undefined || accessoryOf(owner, accessories)?.image !== undefined;
}

/** More would make no sentence. */
const MAX_NAMES = 5;

/** One problem for each container, whatever it loses. */
function judge(owner: Owner, was: readonly DockerOptions[], after: KamalConfiguration): Problem | undefined {
  const now = optionsOf(after, owner);
  const lost = lostProtections(was, now).filter((one) => !isReportedElsewhere(one, now));
  const [first] = lost;
  if (!first) return undefined;
  const names = lost
    .slice(0, MAX_NAMES)
    .map(({ name }) => `\`${shortened(name)}\``)
    .join(", ");
  const severity: Severity = lost.some((one) => one.severity === "high") ? "high" : "medium";
  return {
    at: placeOf(first, { owner, was, now, after }),
    subject: `${owner.kind} ${owner.name}`,
    severity: atDestination(severity, after.destination),
    message: `This change takes ${names} away from ${describeContainer(owner).replace(/^The/, "the")}.`,
  };
}

/**
 * `no-new-privileges:false`, unlimited processes and the host's network have rules of their own, which speak on the new line.
 */
function isReportedElsewhere({ flag, name }: Protection, now: readonly DockerOptions[]): boolean {
  if (flag === "cap-drop") return false;
  const texts = settingsOf(flag, now).flatMap(({ value }) => scalarsOf(value).map(({ text }) => text));
  if (flag === "pids-limit") return texts.length > 0;
  if (flag === "network") return texts.some((text) => /^(?:host$|container:)/.test(text));
  const option = name.replace("security-opt ", "");
  return (
    flag === "security-opt" && texts.some((text) => /unconfined|false/.test(text) && text.startsWith(option))
  );
}

interface Loss {
  readonly owner: Owner;
  readonly was: readonly DockerOptions[];
  readonly now: readonly DockerOptions[];
  readonly after: KamalConfiguration;
}

/** The new value when there is one, else the nearest line that is left of the section. */
function placeOf({ flag }: Protection, { owner, was, now, after }: Loss): Place {
  const second = secondWritten(settingsOfOwner(owner, after), "options");
  if (second) return second.key;
  const setting = settingsOf(flag, now)[0];
  if (setting) return itemsOf(setting.value).length > 0 ? setting.key : setting.value;
  const options = was.find(({ options: map }) => entryOf(map, flag))?.options;
  const left = options && now[0] && nearestLeft(options, flag, now[0].options);
  return left?.key ?? sectionOf(owner, after);
}

function settingsOfOwner(
  owner: Owner,
  { roles, accessories }: Pick<KamalConfiguration, "roles" | "accessories">,
): YamlMap | undefined {
  return (roleOf(owner, roles) ?? accessoryOf(owner, accessories))?.settings;
}

function sectionOf({ kind, name }: Owner, { root, roles, accessories }: KamalConfiguration): Place {
  const section = kind === "role" ? "servers" : kind === "accessory" ? "accessories" : kind;
  const options = entryOf(settingsOfOwner({ kind, name }, { roles, accessories }), "options");
  if (options) return options.key;
  const own = entryOf(dig(root, section), name);
  return (own ?? entryOf(root, section))?.key ?? root;
}
