/** HK-16: the version that Kamal deploys is a text that others choose. */

import type { Project } from "../../documents/project.ts";
import { kamalCallOf, kamalCallsIn } from "../../documents/shell/kamal-call.ts";
import type {
  ShellAssignment,
  ShellCommand,
  ShellScript,
  ShellWord,
  WordPart,
} from "../../documents/shell/shell-script.ts";
import type { Workflow } from "../../documents/workflow/workflow.ts";
import { entriesOf, get, scalarOf } from "../../documents/yaml/yaml-node.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import type { Place } from "../../source/source-text.ts";
import { checkProgram } from "../shared/programs/untrusted-version.ts";
import { assignmentsTo } from "../shared/scripts/assignments-by-name.ts";
import { placeOfWord, textOfWord } from "../shared/scripts/command-line.ts";
import type { Flow } from "../shared/scripts/flow.ts";
import { flowsAmong } from "../shared/scripts/libraries.ts";
import { reaching } from "../shared/scripts/reaching.ts";
import { isCheckedFlow, isVersionChecked } from "../shared/workflows/checked-versions.ts";
import { inItsWorkflow } from "../shared/workflows/workflow-environment.ts";
import { choiceOf } from "../shared/workflows/workflow-expressions.ts";

export default defineRule({
  id: "untrusted-version",
  category: "scripts",
  severity: "high",
  confidence: "high",
  title: "Version that others can choose",
  why: "Kamal puts the version unescaped into docker commands on every server: `v1$(touch /tmp/x)` is a legal branch name, and as a version it runs there.",
  fix: "Deploy by commit id (`git rev-parse HEAD`), or check the value first: `[[ $VERSION =~ ^[0-9a-f]{7,40}$ ]] || exit 1`.",
  references: ["https://kamal-deploy.org/docs/commands/deploy/"],
  appliesTo: ["shell-script", "program", "workflow"],
  *check(document, project) {
    if (document.kind === "workflow") yield* checkWorkflow(document, project);
    else if (document.kind === "program") yield* checkProgram(document, project);
    else yield* checkScript(document, project);
  },
});

function* checkScript(script: ShellScript, project: Project): Iterable<Problem> {
  const flowOf = flowsAmong(script, project);
  for (const command of kamalCallsIn(script)) {
    const word = versionOf(command, script);
    const flow = word && inItsWorkflow(flowOf(withoutOption(word), command.inFunction), script, project);
    if (word && flow && isChosen(flow, word) && !isCheckedFlow(flow, project))
      yield report(flow, placeOfWord(word, command));
  }
  for (const assignment of versionsSet(script)) {
    const { value, inFunction, source, span, name } = assignment;
    const flow = value && inItsWorkflow(flowOf(value, inFunction), script, project);
    if (value && flow && isChosen(flow, value) && !isCheckedFlow(flow, project))
      yield report(flow, { source, span, anchor: `${name}=` });
  }
}

/** `env: { VERSION: "${{ inputs.tag }}" }` around steps that call Kamal, which reads it when no option says otherwise. */
function* checkWorkflow(workflow: Workflow, project: Project): Iterable<Problem> {
  const { root, jobs } = workflow;
  const deploying = jobs.filter(({ runsKamal }) => runsKamal);
  if (deploying.length === 0) return;
  const at = { file: workflow, job: undefined, step: undefined };
  const sites = deploying.flatMap((job) => [
    { ...at, job },
    ...job.steps.map((step) => ({ ...at, job, step })),
  ]);
  const set = [at, ...sites].flatMap((site) => {
    const node = site.step?.node ?? site.job?.node ?? root;
    return entriesOf(get(node, "env")).map((entry) => ({ ...entry, site }));
  });
  for (const { key, value, site } of set) {
    if (!/^(?:KAMAL_)?VERSION$/.test(key.text)) continue;
    const scalar = scalarOf(value);
    const [, code] = /^\$\{\{(.{1,500})\}\}$/s.exec(scalar?.text.trim() ?? "") ?? [];
    const author = code === undefined ? undefined : choiceOf(code.trim(), site, project)?.author;
    if (!scalar || (author !== "anyone" && author !== "writers")) continue;
    if (isVersionChecked(key.text, scalar, site, project)) continue;
    const message = `\`${code?.trim()}\` becomes the version that Kamal deploys.`;
    yield { at: scalar, subject: key.text, message };
  }
}

