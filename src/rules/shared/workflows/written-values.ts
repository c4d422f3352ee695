/** Values that a step hands to later ones: `echo "tag=$TAG" >> "$GITHUB_OUTPUT"`. */
import type { Project } from "../../../documents/project.ts";
import {
  laterStages,
  type ShellCommand,
  type ShellScript,
  type WordPart,
} from "../../../documents/shell/shell-script.ts";
import { filesWritten } from "../../../documents/shell/written-programs.ts";
import type { WorkflowStep } from "../../../documents/workflow/workflow.ts";
import { onceFor } from "../../../source/once-for.ts";
import type { SourceText } from "../../../source/source-text.ts";
import { contains } from "../../../source/span.ts";
import { assignmentsTo } from "../scripts/assignments-by-name.ts";
import { CONSTANT, type Flow } from "../scripts/flow.ts";
import { flowsIn } from "../scripts/tainted-variables.ts";
import { siteOf } from "./workflow-of.ts";

/** The file that keeps them: for steps that ask for an output, or for the environment of all later ones. */
export type HandOver = "GITHUB_OUTPUT" | "GITHUB_ENV";

/** Where the values come from that a step writes under a name: of a text with several parts, each that is not settled; undefined for more than a look follows. */
export function valuesWritten(
  step: WorkflowStep,
  source: SourceText,
  name: string,
  file: HandOver,
  project: Project,
): Flows {
  return joined(
    scriptsOf(step, source, project).map((script) => {
      const known = flowsByName(script);
      const key = `${file} ${name}`;
      if (!known.has(key)) known.set(key, flowsWritten(key, script));
      return known.get(key);
    }),
  );
}

type Flows = readonly Flow[] | undefined;

function joined(lists: readonly Flows[]): Flows {
  return lists.includes(undefined) ? undefined : lists.flatMap((flows) => flows ?? []);
}

/** Filled as they are asked for: one value may be looked at on the way to many others. */
const flowsByName = onceFor((_: ShellScript) => new Map<string, Flows>());

function flowsWritten(key: string, script: ShellScript): Flows {
  const texts = textsByName(script).get(key) ?? [];
  if (texts.length > MAX_TEXTS) return undefined;
  return joined(texts.map(({ parts, command }) => openFlows(parts, command.inFunction, script)));
}

/** Two unknown parts may have different authors, so none speaks for the other: `tag="$A-$B"; echo "tag=$tag"`. */
function openFlows(parts: readonly WordPart[], inFunction: string | undefined, script: ShellScript): Flows {
  const flowOf = flowsIn(script);
  const seen = new Set<WordPart>();
  const flows: Flow[] = [];
  const pending = [...parts];
  for (let part = pending.pop(); part; part = pending.pop()) {
    if (seen.size >= MAX_TEXTS) return undefined;
    const flow = seen.has(part) ? CONSTANT : flowOf({ parts: [part] }, inFunction);
    seen.add(part);
    if (flow.origin === "constant") continue;
    flows.push(flow);
    const set = part.kind === "variable" ? assignmentsTo(part.name, script) : [];
    if (flow.origin === "unknown") pending.push(...set.flatMap(({ value }) => value?.parts ?? []));
  }
  return flows;
}

/** Nobody writes one name, or the lines of one value, more often. */
const MAX_TEXTS = 100;

/** The same for a name that the step surely writes with commands of a shell; undefined for any other. */
export function valuesSurelyWritten(
  step: WorkflowStep,
  source: SourceText,
  name: string,
  file: HandOver,
  project: Project,
): Flows {
  const isKnown = scriptsOf(step, source, project).some((one) => textsByName(one).has(`${file} ${name}`));
  return isKnown ? valuesWritten(step, source, name, file, project) : undefined;
}

/** The parts of what a step puts into the environment of later ones, by name. */
export function partsHandedOn(
  step: WorkflowStep,
  source: SourceText,
  project: Project,
): ReadonlyMap<string, readonly WordPart[]> {
  const written = scriptsOf(step, source, project).flatMap((script) => [...textsByName(script)]);
  return new Map(
    written.flatMap(([key, texts]): [string, WordPart[]][] => {
      const [file, name = ""] = key.split(" ");
      return file === "GITHUB_ENV" ? [[name, texts.slice(0, MAX_TEXTS).flatMap(({ parts }) => parts)]] : [];
    }),
  );
}

