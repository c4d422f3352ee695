/** What stands in a file, by its role -> the documents of it: programs and whatever else a review reads as more than text. */
import { type DerivedText, deriveText, wholeText } from "../source/derived-text.ts";
import type { SourceText } from "../source/source-text.ts";
import { namesDeploymentScript } from "./deployment-scripts.ts";
import { isDockerfileTrouble, openDockerfile } from "./dockerfile/open-dockerfile.ts";
import type { Document, UnreadableFile } from "./document.ts";
import { openEnvFile } from "./env-file.ts";
import { type ErbProgram, openErbProgram, runsRuby } from "./erb/erb-program.ts";
import { renderErb } from "./erb/render-erb.ts";
import type { FileRole } from "./file-role.ts";
import { readGemfile } from "./gemfile/gemfile.ts";
import { readGemfileLock } from "./gemfile/gemfile-lock.ts";
import type { RenderedYaml } from "./kamal/read-rendered-yaml.ts";
import { shellSettingsOf } from "./kamal/shell-settings.ts";
import { keyFileOfText } from "./key-file.ts";
import { couldNotRead, partNotRead, START, tookTooLong } from "./not-read.ts";
import { grammarOf, openProgram } from "./program/open-program.ts";
import type { NotFollowed, Program, ProgramLanguage } from "./program/program.ts";
import type { ProgramText } from "./program-text.ts";
import { languagesOf, type ScriptLanguage } from "./script-language.ts";
import { parseSecretsFile } from "./secrets-file/secrets-file.ts";
import { effectOf } from "./shell/benign-commands.ts";
import { openShell, type ShellSetting } from "./shell/open-shell.ts";
import { otherPrograms } from "./shell/other-programs.ts";
import type { ShellScript } from "./shell/shell-script.ts";
import { loadGrammars } from "./syntax/syntax-tree.ts";
import { openAction } from "./workflow/open-action.ts";
import { isWorkflowTrouble, openWorkflow, workflowPrograms } from "./workflow/open-workflow.ts";
import { programsOf } from "./workflow/workflow-steps.ts";
import type { YamlTrouble } from "./yaml/yaml-trouble.ts";

/**
 * The documents that a file holds besides its text: a program, a Dockerfile, a workflow, and the shell text in it. What other files
 * tell of it is in `told`; a Gemfile that something runs with bash is a script all the same.
 */
export async function openPrograms(source: SourceText, role: FileRole, told: Told = {}): Promise<Document[]> {
  const { starters = [], runBy = [] } = told;
  const isScript = role === "hook" || role === "script";
  const languages = isScript ? languagesOf(source, role, runBy) : runBy;
  if (isScript && languages.length === 0) return role === "hook" ? inOtherLanguage(source) : [];
  const as = isScript ? role : "script";
  const programs = await Promise.all(languages.map((language) => openIn(language, source, as)));
  return [...(isScript ? [] : await openByRole(source, role, starters)), ...programs.flat()];
}

async function openByRole(
  source: SourceText,
  role: FileRole,
  starters: readonly string[],
): Promise<Document[]> {
  if (role === "kamal") return openErb(source, role);
  if (role === "erb-file") return openErb(source, role);
  if (role === "secrets") return openSecrets(source);
  if (role === "env-file") return [openEnvFile(source), ...(await openTemplate(source, role))];
  if (role === "key-file") return [keyFileOfText(source) ?? []].flat();
  if (role === "dockerfile") return openDocker(source);
  if (role === "workflow") return openJobs(source, starters);
  if (role === "action") return openSteps(source);
  if (role === "gemfile") return [openGems(source)];
  return role === "entrypoint" ? openEntrypoint(source) : [];
}

async function openIn(language: ScriptLanguage, source: SourceText, role: FileRole): Promise<Document[]> {
  if (language === "unknown") return [];
  return language === "shell"
    ? openScript(wholeText(source), role)
    : openProgramOf(wholeText(source), language, role);
}

/** What other files tell of one: what else starts Kamal in it, and the languages of what runs it. */
export interface Told {
  readonly starters?: readonly string[];
  readonly runBy?: readonly ScriptLanguage[];
}

