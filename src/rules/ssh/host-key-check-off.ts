/** SSH-02: SSH connections that accept any server as the right one. */
import { commandWords } from "../../documents/kamal/command-words.ts";
import { dig, scalarOf } from "../../documents/yaml/yaml-node.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import type { Severity } from "../../engine/severity.ts";
import { findInPieces, type LiteralPiece, literalPieces } from "../shared/literal-pieces.ts";

export default defineRule({
  id: "host-key-check-off",
  category: "ssh",
  severity: "high",
  confidence: "high",
  title: "SSH host keys are not checked",
  why: "Anyone on the way to the server can pose as it, and gets the commands, the environment files with all secrets and, with agent forwarding, the deployer's keys.",
  fix: "Put the servers' keys into a known_hosts file that is part of the setup, and keep `StrictHostKeyChecking yes`.",
  references: ["https://man.openbsd.org/ssh_config#StrictHostKeyChecking"],
  appliesTo: ["kamal-configuration", "shell-script"],
  *check(document) {
    if (document.kind === "shell-script") {
      for (const pieces of literalPieces(document)) yield* judge(pieces);
    } else {
      const command = scalarOf(dig(document.root, "ssh", "proxy_command"));
      if (command) yield* judge(commandWords(command.text).map((text) => ({ ...command, text })));
    }
  },
});

const SETTINGS: readonly {
  readonly pattern: RegExp;
  readonly severity: Severity;
  readonly message: string;
}[] = [
  {
    pattern: /StrictHostKeyChecking[= \t"']{1,3}(?:no|off)\b/i,
    severity: "high",
    message: "SSH is told to accept any host key here.",
  },
  {
    pattern: /(?:User|Global)KnownHostsFile[= \t"']{1,3}\/dev\/null/i,
    severity: "high",
    message: "SSH is told to forget host keys here, so it accepts any.",
  },
  {
    pattern: /StrictHostKeyChecking[= \t"']{1,3}accept-new\b/i,
    severity: "low",
    message: "SSH trusts every host it meets for the first time here.",
  },
];

/** One problem for what belongs together: the settings usually come in pairs for one purpose. */
function* judge(pieces: readonly LiteralPiece[]): Iterable<Problem> {
  for (const { pattern, severity, message } of SETTINGS) {
    const at = findInPieces(pieces, pattern);
    if (!at) continue;
    yield { at, severity, message };
    return;
  }
}