/** True when some step of a file writes a value under the name; most names are looked up in vain. */
export function isWritten({ path }: SourceText, name: string, file: HandOver, project: Project): boolean {
  return namesByPath(project).get(path)?.has(`${file} ${name}`) === true;
}

const namesByPath = onceFor((project: Project): ReadonlyMap<string, ReadonlySet<string>> => {
  return new Map(
    [...scriptsByPath(project)].map(([path, scripts]) => [
      path,
      new Set(scripts.flatMap((script) => [...textsByName(script).keys()])),
    ]),
  );
});

/** By the file they are written to and their names; what is spread over several commands, `notes<<EOF`, has them all. */
const textsByName = onceFor(({ commands }: ShellScript): ReadonlyMap<string, readonly WrittenText[]> => {
  const found = new Map<string, WrittenText[]>();
  for (const file of HAND_OVERS) {
    const texts = commands.filter((command) => writes(command, `$${file}`)).flatMap(textsOf);
    const all = texts.filter(isOpen);
    for (const text of texts) {
      const [, name, sign] = /^\s*([\w-]{1,100})(=|<<)/.exec(leadingText(text)) ?? [];
      if (name === undefined) continue;
      const key = `${file} ${name}`;
      const others = found.get(key) ?? [];
      found.set(key, sign === "<<" ? all : others);
      if (sign === "=" && others !== all && isOpen(text)) others.push(text);
    }
  }
  return found;
});

/** What is spelled out to the end brings nothing in. */
function isOpen({ parts }: WrittenText): boolean {
  return parts.some((part) => part.kind !== "literal" || part.text.includes("*"));
}

const HAND_OVERS: readonly HandOver[] = ["GITHUB_OUTPUT", "GITHUB_ENV"];

function leadingText({ parts: [first] }: WrittenText): string {
  return first?.kind === "literal" ? first.text : "";
}

/** Itself, or through `| tee -a "$GITHUB_OUTPUT"`. */
function writes(command: ShellCommand, path: string): boolean {
  const later = laterStages(command).flat();
  return [command, ...later].some((one) => filesWritten(one).includes(path));
}

interface WrittenText {
  readonly parts: readonly WordPart[];
  readonly command: ShellCommand;
}

/** What a command prints, and the lines of its here-documents. */
function textsOf(command: ShellCommand): WrittenText[] {
  const words = command.arguments.filter(({ literal = "" }) => !/^-[neE]+$/.test(literal));
  const printed = words.flatMap(({ parts }) => parts);
  const lines = command.redirections.flatMap(({ heredoc }) => linesOf(heredoc?.parts ?? []));
  return [printed, ...lines].filter((parts) => parts.length > 0).map((parts) => ({ parts, command }));
}

function linesOf(parts: readonly WordPart[]): WordPart[][] {
  const lines: WordPart[][] = [[]];
  for (const part of parts) {
    const [first = "", ...others] = part.kind === "literal" ? part.text.split("\n") : [];
    if (part.kind !== "literal") lines.at(-1)?.push(part);
    else lines.at(-1)?.push({ ...part, text: first });
    for (const text of others) if (part.kind === "literal") lines.push([{ ...part, text }]);
  }
  return lines;
}

function scriptsOf(
  { run, node }: WorkflowStep,
  source: SourceText,
  project: Project,
): readonly ShellScript[] {
  const scripts = scriptsByStep(project).get(`${source.path} ${node.span.start}`) ?? [];
  return run ? scripts.filter(({ span }) => contains(run.span, span)) : [];
}

const scriptsByStep = onceFor((project: Project): ReadonlyMap<string, readonly ShellScript[]> => {
  const scripts = [...scriptsByPath(project).values()].flat();
  return Map.groupBy(scripts, (script) => {
    return `${script.source.path} ${siteOf(script, project)?.step?.node.span.start}`;
  });
});

const scriptsByPath = onceFor(({ documents }: Project): ReadonlyMap<string, readonly ShellScript[]> => {
  const scripts = documents.filter(
    (document): document is ShellScript => document.kind === "shell-script" && document.role === "workflow",
  );
  return Map.groupBy(scripts, ({ source }) => source.path);
});
