/** BLD-03: the SSH agent of whoever deploys is handed to the build. */
import { builtImageOf } from "../../documents/dockerfile/built-images.ts";
import { dig, isKnown, scalarOf } from "../../documents/yaml/yaml-node.ts";
import { defineRule } from "../../engine/rule.ts";
import { dockerfileOf } from "../shared/images/build-context.ts";

export default defineRule({
  id: "ssh-agent-in-build",
  category: "builder",
  severity: "low",
  confidence: "medium",
  title: "SSH agent offered to the build",
  why: "Kamal runs `docker buildx build … --ssh default=$SSH_AUTH_SOCK`: any step with `--mount=type=ssh`, and any package it installs, can log in wherever the person who deploys can, production servers included.",
  fix: "Give the build a read-only deploy key as a secret under `builder.secrets` instead.",
  references: ["https://kamal-deploy.org/docs/configuration/builders/"],
  appliesTo: ["kamal-configuration"],
  *check(configuration, project) {
    const ssh = scalarOf(dig(configuration.root, "builder", "ssh"));
    if (!ssh || !isKnown(ssh) || ssh.text.trim() === "" || ssh.text === "false") return;
    const build = builtImageOf(configuration);
    const dockerfile = build && dockerfileOf(build, project);
    if (dockerfile && !/--mount=\S*type=ssh/.test(dockerfile.source.text)) {
      const message = "The agent is offered to the build although no step of the Dockerfile asks for it.";
      yield { at: ssh, message, fix: "Remove `builder.ssh`." };
    } else {
      const message = "Steps of the build can log in with the keys of whoever deploys.";
      yield { at: ssh, severity: "info", message };
    }
  },
});
