/** IMG-04: images and the registry password cross the network without TLS. */
import { isIP } from "node:net";
import { type Stakes, stakesOf } from "../../documents/kamal/destination-stakes.ts";
import { registriesOf } from "../../documents/kamal/registries.ts";
import type { ShellCommand, ShellWord, WordPart } from "../../documents/shell/shell-script.ts";
import { isKnown, scalarOf, type YamlScalar } from "../../documents/yaml/yaml-node.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import type { Severity } from "../../engine/severity.ts";
import type { Place } from "../../source/source-text.ts";
import { explanationAt } from "../shared/explained.ts";
import { reachOf } from "../shared/hosts.ts";
import { isOnlyShown } from "../shared/shown-text.ts";

const SEVERITY: Readonly<Record<Stakes, Severity>> = {
  production: "high",
  rehearsal: "medium",
  sandbox: "low",
};

export default defineRule({
  id: "plain-http-registry",
  category: "images",
  severity: "high",
  confidence: "medium",
  title: "Registry without TLS",
  why: "Docker then sends `docker login -u … -p …` and every image in clear: whoever sits on the way reads the password and can hand the servers another image.",
  fix: "Put TLS before the registry, or use `server: localhost:5555`, which Kamal 2.8 tunnels through SSH.",
  references: [
    "https://kamal-deploy.org/docs/configuration/docker-registry/",
    "https://docs.docker.com/reference/cli/dockerd/#insecure-registries",
  ],
  appliesTo: ["kamal-configuration", "shell-script"],
  *check(document) {
    if (document.kind === "shell-script") {
      for (const command of document.commands) yield* judgeCommand(command);
      return;
    }
    const stakes = stakesOf(document.destination);
    for (const { server } of registriesOf(document.root)) yield* judgeServer(scalarOf(server), stakes);
  },
});

function* judgeServer(at: YamlScalar | undefined, stakes: Stakes): Iterable<Problem> {
  if (!at || !isKnown(at)) return;
  const [, scheme = "", host = "", port = ""] =
    /^(https?:\/\/)?(?:[^@/]*@)?(\[[^\]]*\]|[^:/]*)(?::(\d+))?/i.exec(at.text.trim().toLowerCase()) ?? [];
  const reach = reachOf(host);
  if (reach === "loopback" || scheme === "https://") return;
  const severe = SEVERITY[stakes];
  if (scheme === "http://") {
    yield { at, severity: severe, confidence: "high", message: "The registry is spoken to over plain HTTP." };
  } else if (isIP(host.replace(/^\[|\]$/g, "")) !== 0 && isPlainPort(port) && !mentionsTls(at)) {
    const encrypted = host.startsWith("100.") && reach === "private"; // Tailscale and its like encrypt themselves
    const message =
      "A registry at a bare address and this port hardly has a certificate, so Docker must be told to do without TLS.";
    yield { at, severity: encrypted ? "low" : severe, message };
  } else if (reach === "private" && host !== "" && isPlainPort(port) && !mentionsTls(at)) {
    const message = "A registry under an internal name and this port seems to be without TLS.";
    yield { at, severity: stakes === "production" ? "medium" : "low", confidence: "low", message };
  }
}

function isPlainPort(port: string): boolean {
  return port !== "" && !/443$/.test(port);
}

function mentionsTls(at: Place): boolean {
  return /\b(?:tls|https|certificate|caddy|mkcert|own ca|internal ca)\b/i.test(explanationAt(at));
}

/** `dockerd --insecure-registry HOST`, or the same in a daemon.json that a script writes. */
function* judgeCommand(command: ShellCommand): Iterable<Problem> {
  const { arguments: words, redirections } = command;
  if (isOnlyShown(command)) return;
  for (const [index, word] of words.entries()) {
    const value = /^--insecure-registry$/.test(word.literal ?? "") ? words[index + 1] : undefined;
    yield* judgeText(word, `${textOf(word)} ${value ? textOf(value) : ""}`);
  }
  for (const { heredoc } of redirections) {
    if (!heredoc) continue;
    const at = { source: command.source, span: heredoc.span, anchor: command.anchor ?? "" };
    yield* judgeText(at, partsText(heredoc.parts));
  }
}

function* judgeText(at: Place, text: string): Iterable<Problem> {
  const [, host = ""] =
    /insecure-registr(?:y|ies)["']?[\s:=[]{0,20}["']?([^"'\]\s,}]{0,200})/.exec(text) ?? [];
  if (!/insecure-registr(?:y|ies)/.test(text) || host === "" || host === "]") return;
  if (reachOf(host.replace(/:\d+$|\/\d+$/, "")) === "loopback") return;
  yield { at, message: "This tells Docker to talk to a registry without TLS or without checking who it is." };
}

function textOf(word: ShellWord): string {
  return word.literal ?? partsText(word.parts);
}

function partsText(parts: readonly WordPart[]): string {
  return parts.map((part) => (part.kind === "literal" ? part.text : "$X")).join("");
}
