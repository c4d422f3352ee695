/** The commands Kamal would run for one configuration, to the letter. Pure: nothing is run, no secret is looked up. */
import type { YamlMap } from "../../yaml/yaml-node.ts";
import { deployedAccessories } from "./accessories.ts";
import { type AccessoryPlan, accessoryPlan } from "./accessory-commands.ts";
import { accessoryPlanOfKamal1 } from "./accessory-commands-1.ts";
import { builderCommands } from "./builder-commands.ts";
import { builderCommandsOfKamal1 } from "./builder-commands-1.ts";
import type { Deployment } from "./deployment.ts";
import { type ProxyRun, proxyRuns } from "./proxy-container.ts";
import { registryLogins, registrySetup } from "./registry-commands.ts";
import { type RolePlan, rolePlan } from "./role-commands.ts";
import { rolePlanOfKamal1 } from "./role-commands-1.ts";
import { deployedRoles, primaryRole } from "./roles.ts";
import { rootHash } from "./ruby-value.ts";
import type { Major } from "./shell-words.ts";
import { type SshPlan, sshPlan } from "./ssh-settings.ts";
import { traefikRuns } from "./traefik.ts";
import { PLACEHOLDER_WORDING, type PlanWording } from "./wording.ts";

/** The commands of one destination, in the names that docs/json.md explains. */
export interface Plan {
  readonly roles: Readonly<Record<string, RolePlan>>;
  readonly accessories: Readonly<Record<string, AccessoryPlan>>;
  readonly proxy_run: readonly ProxyRun[];
  readonly builder: readonly string[];
  readonly registry_login: readonly string[];
  readonly registry_setup?: string;
  readonly ssh: SshPlan;
}

/** What a plan is made for. */
export interface PlanOptions {
  /** Tag of the image, as with `kamal --version`. */
  readonly version: string;
  readonly major: Major;
  readonly destination: string | undefined;
  readonly wording?: PlanWording;
}

/** The plan of an effective configuration; what Kamal would reject gives a plan of what can be read. */
export function planOf(root: YamlMap, options: PlanOptions): Plan {
  const { version, major, destination = null, wording = PLACEHOLDER_WORDING } = options;
  const deployment: Deployment = { root: rootHash(root, wording), major, version, destination, wording };
  const roles = deployedRoles(deployment);
  const accessories = deployedAccessories(deployment, roles);
  const setup = registrySetup(deployment);
  const old = major === 1;
  return {
    roles: record(roles, (role) => (old ? rolePlanOfKamal1 : rolePlan)(role, deployment)),
    accessories: record(accessories, (accessory) =>
      (old ? accessoryPlanOfKamal1 : accessoryPlan)(accessory, deployment),
    ),
    proxy_run: old ? traefikRuns(roles, deployment) : proxyRuns(roles, accessories, deployment),
    builder: old ? builderCommandsOfKamal1(deployment) : builderCommands(deployment),
    registry_login: registryLogins(deployment, accessories),
    ...(setup === undefined ? {} : { registry_setup: setup }),
    ssh: sshPlan(deployment, primaryRole(roles)?.hosts[0]),
  };
}

function record<Part extends { readonly name: string }, Planned>(
  parts: readonly Part[],
  plan: (part: Part) => Planned,
): Record<string, Planned> {
  return Object.fromEntries(parts.map((part) => [part.name, plan(part)]));
}
