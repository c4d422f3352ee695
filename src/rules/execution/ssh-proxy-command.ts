/** EXE-07: a proxy command that does more than connect. */
import { dig, isKnown, scalarOf } from "../../documents/yaml/yaml-node.ts";
import { defineRule } from "../../engine/rule.ts";
import { natureOfProxyCommand } from "../shared/proxy-commands.ts";

export default defineRule({
  id: "ssh-proxy-command",
  category: "execution",
  severity: "critical",
  confidence: "high",
  title: "SSH proxy command does more than connect",
  why: "The shell of the machine that deploys runs `ssh.proxy_command` at every connection, with the SSH agent, the registry login and the secret manager's session of whoever deploys in reach.",
  fix: "Write the jump host as `ssh.proxy: user@bastion`, or a single tunnel command such as `ssh -W %h:%p user@bastion`.",
  references: ["https://kamal-deploy.org/docs/configuration/ssh/"],
  appliesTo: ["kamal-configuration"],
  *check({ root }) {
    const command = scalarOf(dig(root, "ssh", "proxy_command"));
    if (!command) return;
    const nature = natureOfProxyCommand(command.text.trim());
    if (nature === "dangerous") {
      yield {
        at: command,
        message: "This proxy command runs more than a tunnel on the machine that deploys.",
      };
    } else if (nature === "unknown") {
      const message = isKnown(command)
        ? "This proxy command runs a program on the machine that deploys that is no well-known tunnel."
        : "This proxy command is put together by Ruby, and runs on the machine that deploys.";
      yield { at: command, severity: "medium", confidence: "medium", message };
    }
  },
});
