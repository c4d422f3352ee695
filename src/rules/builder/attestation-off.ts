/** BLD-04: no record of how the image was built. */
import { dig, isFalse, scalarOf } from "../../documents/yaml/yaml-node.ts";
import { defineRule } from "../../engine/rule.ts";

export default defineRule({
  id: "attestation-off",
  category: "builder",
  severity: "low",
  confidence: "high",
  strictness: "pedantic",
  title: "Build provenance switched off",
  why: "Kamal runs `docker buildx build … --provenance false`, so the image carries no record of the commit, builder and base images it came from, and nobody can tell a real image from one pushed with a stolen password.",
  fix: "Remove the key: buildx then attaches a minimal provenance; keep it only for registries that refuse attestations, and say so in a comment.",
  references: ["https://docs.docker.com/build/metadata/attestations/slsa-provenance/"],
  appliesTo: ["kamal-configuration"],
  *check({ root }) {
    const provenance = scalarOf(dig(root, "builder", "provenance"));
    if (!provenance || !(isFalse(provenance) || provenance.text === "false")) return;
    yield { at: provenance, message: "The image is pushed without a record of how it was built." };
  },
});
