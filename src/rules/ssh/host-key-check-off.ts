/** SSH-02: SSH connections that accept any server as the right one. */
import { commandWords } from "../../documents/kamal/command-words.ts";
import type { Program } from "../../documents/program/program.ts";
import { scriptLanguageOf } from "../../documents/script-language.ts";
import { dig, scalarOf } from "../../documents/yaml/yaml-node.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import type { Severity } from "../../engine/severity.ts";
import type { Place } from "../../source/source-text.ts";
import { codeLines } from "../shared/scripts/code-lines.ts";
import { environmentSettings } from "../shared/scripts/environment-settings.ts";
import { keyScans } from "../shared/scripts/key-scans.ts";
import { findInPieces, type LiteralPiece, literalPieces } from "../shared/scripts/literal-pieces.ts";

export default defineRule({
  id: "host-key-check-off",
  category: "ssh",
  severity: "high",
  confidence: "high",
  title: "SSH host keys are not checked",
  why: "Anyone on the way to the server can pose as it, and gets the commands, the environment files with all secrets and, with agent forwarding, the deployer's keys.",
  fix: "Put the servers' keys into a known_hosts file that is part of the setup, and keep `StrictHostKeyChecking yes`.",
  references: ["https://man.openbsd.org/ssh_config#StrictHostKeyChecking"],
  appliesTo: [
    "kamal-configuration",
    "shell-script",
    "program",
    "text-file",
    "workflow",
    "composite-action",
    "dockerfile",
  ],
  *check(document) {
    if (document.kind === "kamal-configuration") {
      const command = scalarOf(dig(document.root, "ssh", "proxy_command"));
      if (command) yield* judge(commandWords(command.text).map((text) => ({ ...command, text })));
    } else if (document.kind === "shell-script") {
      for (const pieces of literalPieces(document)) yield* judge(pieces);
      for (const { name, value } of document.assignments)
        if (value && takesAnyHost(name, value.literal ?? "")) yield ansible(value);
      yield* keyScans(document);
    } else if (document.kind === "program") {
      yield* judgePart(document);
    } else if (document.kind !== "text-file") {
      for (const setting of environmentSettings(document)) {
        yield* judge([setting]);
        if (takesAnyHost(setting.name, setting.text)) yield ansible(setting);
      }
    } else if (document.role === "ssh-config") {
      for (const section of sectionsOf(codeLines(document.source))) yield* judge(section, true);
    } else if (document.role === "hook" || document.role === "script") {
      if (/^(?:shell|unknown)$/.test(scriptLanguageOf(document.source, document.role))) return;
      for (const lines of neighbouring(codeLines(document.source))) yield* judge(lines);
    }
  },
});

/** A program in a file of another language; one that is a file of its own is read with that file. */
function* judgePart({ source, span }: Program): Iterable<Problem> {
  if (span.start === 0 && span.end >= source.text.length) return;
  for (const line of codeLines(source, span)) yield* judge([line]);
}

function takesAnyHost(name: string, text: string): boolean {
  return name === "ANSIBLE_HOST_KEY_CHECKING" && /^(?:false|no|0)$/i.test(text);
}

function ansible(at: Place): Problem {
  const severity = runsAtEveryDeployment(at.source.path) ? "high" : "medium";
  return { at, severity, message: "Ansible is told to accept any host key here." };
}

/** Lines that follow each other and set different things are one list of options. */
function neighbouring(lines: readonly LiteralPiece[]): LiteralPiece[][] {
  const groups: LiteralPiece[][] = [];
  for (const line of lines.filter((one) => settingIn(one) >= 0)) {
    const group = groups.at(-1) ?? [];
    const isNext = group.at(-1)?.span.end === line.span.start - 1;
    if (isNext && !group.some((one) => settingIn(one) === settingIn(line))) group.push(line);
    else groups.push([line]);
  }
  return groups;
}

function settingIn({ text }: LiteralPiece): number {
  return SETTINGS.findIndex(({ pattern }) => pattern.test(text));
}

/** What belongs to one `Host` or `Match` of an SSH configuration; the pair of settings there has one purpose. */
function sectionsOf(lines: readonly LiteralPiece[]): LiteralPiece[][] {
  const sections: LiteralPiece[][] = [[]];
  for (const line of lines) {
    if (/^\s*(?:Host|Match)\b/i.test(line.text)) sections.push([]);
    sections.at(-1)?.push(line);
  }
  return sections;
}

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
    pattern: /verify_host_key(?:"|')?\s*(?::|=>)\s*(?::never|:accept_any|false)/,
    severity: "high",
    message: "Net::SSH is told to accept any host key here.",
  },
  {
    pattern:
      /set_missing_host_key_policy\(\s*(?:\w+\.){0,3}(?:AutoAdd|Warning)Policy\b|\bknown_hosts\s*=\s*None\b/,
    severity: "high",
    message: "The SSH client is told to accept any host key here.",
  },
  {
    pattern: /\bhostVerifier\s*:\s*(?:\(\w*\)|\w+)\s*=>\s*true\b/,
    severity: "high",
    message: "The SSH client is told to accept any host key here.",
  },
  {
    pattern: /StrictHostKeyChecking[= \t"']{1,3}accept-new\b/i,
    severity: "low",
    message: "SSH trusts every host it meets for the first time here.",
  },
];

/** A machine talking to itself has nobody in between. */
const TO_ITSELF = /@(?:localhost|127\.\d+\.\d+\.\d+|\[?::1\]?)(?::|$)/;

/** One problem for what belongs together: the settings usually come in pairs for one purpose. */
function* judge(pieces: readonly LiteralPiece[], always = false): Iterable<Problem> {
  if (pieces.some(({ text }) => TO_ITSELF.test(text))) return;
  for (const { pattern, severity, message } of SETTINGS) {
    const at = findInPieces(pieces, pattern);
    if (!at) continue;
    const path = at.source.path;
    yield {
      at,
      severity: severity === "high" && !always && !runsAtEveryDeployment(path) ? "medium" : severity,
      message,
    };
    return;
  }
}

/** What deploy.yml, hooks, secrets files and scripts called for the deployment do happens at every deployment, mostly unattended; workflows run in the network of GitHub. */
function runsAtEveryDeployment(path: string): boolean {
  return (
    !/(?:^|\/)(?:\.github\/.*|action)\.ya?ml$/.test(path) &&
    /\.ya?ml$|(?:^|\/)hooks\/|(?:^|\/)(?:bin|scripts?|lib|lib\/tasks)\/deploy(?:$|[/.]|[-_][\w.-]+$)|(?:^|\/)(?:bin|scripts?)\/lib\/|(?:^|\/)\.kamal\/secrets|(?:^|[/_.])ssh[/_]config$/.test(
      path,
    )
  );
}
