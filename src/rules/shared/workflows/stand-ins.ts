/** What a change brings in the place of a check that it takes out: another check, or what may be one. */
import type { Project } from "../../../documents/project.ts";
import { programsGiven } from "../../../documents/workflow/given-programs.ts";
import type { WorkflowStep } from "../../../documents/workflow/workflow.ts";
import { get, scalarOf } from "../../../documents/yaml/yaml-node.ts";
import { checkIn, FAILS, isCheck, linesOf, ONLY_TALKS } from "../gates/gate-lines.ts";
import { type AwaitedCheck, checksAwaited, stepsAwaited } from "./awaited-checks.ts";
import { calledBy, type Deployment } from "./awaited-jobs.ts";
import { textsNamed } from "./files-named.ts";
import { actionOf } from "./steps-within.ts";

/** A sound one does the same kind of work; of a possible one only its name is known. */
export type StandIn = "sound" | "possible" | undefined;

/** What says nothing about whether the code works. */
export const STYLE =
  /\blint|lint(?:er)?\b|rubocop|eslint|shellcheck|prettier|format|ruff|flake8|standardrb|clippy|staticcheck/;

const TESTS = /test|spec|jest|phpunit|pest|tox|nox|cucumber|cypress/;

const KINDS: readonly RegExp[] = [
  STYLE,
  /brakeman|audit|trivy|grype|snyk|semgrep|gitleaks|codeql|scorecard|scan|bandit|govulncheck|checkov|tfsec|trufflehog|zizmor|deny/,
  TESTS,
  /git diff|git verify|cosign|sha256sum|gh (?:pr|run)/,
  /approval|wait-/,
];

/** Everything under one name. */
const ALL = /^bin\/ci$|\b(?:ci|checks?|verify|validate)$/;

/** For each lost check what is new in its place. */
export function standInsFor(was: Deployment, now: Deployment): (lost: string) => StandIn {
  const known = new Set(checksThatCount(was).map(({ name }) => name));
  const added = checksThatCount(now).filter(({ name }) => !known.has(name));
  const fresh = added.filter((check) => isKnown(check, now.project)).map(({ name }) => name);
  const isPossible = added.length > 0 || newOnes(possibleChecks(was), possibleChecks(now)).length > 0;
  return (lost) => {
    const kind = KINDS.find((one) => one.test(lost)) ?? TESTS;
    if (fresh.some((name) => ALL.test(name) || kind?.test(name))) return "sound";
    return isPossible ? "possible" : undefined;
  };
}

function checksThatCount(deployment: Deployment): AwaitedCheck[] {
  return checksAwaited(deployment).filter(({ lapse }) => !lapse);
}

/** False for a path or task that may be anything of that name, unless a check is read there. */
function isKnown({ name, text }: AwaitedCheck, project: Project): boolean {
  const of = /^(?:bin|scripts?)\//.test(name) ? text : TASK_FILES[/^\w+/.exec(name)?.[0] ?? ""];
  if (of === undefined) return true;
  return textsNamed(of, project).some((file) => linesOf(file).some((line) => isCheck(line.text)));
}

/** Where tasks of people stand. */
const TASK_FILES: Readonly<Record<string, string>> = {
  make: "Makefile makefile GNUmakefile",
  just: "justfile Justfile .justfile",
  task: "Taskfile.yml Taskfile.yaml taskfile.yml",
  mise: "mise.toml .mise.toml",
  poe: "pyproject.toml",
};

function newOnes(before: readonly string[], after: readonly string[]): string[] {
  const known = new Set(before);
  return after.filter((name) => !known.has(name));
}

/** Of which only the name tells: `script/cibuild`, `make verify`, an action or a workflow of another repository. */
function possibleChecks(deployment: Deployment): string[] {
  const { project, awaited } = deployment;
  const hidden = stepsAwaited(deployment).filter(({ step }) => !actionOf(step, project));
  const actions = hidden.flatMap(({ step }) => possibleAction(step));
  const called = awaited
    .filter((stage) => calledBy(stage, project).length === 0)
    .flatMap(({ job }) => scalarOf(get(job.node, "uses"))?.text ?? []);
  const commands = commandsIn(deployment).flatMap((text) =>
    checkIn(text) === undefined && !INSTALLS.test(text) ? (POSSIBLE.exec(text)?.[0] ?? []) : [],
  );
  return [...actions, ...called.map(withoutVersion), ...commands];
}

const WORDS = "(?:ci|check|test|verify|validate|lint|scan|audit|spec|e2e|qa|gate)";

/** A program of that name, or such a task of one that runs tasks. */
const POSSIBLE = new RegExp(
  `(?:^|[;&|!] |\\b(?:if|exec|npx|bunx|run|bash|sh|ruby|python3?|node) )(?:\\S{0,100}/)?(?:[\\w.-]{0,40}${WORDS}[\\w.-]{0,40}|(?:make|just|task|rake|rails|mise|nx|turbo|npm|yarn|pnpm|bun|mvn|gradlew?|composer|go|cargo|dotnet)(?: -{1,2}[\\w=-]{1,40}| run){0,3} [\\w:-]{0,40}(?:${WORDS}|vet|clippy)[\\w:-]{0,40}|rake(?= *(?:$|[;&|)]))|(?:gradlew?|mvnw?)(?: -\\S{1,40}){0,3} (?:build|package|install)|(?:docker|podman|earthly|dagger) .{0,200}(?:--target[= ]|[+ ]call |\\+)[\\w-]{0,40}${WORDS})(?=$|[\\s;&|)])`,
);

const INSTALLS =
  /\b(?:npm|pnpm|yarn|bun) (?:ci|i|install|add)\b|\b(?:bundle|pip3?|uv|composer|gem|apt|apt-get|brew|go) (?:install|add)\b|\bdb:/;

function possibleAction(step: WorkflowStep): string[] {
  const name = withoutVersion(step.uses?.text ?? "");
  const refuses = programsGiven(step).some(
    ({ text }) => /setFailed/.test(text.text) || FAILS.test(text.text),
  );
  const isNamedSo =
    NAMES_CHECK.test(name.replace(/^[^/]{0,100}\//, "")) && !/report|publish|result/.test(name);
  return refuses || isNamedSo ? [name] : [];
}

/** Whole words: not `checkout`. */
const NAMES_CHECK = new RegExp(`(?:^|[/_-])(?:${WORDS}s?|quality|security|sonar\\w{0,20})(?:$|[/_-])`, "i");

function commandsIn(deployment: Deployment): string[] {
  return stepsAwaited(deployment).flatMap(({ step }) =>
    linesOf(step.run?.text ?? "").flatMap(({ text }) => (ONLY_TALKS.test(text) ? [] : [text])),
  );
}

function withoutVersion(uses: string): string {
  return uses.replace(/@.*$/, "");
}
