/** Verdicts of a gate written in shell that a change turns: what it compares, what it compares with, what becomes of a failure. */
import { at, BEST_EFFORT, FAILS, indentOf, isCheck, type Line, type Weakening } from "./gate-lines.ts";

/** Changes of people touch fewer lines. */
const MAX_LINES = 200;

/** All of them among the lines that are new. */
export function turnedVerdicts(
  old: readonly Line[],
  now: readonly Line[],
  added: readonly Line[],
): Weakening[] {
  const kept = new Set(now.map(({ text }) => text));
  const gone = old.filter(({ text }) => !kept.has(text)).slice(0, MAX_LINES);
  return added.slice(0, MAX_LINES).flatMap((line) => {
    const what =
      trapped(line.text) ??
      forgiven(line.text, gone, now) ??
      settled(line.text, gone, now) ??
      lessStrict(line, gone, now);
    return what === undefined ? [] : [at(line, what)];
  });
}

/** `trap 'exit 0' ERR` */
function trapped(text: string): string | undefined {
  return /^trap (["']).*\bexit 0\b.*\1 .*\b(?:ERR|EXIT)\b/.test(text)
    ? "Whatever fails, the hook ends with success from here on."
    : undefined;
}

/** `rspec; true`, `! rspec`, `result=$(rspec || true)`, `rspec | tee log` where nothing looks at the whole pipeline. */
function forgiven(text: string, gone: readonly Line[], now: readonly Line[]): string | undefined {
  const looksAtPipes = now.some((line) => /^set .*pipefail/.test(line.text));
  const was = gone.find(({ text: check }) => {
    if (BEST_EFFORT.test(check) || !text.includes(check) || (!isCheck(check) && /[=|&;]/.test(check)))
      return false;
    const start = text.indexOf(check);
    const before = text.slice(0, start);
    const behind = text.slice(start + check.length);
    if (before === "! " && behind === "") return true;
    if (/^\w+=\$\($/.test(before)) return /^ ?\|\| ?(?:true|:) ?\)$/.test(behind);
    if (before !== "") return false;
    return /^ ?; ?(?:true|:)$/.test(behind) || (!looksAtPipes && /^ ?\| ?(?:tee|cat)\b/.test(behind));
  });
  return was ? "A check that fails is ignored here from now on." : undefined;
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
