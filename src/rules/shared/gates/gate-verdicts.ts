/** Verdicts of a gate written in shell that a change turns: what it compares, what it compares with, what becomes of a failure. */
import { indentOf } from "../../../source/indent-of.ts";
import { at, BEST_EFFORT, FAILS, isCheck, type Line, type Weakening } from "./gate-lines.ts";

/** Hooks of people change fewer; beyond, the worst is assumed. */
const MAX_VERDICTS = 200;

/** All of them among the lines that are new. */
export function turnedVerdicts(
  old: readonly Line[],
  now: readonly Line[],
  added: readonly Line[],
): Weakening[] {
  const kept = new Set(now.map(({ text }) => text));
  const gone = old.filter(({ text }) => !kept.has(text));
  const checks = new Set(gone.map(({ text }) => text).filter(isForgivable));
  const looksAtPipes = now.some((line) => /^set .*pipefail/.test(line.text));
  const isAsked = gone.some(({ text }) => VERDICT.test(text));
  const turning = isAsked ? added.filter(({ text }) => MAY_TURN.test(text)) : [];
  const compared = new Set(turning.slice(0, MAX_VERDICTS));
  return added.flatMap((line) => {
    const what =
      trapped(line.text) ??
      forgiven(line.text, checks, looksAtPipes) ??
      (compared.has(line) ? (settled(line.text, gone, now) ?? lessStrict(line, gone, now)) : undefined) ??
      (line === turning[MAX_VERDICTS] ? "More verdicts change here than can be compared." : undefined);
    return what === undefined ? [] : [at(line, what)];
  });
}

/** What a verdict is taken from, or taken by. */
const VERDICT = /^\w+=["']?\$\(| (?:!=|==?) /;

const MAY_TURN = /^(?:\w+=|if|elif|\[|test\b)/;

/** `trap 'exit 0' ERR` */
function trapped(text: string): string | undefined {
  return /^trap (["']).*\bexit 0\b.*\1 .*\b(?:ERR|EXIT)\b/.test(text)
    ? "Whatever fails, the hook ends with success from here on."
    : undefined;
}

/** `rspec; true`, `! rspec`, `result=$(rspec || true)`, `rspec | tee log` where nothing looks at the whole pipeline. */
function forgiven(text: string, checks: ReadonlySet<string>, looksAtPipes: boolean): string | undefined {
  if (checks.size === 0) return undefined;
  const [, turned] = /^! (.*)$/.exec(text) ?? [];
  const [, inside] = /^\w+=\$\((.*?) ?\|\| ?(?:true|:) ?\)$/.exec(text) ?? [];
  const [, before] = /^(.*?) ?; ?(?:true|:)$/.exec(text) ?? [];
  const piped = looksAtPipes ? [] : text.matchAll(/ ?\| ?(?:tee|cat)\b/g);
  const was = [
    turned,
    inside,
    before,
    ...[...piped].slice(0, MAX_PIPES).map(({ index }) => text.slice(0, index)),
  ];
  return was.some((check) => check !== undefined && checks.has(check))
    ? "A check that fails is ignored here from now on."
    : undefined;
}

/** Nobody writes longer pipelines. */
const MAX_PIPES = 32;

/** False for commands whose failure never mattered, and for lines of several. */
function isForgivable(check: string): boolean {
  return !BEST_EFFORT.test(check) && (isCheck(check) || !/[=|&;]/.test(check));
}

/** `state=$(gh api …)` that becomes `state=success`, or says so when the command fails. */
function settled(text: string, gone: readonly Line[], now: readonly Line[]): string | undefined {
  const [, name = "", value = ""] = /^(\w+)=(.+)$/.exec(text) ?? [];
  const was = name === "" ? undefined : gone.find((line) => line.text.startsWith(`${name}=$(`));
  const accepted = was ? acceptedFor(name, now) : undefined;
  if (accepted === undefined) return undefined;
  if (value.replace(/^(["'])(.*)\1$/, "$2") === accepted)
    return "What the check looks at is a constant here.";
  const [, fallback] = /\|\| ?(?:echo|printf) ["']?([\w.-]+)["']? ?\)["']?$/.exec(value) ?? [];
  return fallback === accepted ? "A failure counts as a good answer here." : undefined;
}

/** `[ "$branch" = main ] || exit 1` that becomes `[ -n "$branch" ] || exit 1`. */
function lessStrict(line: Line, gone: readonly Line[], now: readonly Line[]): string | undefined {
  const name = /\$\{?(\w+)/.exec(line.text)?.[1];
  if (name === undefined || !decides(line, now) || acceptedFor(name, now) !== undefined) return undefined;
  return gone.some(({ text }) => acceptedIn(text, name) !== undefined)
    ? "The check lets more pass under this new condition."
    : undefined;
}

/** True for a condition behind which the deployment is refused. */
function decides(line: Line, now: readonly Line[]): boolean {
  if (!/^(?:if|elif|\[|test\b)/.test(line.text)) return false;
  const start = now.indexOf(line) + 1;
  const body = now.slice(start, start + 3).filter(({ raw }) => indentOf(raw) > indentOf(line.raw));
  return FAILS.test(line.text) || body.some(({ text }) => FAILS.test(text));
}

/** The one value of a variable that lets the deployment pass, when there is one. */
function acceptedFor(name: string, lines: readonly Line[]): string | undefined {
  return lines.map(({ text }) => acceptedIn(text, name)).find((value) => value !== undefined);
}

function acceptedIn(text: string, name: string): string | undefined {
  if (!text.includes(`$${name}`) && !text.includes(`{${name}`)) return undefined;
  const [, operator, value = ""] =
    new RegExp(`\\$\\{?${name}\\}?["']? (!=|==?) ["']?([\\w./-]+)["']?(?: |$|\\]|;)`).exec(text) ?? [];
  if (operator === undefined) return undefined;
  const isIf = /^(?:el)?if\b/.test(text);
  const refusesOthers = isIf
    ? operator === "!=" && !/&&|-a /.test(text)
    : operator !== "!=" && /\|\|/.test(text);
  return refusesOthers ? value : undefined;
}
