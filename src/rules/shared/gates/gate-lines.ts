/** Hooks and scripts line by line, as far as it tells what can stop a deployment; the same in every language. */
import type { Severity } from "../../../engine/severity.ts";

/** One thing that is weaker than before; `what` is a whole sentence. */
export interface Weakening {
  readonly offset: number;
  readonly end: number;
  readonly what: string;
  readonly severity?: Severity;
}

/** Ends with an error: in shell, Ruby, Python, JavaScript. */
export const FAILS =
  /\bexit\s*\(?\s*[1-9]|\breturn [1-9]\b|\babort\b|\bdie\b|\bfail\s|\braise\b|\bexit_with_error\b|\bsys\.exit\((?!0?\))|\b(?:process|Deno)\.exit\((?!0?\))|\bprocess\.exitCode ?= ?(?!0)|\bthrow\b|\|\| exit\b(?! 0)|\bexit!? (?:false|1)\b|\bexit!?\s*\(?[^"'#]*\? ?0 : ?[1-9]/;

/** True for a line that runs a program for its verdict, also one whose words are given one by one. */
export function isCheck(text: string): boolean {
  return checkIn(text) !== undefined;
}

/** The words of such a program, as far as they tell which one it is. */
export function checkIn(text: string): string | undefined {
  const found = (CHECKS.exec(text) ?? CHECKS.exec(withoutCommas(text)))?.[0];
  if (found === undefined) return undefined;
  const others = text.replace(INSTALLS, "");
  return others === text ? found : (CHECKS.exec(others) ?? CHECKS.exec(withoutCommas(others)))?.[0];
}

/** `npm install --save-dev jest`: what is installed is not run. */
const INSTALLS =
  /\b(?:npm|pnpm|yarn|bun|pip3?|pipx|uv|gem|go|cargo|composer|brew|apt|apt-get|apk)(?: -y)? (?:install|add|i|require|tool install)\b[^;&|]*/g;

/** How many such programs a line names, each counted once: a message may name it again. */
export function checksNamed(text: string): number {
  return new Set([...withoutCommas(text).matchAll(new RegExp(CHECKS, "g"))].map(([name]) => name)).size;
}

function withoutCommas(text: string): string {
  return text.replace(/["'], ?\[?["']/g, " ");
}

/** Where a program is named that runs, and not a file or an option. */
const RUN = String.raw`(?<=^|[;&|!(/"'\x60] ?|(?:\b(?:exec|npx|bunx|pnpm|yarn|run|dlx|sudo|then|do|if|time|python3?|ruby|(?:ba)?sh)|-m) )`;

/** Programs that run tasks; of these, what checks something is told by its name. */
const TASKS = String.raw`(?:make|just|task|mise run|nx|turbo(?: run)?|gradlew?|mvnw?|dotnet|deno|composer|poe|php artisan|swift|bazel|sbt|manage\.py)(?: -{1,2}[\w=.-]{1,40}){0,3} (?:tests?|specs?|checks?|lint|verify|audit|ci)(?![\w:/-])`;

const PROGRAMS = String.raw`(?:turbo_tests|parallel_(?:rspec|test|cucumber)|vitest|jest|phpunit|pest|phpstan|tox|nox|mypy|pyright|bandit|flake8|pylint|ruff check|golangci-lint|govulncheck|staticcheck|standardrb|erb_?lint|cucumber|hadolint|actionlint|zizmor|checkov|tfsec|trufflehog|playwright test|cypress run|tsc (?:-\S{1,40} ){0,5}--noEmit|unittest|(?:bin|scripts?)\/(?:tests?|checks?|lint|verify|cibuild)(?:\.\w{1,5})?)(?![\w./-])`;

const CHECKS = new RegExp(
  String.raw`\b(?:bin\/ci|(?:rails|rake|npm|yarn|pnpm|go|cargo|mix|bun)(?: run)? (?:db:[\w:]{1,40} ){0,3}(?:parallel:)?(?:test|spec|lint|audit)\b|go vet|cargo (?:clippy|nextest|deny)|rspec|rubocop|brakeman|bundle[ -](?:exec )?(?:audit|bundler-audit)|bundler-audit|eslint|pytest|shellcheck|trivy|grype|snyk|semgrep|gitleaks|git diff (?:.*)--(?:quiet|exit-code)|git verify-(?:commit|tag)|cosign verify|gh (?:pr|run) (?:checks|watch)|terraform validate|sha256sum (?:-c|--check)|audit)\b|${RUN}(?:${TASKS}|${PROGRAMS})`,
);

/** A question whose answer is the status: `gh run view … | grep -q success`, `[ -f APPROVED ]`, `git diff … | jq -e …`. */
const ASKS =
  /^(?:\[\[? .* \]?\]|test .*|(?:[^;]*\| ?)?(?:[ef]?grep (?:-\w{1,20} ){0,5}-[A-Za-z]{0,8}q[A-Za-z]{0,8} .*|jq (?:-\w{1,20} ){0,5}-[A-Za-z]{0,8}e[A-Za-z]{0,8} .*|cmp .*))$/;

/** Lines that nothing looks at but the shell itself, which stops there with `set -e`, or ends with that answer. */
export function verdictsIn(lines: readonly Line[]): Line[] {
  const stops = lines.some(({ text }) => STRICT.test(text) || /^#!.*sh -\w*e/.test(text));
  return lines.filter(({ text }, index) => {
    // what a function ends with answers its caller
    const counts = index === lines.length - 1 || (stops && lines[index + 1]?.text !== "}");
    return counts && ASKS.test(text) && !/\|\||&&/.test(text);
  });
}

/** Ends with success: the whole program, or the function it stands in. */
export const LEAVES =
  /^(?:exit(?: 0)?|exit\(0?\)|return(?: 0)?|sys\.exit\(0?\)|(?:process|Deno)\.exit\(0?\)|exit!?(?: true)?);?$/;

/** The shell stops at the first failure from here on. */
export const STRICT = /^set -\w*e|^set -o errexit/;

/** What can't fail in a way that matters. */
export const ONLY_TALKS =
  /^(?:#!|set |echo\b|printf\b|export\b|exit\b|fi$|else$|then$|done$|[A-Za-z_]\w*=|[{}]$)/;

/** A line of code without comment and indentation. */
export interface Line {
  readonly text: string;
  readonly raw: string;
  readonly offset: number;
}

/** The lines that hold code. */
export function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  let offset = 0;
  for (const raw of text.split("\n").slice(0, MAX_LINES)) {
    const plain = raw
      .replace(/(^|\s)(?:#|\/\/)(?!!).*$/, "")
      .replace(/\s+/g, " ")
      .trim();
    if (plain !== "") lines.push({ text: plain, raw, offset });
    offset += raw.length + 1;
  }
  return lines;
}

/** Hooks of people are shorter. */
const MAX_LINES = 5_000;

/** Commands whose failure never mattered. */
export const BEST_EFFORT =
  /\b(?:curl|wget|notify|announce|inform|broadcast|slack|rm|kill|prune|docker (?:stop|rm|logout|network)|mkdir|echo|printf|say|grep|fetch|sleep|umount)\b/;

/** What ends the script when it fails. */
export const STOPS =
  /\b(?:execFileSync|execSync|check_call|check_output)\(|check ?= ?True|exception: true|\bsh\b ?\(?["']|\bawait (?:\$[`(]|execa\w*\()/;

/** A weakening that a line shows. */
export function at({ raw, offset }: Line, what: string, severity?: Severity): Weakening {
  const indent = raw.length - raw.trimStart().length;
  return {
    offset: offset + indent,
    end: offset + raw.trimEnd().length,
    what,
    ...(severity ? { severity } : {}),
  };
}

/** What stands in the place of the removed line, of several new ones the most alike; else the line before it. */
export function nearest(
  gone: Line | undefined,
  old: readonly Line[],
  now: readonly Line[],
): Line | undefined {
  if (!gone) return undefined;
  const index = old.indexOf(gone);
  const kept = new Set(now.map(({ text }) => text));
  const before = old.slice(0, index).findLast(({ text }) => kept.has(text));
  const at = before ? sameLine(before, old, now) : -1;
  const known = new Set(old.map(({ text }) => text));
  const end = now.findIndex(({ text }, place) => place > at && known.has(text));
  const fresh = now.slice(at + 1, end < 0 ? undefined : end);
  return mostAlike(gone, fresh) ?? fresh[0] ?? now[at];
}

/** The one with the most words of the line, when that is more than half of them: `warn "red" unless ok` for `abort "red" unless ok`. */
function mostAlike({ text }: Line, lines: readonly Line[]): Line | undefined {
  const words = new Set(text.split(" "));
  const shared = lines.map((line) => line.text.split(" ").filter((word) => words.has(word)).length);
  const most = Math.max(0, ...shared);
  return most * 2 > words.size ? lines[shared.indexOf(most)] : undefined;
}

/** Of several lines that read alike, the one with as many of them in front. */
function sameLine(line: Line, old: readonly Line[], now: readonly Line[]): number {
  const alike = (lines: readonly Line[]): Line[] => lines.filter(({ text }) => text === line.text);
  const same = alike(now);
  const meant = same[Math.min(alike(old).indexOf(line), same.length - 1)];
  return meant ? now.indexOf(meant) : -1;
}
