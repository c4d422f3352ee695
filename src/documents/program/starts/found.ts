/** What the libraries' ways of starting a program have in common. */

import type { Place } from "../../../source/source-text.ts";
import { type Call, type Expression, optionOf, type ProgramContent } from "../program.ts";
import type { StartForm } from "../started-programs.ts";
import type { OnlyValueOf } from "../variables.ts";

/** What a call starts, and how. */
export interface Found {
  readonly form: StartForm;
  readonly words: readonly Expression[];
}

/** What is known of the program around a call. */
export interface Known {
  /** The whole program, to see which libraries it uses. */
  readonly text: string;
  /** Modules that a line of Python imports, by their first names. */
  readonly modules: ReadonlySet<string>;
  /** True for a program of JavaScript that speaks SSH. */
  readonly bringsSsh: boolean;
  /** True when templates are told to quote nothing: `$.quote = (text) => text`. */
  readonly quotesNothing: boolean;
  /** True for a program with the words of SSHKit, by itself or in tasks of Capistrano. */
  readonly speaksSshkit: boolean;
  /** What a program calls its channels of Net::SSH: `ssh.open_channel do |ch|`. */
  readonly channels: ReadonlySet<string>;
  readonly onlyValueOf: OnlyValueOf;
}

/** Reads a program once. */
export function knownOf(text: string, { imported }: ProgramContent, onlyValueOf: OnlyValueOf): Known {
  const lines = text.matchAll(/^[ \t]*(?:from|import)[ \t]+([A-Za-z_]\w*)/gm);
  const modules = new Set([...lines].flatMap(([, module]) => module ?? []));
  const channels = text.matchAll(/\bopen_channel (?:do|\{) ?\|(\w+)/g);
  return {
    text,
    modules,
    bringsSsh: BRINGS_SSH.test(text) || [...imported].some((name) => SSH.test(name)),
    quotesNothing: QUOTES_NOTHING.test(text),
    speaksSshkit: /sshkit|capistrano|\bon roles\(/i.test(text),
    channels: new Set([...channels].flatMap(([, name]) => name ?? [])),
    onlyValueOf,
  };
}

const BRINGS_SSH = /(?:\bfrom|\brequire\(|\bimport\(|\bimport)\s*["'](?:node-)?ssh2?(?:-promise)?["']/;
const SSH = /^(?:node-)?ssh2?(?:-promise)?(?:\.|$)/;

const QUOTES_NOTHING = /(?:\$\.quote *=|\bquote *:) *\(?(\w+)(?:: *\w+)?\)? *=> *\1\b/;

/** A list that is put together elsewhere. */
export function spreadOf(value: Expression): Expression {
  const { source, span } = value;
  return { source, span, kind: "spread", parts: [value] };
}

/** The words of a list that is written there or elsewhere. */
export function wordsOf(value: Expression): readonly Expression[] {
  return value.kind === "list" ? value.parts : [spreadOf(value)];
}

/** A value that is all of what is started: a list of words for the program itself, or else a text for a shell. */
export function textOrWords(value: Expression): Found {
  return value.kind === "list" ? { form: "argv", words: value.parts } : { form: "shell", words: [value] };
}

/** A program by its name and its words: `sh.git("fetch")`. */
export function named(name: string, call: Call, words: readonly Expression[]): Found {
  const { start } = call.span;
  return { form: "argv", words: [wordAt({ ...call, span: { start, end: start } }, name), ...words] };
}

/** A word that stands for what is written at a place in another way. */
export function wordAt({ source, span }: Place, text: string): Expression {
  return {
    source,
    span,
    kind: "text",
    parts: [{ kind: "literal", text, segments: [{ text, from: span }], span }],
  };
}

/** True for a call that is told to start its program by way of a shell, there or by options that are kept elsewhere. */
export function isShellOn(call: Call, { onlyValueOf }: Known): boolean {
  const kept = [
    ...call.options.flatMap(({ key, value }) => (key === undefined ? [value] : [])),
    ...call.arguments.slice(-1),
  ];
  return isOn(optionOf(call, "shell")) || kept.some((one) => isOn(keptOption(one, "shell", onlyValueOf)));
}

/** `**OPTIONS`, `...options`, or the variable that holds them: `OPTIONS = dict(shell=True)`, `{ shell: true }`. */
function keptOption(value: Expression, key: string, onlyValueOf: OnlyValueOf): Expression | undefined {
  const [inner] = /^(?:spread|mixed)$/.test(value.kind) && "parts" in value ? value.parts : [value];
  const known = inner?.kind === "name" ? onlyValueOf(inner) : undefined;
  if (known?.kind === "map") return known.entries.findLast((entry) => entry.key === key)?.value;
  return known?.kind === "call" && known.call.path === "dict" ? optionOf(known.call, key) : undefined;
}

/** `shell=True`, `{ shell: "/bin/bash" }`; not what is on for Windows only. */
export function isOn(option: Expression | undefined): boolean {
  if (option === undefined) return false;
  const { source, span } = option;
  const text = source.text.slice(span.start, Math.min(span.end, span.start + MAX_OPTION));
  return !/^(?:false|none|null|nil|undefined|0|.*={2,3} ?["'](?:win32|nt)["'])$/i.test(text);
}

/** Nobody writes more for an option that is on or off. */
const MAX_OPTION = 80;