/** Kamal runs a hook in any language; one that can't be read as a program has not been reviewed as one. */
function inOtherLanguage(source: SourceText): UnreadableFile[] {
  if (!source.text.startsWith("#!") || source.path.endsWith(".sample")) return [];
  return [partNotRead(source, "hook", "is written in a language that a review can't follow", START)];
}

/** The program and the shell text it runs. */
async function openProgramOf(
  text: DerivedText,
  language: ProgramLanguage,
  role: FileRole,
): Promise<Document[]> {
  await loadGrammars([grammarOf(language, text.source), "bash"]);
  return programParts(openProgram(text, language, role), text.source, role);
}

/** The program, the shell text it runs, and what of both could not be followed. */
function programParts(program: Program | undefined, source: SourceText, role: FileRole): Document[] {
  if (!program) return [tookTooLong(source, role)];
  const shells = program.starts.flatMap(({ shell }) => shell ?? []);
  const missed = [program.notFollowed, ...shells.map(notFollowedIn)].flatMap((one) => one ?? []).slice(0, 1);
  return [program, ...shells, ...missed.map(({ span, reason }) => partNotRead(source, role, reason, span))];
}

function notFollowedIn({ notFollowed }: ShellScript): NotFollowed | undefined {
  return notFollowed && { span: notFollowed, reason: "is nested deeper than a review can follow" };
}

async function openErb(source: SourceText, role: FileRole): Promise<Document[]> {
  const rendered = renderErb(source);
  if (!rendered.tags.some(runsRuby)) return [];
  await loadGrammars(["ruby", "bash"]);
  const program = openErbProgram(rendered);
  return program ? [program, ...readersIn(program)] : [tookTooLong(source, role)];
}

/**
 * The shell text of programs that seem to only read something, and of scripts of the repository, which are followed. About any
 * other program a template starts nothing worse can be said than that it does.
 */
function readersIn({ commands }: ErbProgram): ShellScript[] {
  return commands.flatMap(({ shell, via }) =>
    shell && !via.endsWith("eval") && effectOf(shell) !== "unknown" ? [shell] : [],
  );
}

/** `.env.erb`, which `kamal envify` of Kamal 1 runs as Ruby. */
async function openTemplate(source: SourceText, role: FileRole): Promise<Document[]> {
  return source.path.endsWith(".erb") ? openErb(source, role) : [];
}

async function openSecrets(source: SourceText): Promise<Document[]> {
  const secrets = parseSecretsFile(source);
  const commands = secrets.assignments.flatMap(({ references }) =>
    references.filter(({ kind }) => kind === "command"),
  );
  const programs = commands.map(({ content }) =>
    deriveText(source, [{ text: source.text.slice(content.start, content.end), from: content }]),
  );
  const scripts = await Promise.all(programs.map((program) => openScript(program, "secrets")));
  const opened = scripts.flat();
  return [{ ...secrets, programs: opened.filter((document) => document.kind === "shell-script") }, ...opened];
}

/** What a container starts with counts as a program of its Dockerfile. Other languages are the application's own. */
async function openEntrypoint(source: SourceText): Promise<Document[]> {
  const isShell = languagesOf(source, "entrypoint").includes("shell");
  return isShell ? openScript(wholeText(source), "dockerfile", { setting: "cmd" }) : [];
}

async function openDocker(source: SourceText): Promise<Document[]> {
  const opened = await openDockerfile(source);
  if (isDockerfileTrouble(opened)) return [couldNotRead(source, "dockerfile", opened.reason, opened.span)];
  const troubles = opened.troubles.map(({ reason, span }) => partNotRead(source, "dockerfile", reason, span));
  return [opened.dockerfile, ...troubles, ...(await openParts(opened.programs, source, "dockerfile"))];
}

/**
 * Workflows that name neither Kamal nor a script for deploying, use no action that might, and are called by no other, have
 * nothing to do with a deployment, unless one that deploys starts after them.
 */
