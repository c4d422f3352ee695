/** CHG-07: a change hands a secret to containers that did without it. */

import type { Accessory } from "../../documents/kamal/accessories.ts";
import type { KamalConfiguration } from "../../documents/kamal/configuration.ts";
import { stakesOf } from "../../documents/kamal/destination-stakes.ts";
import { describeOwner, type Owner } from "../../documents/kamal/owner.ts";
import { isKnown } from "../../documents/yaml/yaml-node.ts";
import { defineChangeRule, type Problem } from "../../engine/rule.ts";
import type { Severity } from "../../engine/severity.ts";
import {
  type EffectiveEnvironment,
  effectiveEnvironments,
  type SecretReference,
} from "../shared/effective-environment.ts";
import { reachOfBinding } from "../shared/hosts.ts";
import { isHarmlessName } from "../shared/secret-names.ts";

export default defineChangeRule({
  id: "secret-audience-widened",
  category: "change",
  severity: "medium",
  confidence: "medium",
  title: "Secret handed to more containers",
  why: "Kamal writes an env file of its own for every role and accessory; a secret that is added to one more of them can be read by whoever breaks into that container, and under the root `env` by every role.",
  fix: "Keep the secret with the role, tag or accessory that needs it.",
  references: ["https://kamal-deploy.org/docs/configuration/environment-variables/"],
  compares: "kamal-configuration",
  *compare(before, after) {
    const earlier = effectiveEnvironments(before.root);
    for (const environment of effectiveEnvironments(after.root)) yield* judge(environment, earlier, after);
  },
});

/** New secrets belong to whom they are given; only those that others had already have an audience that can widen. */
function* judge(
  { owner, secrets }: EffectiveEnvironment,
  earlier: readonly EffectiveEnvironment[],
  after: KamalConfiguration,
): Iterable<Problem> {
  const own = after.accessories.find(({ name }) => owner.kind === "accessory" && name === owner.name);
  for (const secret of secrets.filter(({ at, name }) => isKnown(at) && !isHarmlessName(name))) {
    if (own && isItsOwn(secret, own)) continue;
    const had = earlier.filter((other) => other.secrets.some(({ source }) => source === secret.source));
    const owners = had.map((other) => other.owner);
    if (owners.length === 0 || owners.some((other) => reaches(other, owner))) continue;
    const severity = severityOf(owner, owners, after);
    const { at, source: subject } = secret;
    if (severity) yield { at, subject, severity, message: messageOf(secret, owner, owners) };
  }
}

/** A service needs the password that it is to ask for itself: POSTGRES_PASSWORD in postgres, MEILI_MASTER_KEY in meilisearch. */
function isItsOwn({ name }: SecretReference, { image }: Accessory): boolean {
  const [word = ""] = name.toLowerCase().split("_");
  const [service = ""] = (image?.text ?? "").split("/").slice(-1);
  return word.length >= 4 && service.includes(word.slice(0, 5));
}

/** What the root has, every role has. */
function reaches(had: Owner, now: Owner): boolean {
  return (
    (had.kind === now.kind && had.name === now.name) ||
    (had.kind === "root" && /^(?:role|tag)$/.test(now.kind))
  );
}

/** A database gets the password that the application has; what strangers can reach should not. */
function severityOf(
  owner: Owner,
  owners: readonly Owner[],
  configuration: KamalConfiguration,
): Severity | undefined {
  const most = stakesOf(configuration.destination) === "production" ? "medium" : "low";
  if (owner.kind === "root") {
    const had = owners.filter(({ kind }) => kind !== "accessory");
    const isWider = configuration.roles.some(({ name }) => !had.some((other) => other.name === name));
    return had.length > 0 && isWider ? most : undefined;
  }
  if (owner.kind !== "accessory") return "info";
  return isReachable(owner.name, configuration) ? most : undefined;
}

function isReachable(name: string, { proxied, publishedPorts }: KamalConfiguration): boolean {
  const isIts = ({ owner }: { readonly owner: Owner }): boolean =>
    owner.kind === "accessory" && owner.name === name;
  return (
    proxied.some(isIts) ||
    publishedPorts.filter(isIts).some(({ address }) => reachOfBinding(address) === "public")
  );
}

function messageOf({ source }: SecretReference, owner: Owner, owners: readonly Owner[]): string {
  const [first] = owners;
  const had = first ? describeOwner(first) : "nobody";
  const name = /^\w{1,80}$/.test(source) ? `\`${source}\`` : "This secret";
  return `${name}, which ${had} had, goes to ${describeOwner(owner)} too.`;
}
