/** SEC-07: private SSH keys in `ssh.key_data`. */
import { isKnown, scalarsOf, writtenValues, type YamlScalar } from "../../documents/yaml/yaml-node.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import { isPlaceholder } from "../shared/secrets/placeholders.ts";

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
  *check({ root }) {
    for (const ssh of writtenValues(root, "ssh")) {
      for (const item of writtenValues(ssh, "key_data").flatMap(scalarsOf)) yield* judge(item);
    }
  },
});

function* judge(item: YamlScalar): Iterable<Problem> {
  if (!isKnown(item)) {
    const message =
      "The private key comes through Ruby here, and `kamal config` prints it; since Kamal 2.10 the name of a secret belongs here.";
    yield { at: item, severity: "low", message };
  } else if (isName(item.text)) {
    return;
  } else if (isPlaceholder(item.text)) {
    const message = "The private key is a placeholder; a real one written here would be in clear.";
    yield { at: item, severity: "low", message };
  } else if (isKeyText(item.text)) {
    yield { at: item, message: "A private SSH key stands here in clear." };
  }
}

function isName(text: string): boolean {
  return /^[A-Za-z_]\w{0,100}$/.test(text) && !text.startsWith("LS0tLS1");
}

/** PEM armour, anything with white space, and either of them in base64: none of it can be the name of a secret. */
function isKeyText(text: string): boolean {
  return /-----BEGIN|\s|^LS0tLS1|^[A-Za-z0-9+/=]{200,}$/.test(text.trim());
}
