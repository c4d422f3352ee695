/** IMG-03: a change makes servers pull their image from somewhere else. */

import type { KamalConfiguration } from "../../documents/kamal/configuration.ts";
import { describeOwner } from "../../documents/kamal/owner.ts";
import { dig, get, type YamlScalar } from "../../documents/yaml/yaml-node.ts";
import { defineChangeRule, type Problem } from "../../engine/rule.ts";
import type { Severity } from "../../engine/severity.ts";
import type { Place } from "../../source/source-text.ts";
import { highAt } from "../shared/configuration/stakes.ts";
import { isTemplate } from "../shared/configuration/templates.ts";
import {
  applicationSourceOf,
  type ImageSource,
  imageSourceOf,
  isLocalRegistry,
} from "../shared/images/application-image.ts";

export default defineChangeRule({
  id: "registry-redirect",
  category: "images",
  severity: "high",
  confidence: "high",
  title: "Image pulled from somewhere else by a change",
  why: "Kamal pushes to and pulls `REGISTRY/NAMESPACE/NAME:VERSION` on every server, and logs in there with the registry password: whoever owns the new place can replace what runs, and learns the password.",
  fix: "Have an owner of the deployment confirm that the new place is yours, and make a new password for it.",
  references: ["https://kamal-deploy.org/docs/configuration/docker-registry/"],
  compares: "kamal-configuration",
  *compare(before, after) {
    if (isTemplate(before)) return;
    const severity = highAt(after.destination);
    yield* judge(applicationSourceOf(before.root), applicationSourceOf(after.root), {
      severity,
      what: "the application",
      otherwise: get(after.root, "registry") ?? after.root,
    });
    const known = registriesOf(before);
    const accessories = new Map(before.accessories.map((accessory) => [accessory.name, accessory]));
    for (const accessory of after.accessories) {
      const earlier = accessories.get(accessory.name);
      if (!earlier) continue;
      const [old, now] = [earlier, accessory].map(({ settings, image }) =>
        imageSourceOf(image, dig(settings, "registry", "server")),
      );
      // another image from elsewhere is told as such, unless it comes with a login for a registry that is new here
      const isSame = earlier.image?.text === accessory.image?.text;
      if (!isSame && !(now && loginIsNew(old, now) && !known.has(now.registry))) continue;
      const what = describeOwner(accessory.owner);
      yield* judge(old, now, { severity, what, otherwise: accessory.image ?? accessory.settings });
    }
  },
});

interface Subject {
  readonly severity: Severity;
  readonly what: string;
  /** Where to point when the server's line is gone. */
  readonly otherwise: Place;
}

function* judge(
  old: ImageSource | undefined,
  now: ImageSource | undefined,
  subject: Subject,
): Iterable<Problem> {
  if (!old || !now || isLocalRegistry(now.registry)) return;
  const moved = old.registry !== now.registry;
  if ((!moved && ownerOf(old) === ownerOf(now)) || NOBODY.test(ownerOf(old))) return;
  // what a shell would take apart is reported for that
  if (/[\s;|&$`<>()]/.test(now.registry)) return;
  const { what, otherwise } = subject;
  const written: YamlScalar | undefined = moved
    ? (now.server ?? (old.server ? undefined : now.image))
    : now.image;
  const message = `The image of ${what} is to come from ${nameOf(now)} instead of ${nameOf(old)}.`;
  yield { at: written ?? otherwise, severity: severityOf(old, now, subject), message, subject: what };
}

/** What stands in a template until somebody fills it in. */
const NOBODY =
  /^(?:todo|change-?me|example|(?:your|my)-(?:user(?:name)?|org|name|company)|username|user|acme-inc)$/i;

/** Where the password goes that stands beside the registry's name. */
function loginIsNew(old: ImageSource | undefined, now: ImageSource): boolean {
  return now.server !== undefined && now.server.text !== old?.server?.text;
}

/** The registries that anything of a deployment comes from. */
function registriesOf({ root, accessories }: KamalConfiguration): ReadonlySet<string> {
  const all = accessories.map(({ settings, image }) =>
    imageSourceOf(image, dig(settings, "registry", "server")),
  );
  return new Set([applicationSourceOf(root), ...all].flatMap((source) => source?.registry ?? []));
}

/** Groups below the first part belong to whom that belongs. */
function ownerOf({ namespace }: ImageSource): string {
  return namespace.split("/", 1)[0] ?? "";
}

/** Projects start with the registry that Kamal runs itself; and one owner goes by one name at several registries. */
function severityOf(old: ImageSource, now: ImageSource, { severity }: Subject): Severity {
  if (isLocalRegistry(old.registry)) return "low";
  const sameOwner = old.namespace !== "" && old.namespace === now.namespace && isShared(old) && isShared(now);
  return sameOwner && severity === "high" ? "medium" : severity;
}

/** Registries at which a name belongs to whoever took it first. */
function isShared({ registry }: ImageSource): boolean {
  return /^(?:docker\.io|ghcr\.io|quay\.io|registry\.gitlab\.com)$/.test(registry);
}

/** Whatever is no plain name, such as an address with a password, is not repeated. */
function nameOf({ registry, namespace }: ImageSource): string {
  const name = namespace === "" ? registry : `${registry}/${namespace}`;
  return /^[\w./:-]{1,120}$/.test(name) ? `\`${name}\`` : "another place";
}
