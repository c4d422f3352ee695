/** BLD-04: a change after which nobody can tell how an image was built. */
import type { KamalConfiguration } from "../../documents/kamal/configuration.ts";
import { dig, isFalse, isKnown, scalarOf, type YamlScalar } from "../../documents/yaml/yaml-node.ts";
import { defineChangeRule } from "../../engine/rule.ts";

export default defineChangeRule({
  id: "attestation-removed",
  category: "builder",
  severity: "medium",
  confidence: "high",
  title: "Record of the build switched off by a change",
  why: "Images pushed until now carried a record of the commit, the builder and the base images, or a list of what is in them; from this change on, a real image can't be told from one that was pushed with a stolen password.",
  fix: "Keep the record, or say in a comment which registry refuses it.",
  references: ["https://docs.docker.com/build/metadata/attestations/"],
  compares: "kamal-configuration",
  supersedes: ["attestation-off"],
  *compare(before, after) {
    for (const [key, what] of RECORDS) {
      const [was, is] = [settingOf(key, before), settingOf(key, after)];
      if (!was || !is || isOff(was) || !isOff(is) || !isKnown(was) || !isKnown(is)) continue;
      yield { at: is, subject: key, message: `This change takes ${what} away from the images.` };
    }
  },
});

const RECORDS: readonly (readonly [key: string, what: string])[] = [
  ["provenance", "the record of how they were built"],
  ["sbom", "the list of what is in them"],
];

function settingOf(key: string, { root }: KamalConfiguration): YamlScalar | undefined {
  return scalarOf(dig(root, "builder", key));
}

function isOff(setting: YamlScalar): boolean {
  return isFalse(setting) || setting.text === "false";
}
