/** SSH-01: Kamal logs in as root. */
import type { KamalConfiguration } from "../../documents/kamal/configuration.ts";
import { commandsRunning } from "../../documents/shell/commands-by-program.ts";
import type { ShellCommand, ShellScript, ShellWord } from "../../documents/shell/shell-script.ts";
import { readSshCall } from "../../documents/shell/ssh-command.ts";
import { invocationOf, leadingText } from "../../documents/shell/wrappers.ts";
import { dig, entryOf, scalarOf, type YamlScalar } from "../../documents/yaml/yaml-node.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import type { Place, SourceText } from "../../source/source-text.ts";
import type { Span } from "../../source/span.ts";
import { codeLines } from "../shared/scripts/code-lines.ts";
import { findInPieces } from "../shared/scripts/literal-pieces.ts";

export default defineRule({
  id: "root-login",
  category: "ssh",
  severity: "low",
  confidence: "high",
  title: "SSH login as root",
  why: "Every command of a deployment then runs as root on the servers, so a single unquoted value or a stolen key has the whole host.",
  fix: "Create a deploy user in the docker group that logs in by key only, and name it in `ssh.user`.",
  references: ["https://kamal-deploy.org/docs/configuration/ssh/"],
  appliesTo: ["kamal-configuration", "shell-script", "text-file"],
  *check(document) {
    if (document.kind === "kamal-configuration") yield* judgeConfiguration(document);
    else if (document.kind === "shell-script") yield* judgeScript(document);
    else if (document.role === "ssh-config") yield* judgeSettings(document.source);
  },
});

function* judgeConfiguration(configuration: KamalConfiguration): Iterable<Problem> {
  const { root } = configuration;
  const user = dig(root, "ssh", "user");
  if (scalarOf(user) === undefined) yield* judgeDefault(configuration);
  yield* whenRoot(scalarOf(user), /^root$/, "Kamal logs in to every server as root.");
  for (const key of ["proxy", "proxy_command"])
    yield* whenRoot(scalarOf(dig(root, "ssh", key)), /\broot@/, "The bastion is entered as root.", BASTION);
  yield* whenRoot(
    scalarOf(dig(root, "builder", "remote")),
    /^ssh:\/\/root@/,
    "The remote builder is entered as root.",
    BUILDER,
  );
  const servers = [
    ...configuration.roles.flatMap(({ hosts }) => hosts.map(({ name }) => name)),
    ...configuration.accessories.flatMap(({ hosts }) => hosts),
  ];
  for (const server of servers) yield* whenRoot(server, /^root@/, "Kamal logs in to this server as root.");
}

const BASTION = "Log in to the bastion as a user of its own, who may do nothing there but be forwarded.";
const BUILDER =
  "Create a user in the docker group of the machine that builds, and name it in `builder.remote`.";

function* whenRoot(
  value: YamlScalar | undefined,
  pattern: RegExp,
  message: string,
  fix?: string,
): Iterable<Problem> {
  if (value && pattern.test(value.text)) yield { at: value, message, ...(fix ? { fix } : {}) };
}

/** Root is Kamal's default, so silence says it too; half of all projects leave it at that. */
function* judgeDefault({ root }: KamalConfiguration): Iterable<Problem> {
  const at = (entryOf(root, "ssh") ?? entryOf(root, "servers") ?? entryOf(root, "service"))?.key;
  if (at)
    yield {
      at,
      severity: "info",
      message: "Kamal logs in to every server as root, because `ssh.user` is not set.",
    };
}

/** Scripts usually log in over and over for one purpose, so the first place speaks for all. */
function* judgeScript(script: ShellScript): Iterable<Problem> {
  for (const command of commandsRunning(script, /^(?:ssh|scp|rsync|sftp|ssh-copy-id)$/)) {
    const word = rootTarget(command);
    if (!word) continue;
    yield { at: { ...word, anchor: command.anchor ?? "" }, message: "This script enters a server as root." };
    return;
  }
}

/** `User root` in a configuration file of SSH. */
function* judgeSettings(source: SourceText): Iterable<Problem> {
  for (const line of codeLines(source)) {
    const at = findInPieces([line], /^\s*User[= \t]{1,3}root\s*$/i);
    if (at) yield { at: { ...at, span: trimmed(at) }, message: "SSH enters these servers as root." };
  }
}

function trimmed({ source, span }: Place): Span {
  const text = source.text.slice(span.start, span.end);
  const start = span.start + text.length - text.trimStart().length;
  return { start, end: start + text.trim().length };
}

function rootTarget(command: ShellCommand): ShellWord | undefined {
  const invocation = invocationOf(command);
  const { options, host } = readSshCall(invocation);
  const words = invocation.name === "ssh" ? [...options, ...(host ? [host] : [])] : invocation.arguments;
  return words.find(
    (word) => /^(?:ssh:\/\/)?root@(?!localhost\b|127\.)/.test(leadingText(word)) || isRootOption(word, words),
  );
}

/** `-l root`. */
function isRootOption(word: ShellWord, words: readonly ShellWord[]): boolean {
  return word.literal === "root" && words[words.indexOf(word) - 1]?.literal === "-l";
}