function report(flow: Flow, at: Place): Problem {
  return { at, message: reaching(flow, at, "becomes the version that Kamal deploys") };
}

/** The value of `--version`, for the commands that put it into docker commands. */
function versionOf(command: ShellCommand, script: ShellScript): ShellWord | undefined {
  const { arguments: words } = kamalCallOf(command) ?? {};
  if (!words) return undefined;
  const kept = words
    .flatMap((word) => optionsKeptIn(word, script))
    .find((value) => /--version[ =]/.test(textOfWord(value)));
  if (kept) return kept;
  const before = command.arguments.filter((word) => !words.includes(word));
  const set = before.find((word) => /^(?:KAMAL_)?VERSION=/.test(textOfWord(word))); // `env VERSION=… kamal deploy`
  if (set) return set;
  const texts = words.map(textOfWord);
  const at = texts.findIndex((text) => /^--version(?:=|$)/.test(text));
  if (at >= 0) return texts[at] === "--version" ? words[at + 1] : words[at];
  const verb = texts.findIndex((text, index) => isArgument(text, texts[index - 1]));
  return texts[verb] === "rollback"
    ? words.find((_, index) => index > verb && isArgument(texts[index] ?? "", texts[index - 1]))
    : undefined;
}

/** True for a word that is no option and no value of one. */
function isArgument(text: string, before = ""): boolean {
  return !text.startsWith("-") && !TAKES_VALUE.test(before);
}

const TAKES_VALUE = /^(?:-[cdhr]|--(?:config-file|destination|hosts|roles|version))$/;

/** `options="--version $1"; kamal deploy $options` */
function optionsKeptIn({ parts: [part, ...others] }: ShellWord, script: ShellScript): ShellWord[] {
  if (part?.kind !== "variable" || part.quotes !== "none" || others.length > 0) return [];
  return assignmentsTo(part.name, script).flatMap(({ value }) => value ?? []);
}

function withoutOption({ parts }: ShellWord): { parts: readonly WordPart[] } {
  return { parts: parts.filter((part) => part.kind !== "literal") };
}

/** What Kamal set itself is handed on to a nested call; an unknown variable is most often a commit id of CI. */
function isChosen({ origin, source }: Flow, { parts }: ShellWord): boolean {
  if (/^`\$(?:KAMAL|MRSK)_VERSION`$/.test(source?.what ?? "") || source?.what === "`$VERSION`") return false;
  const isNamed = /`\$(?:\w+_)?(?:TAG|BRANCH|REF)(?:_NAME)?`/.test(source?.what ?? "");
  return (
    (origin === "given" || origin === "outside" || isNamed) && parts.some((part) => part.kind !== "literal")
  );
}

/** `VERSION=… kamal deploy` and `export VERSION=…` in a script that calls Kamal. */
function versionsSet(script: ShellScript): ShellAssignment[] {
  const calls = kamalCallsIn(script);
  if (calls.length === 0) return [];
  return script.assignments.filter(
    ({ name, span }) =>
      /^(?:KAMAL_VERSION|VERSION)$/.test(name) &&
      (calls.some((call) => contains(call.span, span)) || isExported(name, span, script)),
  );
}

function contains(outer: ShellCommand["span"], inner: ShellCommand["span"]): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

function isExported(name: string, span: ShellCommand["span"], { commands }: ShellScript): boolean {
  return commands.some((command) => {
    const { name: word, arguments: words } = command;
    const has = (option: RegExp): boolean => words.some(({ literal }) => option.test(literal ?? ""));
    if (word?.literal === "set") return command.span.start < span.start && has(/^(?:-a|allexport)$/);
    const exports =
      word?.literal === "export" || (/^(?:declare|typeset)$/.test(word?.literal ?? "") && has(/^-\w*x/));
    return exports && (contains(command.span, span) || words.some(({ literal }) => literal === name));
  });
}
