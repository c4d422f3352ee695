/** SEC-07: private SSH keys in `ssh.key_data`. */
import { dig, isKnown, scalarsOf } from "../../documents/yaml/yaml-node.ts";
import { defineRule } from "../../engine/rule.ts";

export default defineRule({
  id: "ssh-key-data-inline",
  category: "secrets",
  severity: "critical",
  confidence: "high",
  title: "Private SSH key written into the configuration",
  why: "The key opens every server of the deployment to whoever reads the repository or its history, and `kamal config` prints it.",
  fix: "Replace the key on the servers, put the new one into a secret manager, and write only the secret's name into `ssh.key_data` (Kamal 2.10 or later).",
  references: ["https://kamal-deploy.org/docs/configuration/ssh/"],
  appliesTo: ["kamal-file"],
  *check(file) {
    for (const item of scalarsOf(dig(file.root, "ssh", "key_data"))) {
      if (/-----BEGIN|\s/.test(item.text)) {
        yield { at: item, message: "A private SSH key stands here in clear." };
      } else if (!isKnown(item)) {
        const message =
          "The private key comes through Ruby here; since Kamal 2.10 the name of a secret belongs here.";
        yield { at: item, severity: "low", message };
      }
    }
  },
});