const MAY_MATTER = /kamal|\bworkflow_call\b|\buses:\s*["']?\.\/|\bjobs\.[\w-]{1,100}\.outputs\b/i;

/** Of those for pull requests only, and of those that start at certain times, no deployment waits for the end. */
const MAY_BE_FOLLOWED = /\b(?:push|workflow_run|release)\b/;

async function openJobs(source: SourceText, starters: readonly string[]): Promise<Document[]> {
  const isRelevant =
    starters.length > 0 || MAY_MATTER.test(source.text) || namesDeploymentScript(source.text);
  if (!isRelevant && !MAY_BE_FOLLOWED.test(source.text)) return [];
  const workflow = openWorkflow(source, starters);
  if (!workflow) return [];
  if (isWorkflowTrouble(workflow)) return [couldNotRead(source, "workflow", workflow.reason, workflow.span)];
  if (!isRelevant) return [workflow];
  return [workflow, ...(await openParts(workflowPrograms(workflow), source, "workflow"))];
}

async function openSteps(source: SourceText): Promise<Document[]> {
  const action = openAction(source);
  if (!action) return [];
  if (isWorkflowTrouble(action)) return [couldNotRead(source, "action", action.reason, action.span)];
  return [action, ...(await openParts(programsOf(action.steps), source, "workflow"))];
}

/** The shell text in settings of deploy.yml. */
export async function openSettings(
  source: SourceText,
  yaml: RenderedYaml | YamlTrouble | undefined,
): Promise<Document[]> {
  const root = yaml && "rendered" in yaml ? yaml.root : undefined;
  const found = root?.kind === "map" ? shellSettingsOf(root) : [];
  const opened = await Promise.all(
    found.slice(0, MAX_PROGRAMS).map(({ program, ...setting }) => openScript(program, "kamal", setting)),
  );
  return [...opened.flat(), ...beyondFollowing(found[MAX_PROGRAMS]?.program, source, "kamal")];
}

function beyondFollowing(
  first: DerivedText | undefined,
  source: SourceText,
  role: FileRole,
): UnreadableFile[] {
  const at = first?.toSource({ start: 0, end: 1 });
  return at ? [partNotRead(source, role, "holds more programs than a review can follow", at)] : [];
}

/** A Dockerfile or workflow with more programs is not written by a person. */
const MAX_PROGRAMS = 500;

/** The programs that a file holds as parts of another language. */
async function openParts(
  programs: readonly ProgramText[],
  source: SourceText,
  role: FileRole,
): Promise<Document[]> {
  const followed = programs.slice(0, MAX_PROGRAMS);
  const opened = await Promise.all(
    followed.map(({ program, language, setting }) =>
      language === "shell" ? openScript(program, role, setting) : openProgramOf(program, language, role),
    ),
  );
  return [...opened.flat(), ...beyondFollowing(programs[MAX_PROGRAMS]?.program, source, role)];
}

function openGems(source: SourceText): Document {
  return /(?:\.lock|\.locked)$/.test(source.path) ? readGemfileLock(source) : readGemfile(source);
}

async function openScript(
  program: DerivedText,
  role: FileRole,
  setting: ShellSetting = {},
): Promise<Document[]> {
  await loadGrammars(["bash"]);
  const runsOn = role === "dockerfile" ? "container" : "here";
  const script = openShell(program, { role, runsOn, ...setting });
  if (!script) return [tookTooLong(program.source, role)];
  const deep = script.notFollowed;
  const missed = deep
    ? [couldNotRead(program.source, role, "is nested deeper than a review can follow", deep)]
    : [];
  return [script, ...missed, ...(await openOthers(script, role))];
}

/** What a script carries in other languages. */
async function openOthers(script: ShellScript, role: FileRole): Promise<Document[]> {
  if (role === "kamal") return []; // a container's, of which less can be said
  const opened: Document[] = [];
  const { followed, beyond } = otherPrograms(script, role === "dockerfile" ? "container" : "here");
  for (const { program, language, outputTaken } of followed) {
    await loadGrammars([grammarOf(language, program.source)]);
    const read = openProgram(program, language, role);
    // what a command of a secrets file prints is the value
    const isTaken = outputTaken || role === "secrets";
    opened.push(...programParts(read && { ...read, outputTaken: isTaken }, program.source, role));
  }
  return [...opened, ...beyondFollowing(beyond, script.source, role)];
}
