/** SSH-05: the deployer's SSH agent is lent to servers. */
import type { Project } from "../../documents/project.ts";
import { commandsRunning } from "../../documents/shell/commands-by-program.ts";
import type { ShellCommand } from "../../documents/shell/shell-script.ts";
import { readSshCall } from "../../documents/shell/ssh-command.ts";
import { invocationOf } from "../../documents/shell/wrappers.ts";
import { dig, entryOf, isTrue, type YamlMap } from "../../documents/yaml/yaml-node.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import { codeLines } from "../shared/scripts/code-lines.ts";
import { findInPieces, literalPieces } from "../shared/scripts/literal-pieces.ts";

export default defineRule({
  id: "agent-forwarding",
  category: "ssh",
  severity: "medium",
  confidence: "high",
  title: "SSH agent forwarded to servers",
  why: "While the connection stands, whoever is root on the server can log in with every key of the deployer's agent: to the other servers, to code hosting, anywhere.",
  fix: "Set `ssh.forward_agent: false`; where a server has to fetch something, give it a deploy key of its own.",
  references: [
    "https://kamal-deploy.org/docs/configuration/ssh/",
    "https://man.openbsd.org/ssh_config#ForwardAgent",
  ],
  appliesTo: ["kamal-configuration", "shell-script", "text-file"],
  *check(document, project) {
    if (document.kind === "kamal-configuration") yield* judgeConfiguration(document.root, project);
    else if (document.kind === "shell-script") {
      for (const pieces of literalPieces(document)) {
        const at = findInPieces(pieces, SETTING);
        if (at) yield { at, message: IN_SCRIPT };
      }
      for (const command of commandsRunning(document, /^ssh$/)) yield* judgeCommand(command);
    } else if (document.role === "ssh-config") {
      for (const line of codeLines(document.source)) {
        const at = findInPieces([line], SETTING);
        if (at) yield { at, message: "This lends the deployer's agent to every server it is about." };
      }
    }
  },
});

const SETTING = /ForwardAgent[= \t"']{1,3}yes\b/i;

const IN_SCRIPT = "This lends the deployer's agent to the server.";

/** Net::SSH forwards the agent unless told otherwise; before 2.12 Kamal had no key to tell it. */
function* judgeConfiguration(root: YamlMap, project: Project): Iterable<Problem> {
  const value = dig(root, "ssh", "forward_agent");
  if (value?.kind === "scalar" && isTrue(value)) {
    const message = "Kamal lends the deployer's agent to every server.";
    yield { at: value, message, edit: { span: value.span, text: "false" } };
  }
  const at = (entryOf(root, "ssh") ?? entryOf(root, "servers"))?.key;
  if (value !== undefined || !at || !knowsTheKey(project)) return;
  const message = "Kamal lends the deployer's agent to every server, because `ssh.forward_agent` is not set.";
  yield { at, severity: "info", message };
}

function knowsTheKey({ documents }: Project): boolean {
  return documents.some((document) => {
    if (document.kind !== "text-file" || document.role !== "gemfile") return false;
    const [, major = "0", minor = "0"] =
      /^ {4}kamal \((\d{1,4})\.(\d{1,4})/m.exec(document.source.text) ?? [];
    return Number(major) > 2 || (Number(major) === 2 && Number(minor) >= 12);
  });
}

/** `-A`, alone or in a cluster of options. */
function* judgeCommand(command: ShellCommand): Iterable<Problem> {
  const word = readSshCall(invocationOf(command)).options.find(({ literal }) =>
    /^-[46aCfGgKkMNnqsTtVvXxYy]*A[46AaCfGgKkMNnqsTtVvXxYy]*$/.test(literal ?? ""),
  );
  if (word) yield { at: { ...word, anchor: command.anchor ?? "" }, message: IN_SCRIPT };
}
