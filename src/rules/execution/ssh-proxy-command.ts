/** EXE-07: a proxy command that does more than connect. */
import { dig, isKnown, scalarOf } from "../../documents/yaml/yaml-node.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import type { SourceText } from "../../source/source-text.ts";
import { natureOfProxyCommand } from "../shared/network/proxy-commands.ts";
import { codeLines } from "../shared/scripts/code-lines.ts";

export default defineRule({
  id: "ssh-proxy-command",
  category: "execution",
  severity: "critical",
  confidence: "high",
  title: "SSH proxy command does more than connect",
  why: "The shell of the machine that deploys runs `ssh.proxy_command` at every connection, with the SSH agent, the registry login and the secret manager's session of whoever deploys in reach.",
  fix: "Write the jump host as `ssh.proxy: user@bastion`, or a single tunnel command such as `ssh -W %h:%p user@bastion`.",
  references: ["https://kamal-deploy.org/docs/configuration/ssh/"],
  appliesTo: ["kamal-configuration", "text-file"],
  *check(document) {
    if (document.kind === "text-file") {
      if (document.role === "ssh-config") yield* judgeSettings(document.source);
      return;
    }
    const command = scalarOf(dig(document.root, "ssh", "proxy_command"));
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

/** `ProxyCommand` of an SSH configuration that the repository brings along. */
function* judgeSettings(source: SourceText): Iterable<Problem> {
  for (const { text, span } of codeLines(source)) {
    const [, setting = "", command] = /^(\s*ProxyCommand[ \t=]\s*)(.*\S)/i.exec(text) ?? [];
    if (command === undefined || natureOfProxyCommand(command) !== "dangerous") continue;
    const start = span.start + setting.length;
    const message = "This proxy command runs more than a tunnel on the machine that deploys.";
    yield { at: { source, span: { start, end: start + command.length }, anchor: "ProxyCommand" }, message };
  }
}
