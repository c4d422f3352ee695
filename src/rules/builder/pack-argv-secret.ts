/** BLD-06: with buildpacks, build secrets stand on the command line. */
import { entryOf, get, scalarsOf } from "../../documents/yaml/yaml-node.ts";
import { defineRule } from "../../engine/rule.ts";

export default defineRule({
  id: "pack-argv-secret",
  category: "builder",
  severity: "low",
  confidence: "high",
  title: "Build secrets on the command line of pack",
  why: 'With `builder.pack`, Kamal runs `pack build … --env NAME="value"` for each of `builder.secrets`: the value shows in the process list of the machine that builds, and buildpacks may keep it in a layer.',
  fix: "Build with a Dockerfile, whose `RUN --mount=type=secret` keeps secrets out of command lines and layers.",
  references: ["https://kamal-deploy.org/docs/configuration/builders/"],
  appliesTo: ["kamal-configuration"],
  *check({ root }) {
    const builder = get(root, "builder");
    const secrets = entryOf(builder, "secrets");
    const names = scalarsOf(secrets?.value);
    if (!secrets || names.length === 0 || get(builder, "pack")?.kind !== "map") return;
    const message = "The values of these secrets stand on the command line of `pack build`.";
    yield { at: secrets.key, message };
  },
});
