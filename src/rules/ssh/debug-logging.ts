/** SSH-06: SSH writes down every detail of its connections. */
import { dig, entryOf, get, isKnown } from "../../documents/yaml/yaml-node.ts";
import { defineRule } from "../../engine/rule.ts";
import { removeEntry } from "../shared/places/remove-entry.ts";
import { codeLines } from "../shared/scripts/code-lines.ts";
import { findInPieces, literalPieces } from "../shared/scripts/literal-pieces.ts";

const SETTING = /LogLevel[= \t"']{1,3}DEBUG[123]?\b/i;

export default defineRule({
  id: "debug-logging",
  category: "ssh",
  severity: "low",
  confidence: "high",
  title: "SSH logs in debug mode",
  why: "User names, key fingerprints, addresses and the negotiation of every connection end in the terminal and in the logs of continuous integration.",
  fix: "Remove it; Kamal's default is `fatal`, and `error` shows what goes wrong.",
  references: ["https://kamal-deploy.org/docs/configuration/ssh/#log-level"],
  appliesTo: ["kamal-configuration", "shell-script", "text-file"],
  *check(document) {
    if (document.kind === "kamal-configuration") {
      const ssh = get(document.root, "ssh");
      const level = dig(document.root, "ssh", "log_level");
      if (level?.kind !== "scalar" || !isKnown(level) || !/^(?:debug|info)$/i.test(level.text)) return;
      const entry = entryOf(ssh, "log_level");
      const edit = ssh?.kind === "map" && entry ? removeEntry(ssh, entry) : undefined;
      const message = `Net::SSH logs every connection at level ${level.text.toLowerCase()}.`;
      yield { at: level, message, ...(edit ? { edit } : {}) };
      return;
    }
    if (document.kind === "text-file" && document.role !== "ssh-config") return;
    const groups =
      document.kind === "text-file"
        ? codeLines(document.source).map((line) => [line])
        : literalPieces(document);
    for (const pieces of groups) {
      const at = findInPieces(pieces, SETTING);
      if (at) yield { at, message: "SSH logs every detail of its connections here." };
    }
  },
});
