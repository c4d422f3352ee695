/** SSH-01: Kamal logs in as root. */
import { remoteCommand } from "../../documents/shell/embedded-programs.ts";
import type { ShellCommand } from "../../documents/shell/shell-script.ts";
import { invocationOf } from "../../documents/shell/wrappers.ts";
import { dig, isKnown, scalarOf, type YamlMap } from "../../documents/yaml/yaml-node.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";

export default defineRule({
  id: "root-login",
  category: "ssh",
  severity: "medium",
  confidence: "high",
  title: "SSH login as root",
  why: "Every command of a deployment then runs as root on the servers, so a single unquoted value or a stolen key has the whole host.",
  fix: "Create a deploy user in the docker group that logs in by key only, and name it in `ssh.user`.",
  references: ["https://kamal-deploy.org/docs/configuration/ssh/"],
  appliesTo: ["kamal-configuration", "shell-script"],
  *check(document) {
    if (document.kind === "kamal-configuration") yield* judgeConfiguration(document.root);
    else for (const command of document.commands) yield* judgeCommand(command);
  },
});

function* judgeConfiguration(root: YamlMap): Iterable<Problem> {
  const user = scalarOf(dig(root, "ssh", "user"));
  if (user && isKnown(user) && user.text === "root")
    yield { at: user, message: "Kamal logs in to every server as root." };
  for (const key of ["proxy", "proxy_command"]) {
    const proxy = scalarOf(dig(root, "ssh", key));
    if (proxy && /\broot@/.test(proxy.text)) yield { at: proxy, message: "The bastion is entered as root." };
  }
  const remote = scalarOf(dig(root, "builder", "remote"));
  if (remote && /^ssh:\/\/root@/.test(remote.text))
    yield { at: remote, message: "The remote builder is entered as root." };
}

/** Scripts are usually run by hand or once, so they weigh less than what every deployment does. */
function* judgeCommand(command: ShellCommand): Iterable<Problem> {
  const invocation = invocationOf(command);
  if (!/^(?:ssh|scp|rsync|sftp)$/.test(invocation.name ?? "")) return;
  const remote = invocation.name === "ssh" ? remoteCommand(invocation) : [];
  const own = invocation.arguments.filter((word) => !remote.includes(word));
  const word = own.find(
    ({ parts: [first] }) => first?.kind === "literal" && /^(?:ssh:\/\/)?root@/.test(first.text),
  );
  if (word)
    yield {
      at: { ...word, anchor: command.anchor ?? "" },
      severity: "low",
      message: "This script enters a server as root.",
    };
}
