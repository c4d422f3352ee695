/** SSH-10: deployments use a person's everyday key. */
import { dig, isKnown, scalarsOf } from "../../documents/yaml/yaml-node.ts";
import { defineRule } from "../../engine/rule.ts";
import { shortened } from "../shared/places/shortened.ts";

const PERSONAL =
  /^(?:~|\$(?:HOME|\{HOME\})|\/root|\/(?:home|Users)\/[^/]+)\/\.ssh\/id_(?:rsa|dsa|ecdsa|ed25519)(?:_sk)?$/;

export default defineRule({
  id: "shared-personal-key",
  category: "ssh",
  severity: "info",
  confidence: "high",
  title: "Deployment with a personal key",
  why: "The same key then opens servers, code hosting and whatever else its owner uses it for: it can't be taken away from the deployment alone, and what is done with it can't be told apart.",
  fix: "Make a key that only deployments use, and name it in `ssh.keys` with `keys_only: true`.",
  references: ["https://kamal-deploy.org/docs/configuration/ssh/"],
  appliesTo: ["kamal-configuration"],
  *check({ root }) {
    for (const at of scalarsOf(dig(root, "ssh", "keys"))) {
      if (!isKnown(at) || !PERSONAL.test(at.text.trim())) continue;
      yield {
        at,
        subject: at.text,
        message: `\`${shortened(at.text)}\` is the everyday key of whoever deploys.`,
      };
    }
  },
});
