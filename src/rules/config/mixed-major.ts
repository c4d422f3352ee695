/** CFG-02: keys of Kamal 1 and of Kamal 2 in one configuration. */
import { kamalVersionOf } from "../../documents/kamal/version/of-project.ts";
import { defineRule } from "../../engine/rule.ts";
import { keysOfKamal1, keysOfKamal2 } from "../shared/configuration/major-version.ts";

export default defineRule({
  id: "mixed-major",
  category: "config",
  severity: "medium",
  confidence: "medium",
  title: "Keys of Kamal 1 and Kamal 2 side by side",
  why: "No release knows both, so none deploys this file; settings for TLS and health that stand in the wrong half protect nothing.",
  fix: "Decide for one major version, say it with `minimum_version`, and follow the upgrade guide.",
  references: ["https://kamal-deploy.org/docs/upgrading/overview/"],
  appliesTo: ["kamal-configuration"],
  *check(configuration, project) {
    // where the version is known, the key it does not know is reported as that
    if (kamalVersionOf(configuration, project).major !== undefined) return;
    const [old] = keysOfKamal1(configuration.root);
    const [recent] = keysOfKamal2(configuration.root);
    if (!old || !recent) return;
    const message = `\`${old.key.text}\` is a key of Kamal 1 and \`${recent.key.text}\` one of Kamal 2, so no release accepts this file.`;
    yield { at: old.key, message };
  },
});
