/** CHG-01: a change deploys to machines that were not part of the deployment before. */

import type { KamalConfiguration } from "../../documents/kamal/configuration.ts";
import { type Stakes, stakesOf } from "../../documents/kamal/destination-stakes.ts";
import { type Change, defineChangeRule, type Problem } from "../../engine/rule.ts";
import type { Severity } from "../../engine/severity.ts";
import { onceFor } from "../../source/once-for.ts";
import { effectiveEnvironments } from "../shared/configuration/effective-environment.ts";
import { isTemplate } from "../shared/configuration/templates.ts";
import { reachOf } from "../shared/network/hosts.ts";
import { isNamed, type Machine, machinesOf } from "../shared/network/machines.ts";
import { neighbourhoodOf } from "../shared/network/neighbours.ts";
import { projectHosts } from "../shared/network/project-hosts.ts";

export default defineChangeRule({
  id: "target-hosts-changed",
  category: "change",
  severity: "medium",
  confidence: "medium",
  title: "Deployment to a new machine",
  why: "Kamal logs in to every host named here, logs it in to the registry, uploads the secrets of its role as an env file and runs the application there: whoever owns the machine has all of it.",
  fix: "Have an owner of the deployment confirm that the machine is yours.",
  references: ["https://kamal-deploy.org/docs/configuration/servers/"],
  compares: "kamal-configuration",
  *compare(before, after, change) {
    const old = machinesOf(before);
    const told = new Set(old.map(({ name }) => name));
    if (old.length === 0 || isTemplate(before)) return;
    const added = machinesOf(after).filter(
      (target) => !told.has(target.name) && isNamed(target) && !NO_HOST.test(target.name),
    );
    if (added.length === 0) return;
    const surroundings: Surroundings = {
      stakes: stakesOf(after.destination),
      isComparable: old.every(isNamed),
      neighbourhoods: new Set(projectHosts(change.before).map(neighbourhoodOf)),
      hasSecrets: effectiveEnvironments(after.root).some(({ secrets }) => secrets.length > 0),
    };
    const first = firstWith(change);
    for (const target of added) {
      if (told.has(target.name) || isToldBefore(target, after, first.get(target.name))) continue;
      told.add(target.name);
      yield judge(target, surroundings);
    }
  },
});

/** The first configuration that gets each machine, which may be the new home of several destinations. */
const firstWith = onceFor(({ before, after }: Change): ReadonlyMap<string, KamalConfiguration> => {
  const old = new Map(configurationsOf(before).map((one) => [keyOf(one), one]));
  const first = new Map<string, KamalConfiguration>();
  for (const configuration of configurationsOf(after)) {
    const earlier = old.get(keyOf(configuration));
    const known = new Set((earlier ? machinesOf(earlier) : []).map(({ name }) => name));
    if (earlier && known.size > 0 && !isTemplate(earlier))
      for (const { name } of machinesOf(configuration))
        if (!known.has(name) && !first.has(name)) first.set(name, configuration);
  }
  return first;
});

function configurationsOf({ documents }: Change["after"]): KamalConfiguration[] {
  return documents.filter((one): one is KamalConfiguration => one.kind === "kamal-configuration");
}

function keyOf({ source, destination = "" }: KamalConfiguration): string {
  return `${source.path} ${destination}`;
}

/** What is at stake in the first one is at stake here too. */
function isToldBefore(
  { at }: Machine,
  configuration: KamalConfiguration,
  first: KamalConfiguration | undefined,
): boolean {
  if (!first || first === configuration) return false;
  return at.source !== first.source && stakesOf(first.destination) === stakesOf(configuration.destination);
}

/** What a shell would take apart is reported for that. */
const NO_HOST = /[\s;|&$`<>()]/;

const PARTS: Readonly<Record<Machine["part"], string>> = {
  server: "Kamal is to deploy to `…`, which was no machine of this deployment before",
  bastion: "Every SSH connection is to go through `…`, which was no machine of this deployment before",
  builder: "The image is to be built on `…`, which was no machine of this deployment before",
};

/** What a new machine is judged by. */
interface Surroundings {
  readonly stakes: Stakes;
  /** False when the machines so far are only known to Ruby, or not filled in. */
  readonly isComparable: boolean;
  /** Networks and domains that the project used before, in any destination, those of its websites included. */
  readonly neighbourhoods: ReadonlySet<string>;
  readonly hasSecrets: boolean;
}

function judge(target: Machine, surroundings: Surroundings): Problem {
  const { at, name, part } = target;
  const gets = surroundings.hasSecrets && part === "server" ? ", and hand it secrets" : "";
  const shown = /^[\w.:-]{1,100}$/.test(name) ? name : "this host";
  const message = `${PARTS[part].replace("…", () => shown)}${gets}.`;
  return { at, message, subject: part, severity: severityOf(target, surroundings) };
}

/** A remote builder is logged in to the registry, and a server gets what its role has; a bastion only passes on. */
function severityOf({ name, part }: Machine, surroundings: Surroundings): Severity {
  const { stakes, isComparable, neighbourhoods, hasSecrets } = surroundings;
  if (stakes !== "production") return stakes === "rehearsal" ? "low" : "info";
  const isFar = !/^(?:private|loopback)$/.test(reachOf(name)) && !neighbourhoods.has(neighbourhoodOf(name));
  const isGiven = part === "builder" || (part === "server" && hasSecrets);
  return isComparable && isFar && isGiven ? "high" : "medium";
}
