/** EXE-07: a change to the command that every connection runs. */
import { dig, scalarOf } from "../../documents/yaml/yaml-node.ts";
import { defineChangeRule } from "../../engine/rule.ts";
import { natureOfProxyCommand } from "../shared/network/proxy-commands.ts";

export default defineChangeRule({
  id: "proxy-command-changed",
  category: "execution",
  severity: "medium",
  confidence: "high",
  title: "SSH proxy command set or changed",
  why: "The shell of the machine that deploys runs the command at every connection, and all traffic to the hosts goes through what it connects to.",
  fix: "Have somebody who knows the network confirm the host it connects to; prefer `ssh.proxy`.",
  references: ["https://kamal-deploy.org/docs/configuration/ssh/"],
  compares: "kamal-configuration",
  *compare(before, after) {
    const was = scalarOf(dig(before.root, "ssh", "proxy_command"));
    const is = scalarOf(dig(after.root, "ssh", "proxy_command"));
    if (!is || is.text === was?.text || natureOfProxyCommand(is.text.trim()) !== "tunnel") return;
    const what = was ? "changes" : "sets";
    yield {
      at: is,
      message: `This change ${what} the command that every SSH connection of a deployment runs locally.`,
    };
  },
});
