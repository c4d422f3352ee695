/** CHG-07: a change hands a secret to containers that did without it. */

import type { Accessory } from "../../documents/kamal/accessories.ts";
import type { KamalConfiguration } from "../../documents/kamal/configuration.ts";
import { stakesOf } from "../../documents/kamal/destination-stakes.ts";
import { describeOwner, type Owner, ROOT } from "../../documents/kamal/owner.ts";
import { isKnown } from "../../documents/yaml/yaml-node.ts";
import { defineChangeRule, type Problem } from "../../engine/rule.ts";
import type { Severity } from "../../engine/severity.ts";
import {
  effectiveEnvironments,
  ownerKey,
  type SecretReference,
} from "../shared/configuration/effective-environment.ts";
import { reachOfBinding } from "../shared/network/hosts.ts";
import { isHarmlessName } from "../shared/secrets/secret-names.ts";

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
    const audiences = audiencesOf(before);
    const accessories = new Map(after.accessories.map((accessory) => [ownerKey(accessory.owner), accessory]));
    for (const { owner, secrets } of effectiveEnvironments(after.root)) {
      const key = ownerKey(owner);
      for (const secret of secrets) {
        const audience = audiences.get(secret.source);
        if (!audience || audience.has(key) || !isKnown(secret.at) || isHarmlessName(secret.name)) continue;
        if (!isItsOwn(secret, accessories.get(key))) yield* judge(secret, owner, audience, after);
      }
    }
  },
});

/** Whom a secret is given, by key. */
type Audience = ReadonlyMap<string, Owner>;

function audiencesOf({ root }: KamalConfiguration): Map<string, Audience> {
  const audiences = new Map<string, Map<string, Owner>>();
  for (const { owner, secrets } of effectiveEnvironments(root)) {
    for (const { source } of secrets) {
      const audience = audiences.get(source) ?? new Map<string, Owner>();
      audiences.set(source, audience.set(ownerKey(owner), owner));
    }
  }
  return audiences;
}

/** New secrets belong to whom they are given; only those that others had already have an audience that can widen. */
function* judge(
  { at, source }: SecretReference,
  owner: Owner,
  audience: Audience,
  after: KamalConfiguration,
): Iterable<Problem> {
  // What the root has, every role has.
  const isInRoot = audience.has(ownerKey(ROOT)) && /^(?:role|tag)$/.test(owner.kind);
  const severity = severityOf(owner, audience, after);
  if (isInRoot || !severity) return;
  const [first = owner] = audience.values();
  const name = /^\w{1,80}$/.test(source) ? source : "";
  const what = name === "" ? "This secret" : `\`${name}\``;
  const message = `${what}, which ${describeOwner(first)} had, goes to ${describeOwner(owner)} too.`;
  yield { at, subject: name, severity, message };
}

/** A service needs the password that it is to ask for itself: POSTGRES_PASSWORD in postgres, MEILI_MASTER_KEY in meilisearch. */
function isItsOwn({ name }: SecretReference, accessory: Accessory | undefined): boolean {
  const [word = ""] = name.toLowerCase().split("_");
  const [service = ""] = (accessory?.image?.text ?? "").split("/").slice(-1);
  return word.length >= 4 && service.includes(word.slice(0, 5));
}

/** A database gets the password that the application has; what strangers can reach should not. */
function severityOf(owner: Owner, audience: Audience, after: KamalConfiguration): Severity | undefined {
  const most = stakesOf(after.destination) === "production" ? "medium" : "low";
  if (owner.kind === "root") {
    const hadBefore = [...audience.values()].some(({ kind }) => kind !== "accessory");
    return hadBefore && after.roles.some((role) => !audience.has(ownerKey(role.owner))) ? most : undefined;
  }
  if (owner.kind !== "accessory") return "info";
  return isReachable(owner.name, after) ? most : undefined;
}

function isReachable(name: string, { proxied, publishedPorts }: KamalConfiguration): boolean {
  const isIts = ({ owner }: { readonly owner: Owner }): boolean =>
    owner.kind === "accessory" && owner.name === name;
  return (
    proxied.some(isIts) ||
    publishedPorts.filter(isIts).some(({ address }) => reachOfBinding(address) === "public")
  );
}
