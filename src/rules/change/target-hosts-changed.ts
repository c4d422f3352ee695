/** CHG-01: a change deploys to machines that were not part of the deployment before. */

import type { KamalConfiguration } from "../../documents/kamal/configuration.ts";
import { stakesOf } from "../../documents/kamal/destination-stakes.ts";
import type { Project } from "../../documents/project.ts";
import { dig, get, isKnown, scalarOf, type YamlScalar } from "../../documents/yaml/yaml-node.ts";
import { defineChangeRule, type Problem } from "../../engine/rule.ts";
import type { Severity } from "../../engine/severity.ts";
import { effectiveEnvironments } from "../shared/effective-environment.ts";
import { reachOf } from "../shared/hosts.ts";
import { isNeighbour } from "../shared/neighbours.ts";
import { isTemplate, isTemplateHost } from "../shared/templates.ts";

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
    const old = targetsOf(before);
    const known = new Set(old.map(({ name }) => name));
    if (old.length === 0 || isTemplate(before)) return;
    const project = projectHosts(change.before);
    const told = new Set<string>();
    for (const target of targetsOf(after)) {
      const { at, name } = target;
      if (!isMachine(target) || known.has(name) || told.has(name)) continue;
      told.add(name);
      yield judge(target, { isComparable: old.every(isMachine), project, after }, at);
    }
  },
});

/** A machine that takes part in a deployment. */
interface Target {
  readonly at: YamlScalar;
  /** Without user and port. */
  readonly name: string;
  readonly part: "server" | "bastion" | "builder";
}

function targetsOf({ root, roles, accessories }: KamalConfiguration): Target[] {
  const servers = [
    ...roles.flatMap(({ hosts }) => hosts.map(({ name }) => name)),
    ...accessories.flatMap(({ hosts }) => hosts),
  ];
  const bastion = scalarOf(dig(root, "ssh", "proxy"));
  const builder = scalarOf(dig(root, "builder", "remote"));
  return [
    ...servers.map((at): Target => ({ at, name: nameOf(at), part: "server" })),
    ...(bastion ? [{ at: bastion, name: nameOf(bastion), part: "bastion" } as const] : []),
    // Daemons without SSH are reported for that.
    ...(builder?.text.startsWith("ssh://")
      ? [{ at: builder, name: nameOf(builder), part: "builder" } as const]
      : []),
  ];
}

function nameOf({ text }: YamlScalar): string {
  const name = text
    .trim()
    .toLowerCase()
    .replace(/^ssh:\/\//, "")
    .replace(/^[^@]*@/, "")
    .replace(/\/.*$/, "");
  return /^\[/.test(name) || name.split(":").length > 2
    ? name.replace(/^\[([^\]]*)\].*$/, "$1")
    : name.replace(/:\d+$/, "");
}

const PARTS: Readonly<Record<Target["part"], string>> = {
  server: "Kamal is to deploy to `…`, which was no machine of this deployment before",
  bastion: "Every SSH connection is to go through `…`, which was no machine of this deployment before",
  builder: "The image is to be built on `…`, which was no machine of this deployment before",
};

/** What a new machine is judged by. */
interface Surroundings {
  /** False when the machines so far are only known to Ruby, or not filled in. */
  readonly isComparable: boolean;
  /** Names and addresses that the project had before, in any destination, those of its websites included. */
  readonly project: ReadonlySet<string>;
  readonly after: KamalConfiguration;
}

function projectHosts({ documents }: Project): Set<string> {
  const configurations = documents.filter((document) => document.kind === "kamal-configuration");
  return new Set(
    configurations.flatMap((configuration) => [
      ...targetsOf(configuration)
        .filter(isMachine)
        .map(({ name }) => name),
      ...configuration.proxied.flatMap(({ hosts }) => hosts.filter(isKnown).map(nameOf)),
    ]),
  );
}

function isMachine({ at, name }: Target): boolean {
  return isKnown(at) && !isTemplateHost(name) && (at.tag === undefined || at.tag.startsWith("tag:yaml.org"));
}

function judge(target: Target, surroundings: Surroundings, at: YamlScalar): Problem {
  const { name, part } = target;
  const secrets = effectiveEnvironments(surroundings.after.root).some((env) => env.secrets.length > 0);
  const gets = secrets && part === "server" ? ", and hand it secrets" : "";
  const shown = /^[\w.:-]{1,100}$/.test(name) ? name : "this host";
  const message = `${PARTS[part].replace("…", () => shown)}${gets}.`;
  return { at, message, subject: part, severity: severityOf(target, surroundings, secrets) };
}

function severityOf(
  { name, part }: Target,
  { isComparable, project, after }: Surroundings,
  secrets: boolean,
): Severity {
  const stakes = stakesOf(after.destination);
  if (stakes !== "production") return stakes === "rehearsal" ? "low" : "info";
  const isStranger = reachOf(name) !== "private" && ![...project].some((other) => isNeighbour(other, name));
  const given = part === "builder" ? get(after.root, "registry") !== undefined : part === "server" && secrets;
  return isComparable && isStranger && given ? "high" : "medium";
}
