/** HK-06: something is deleted whose place depends on a variable that may be empty, or that nobody should delete. */
import { posix } from "node:path";
import type { Project } from "../../documents/project.ts";
import {
  isFilledIn,
  type ShellCommand,
  type ShellScript,
  type ShellWord,
  type WordPart,
} from "../../documents/shell/shell-script.ts";
import { invocationOf } from "../../documents/shell/wrappers.ts";
import { defineRule, type Edit, type Problem } from "../../engine/rule.ts";
import type { Severity } from "../../engine/severity.ts";
import { checkProgram } from "../shared/programs/destructive-path.ts";
import { assignmentsTo } from "../shared/scripts/assignments-by-name.ts";
import { placeOfWord, textOfWord } from "../shared/scripts/command-line.ts";
import { deletedPaths, mayDelete } from "../shared/scripts/deleted-paths.ts";
import type { Origin } from "../shared/scripts/flow.ts";
import { type HasValue, valuesIn } from "../shared/scripts/guarded-paths.ts";
import { imageVariables } from "../shared/scripts/image-variables.ts";
import { flowsAmong } from "../shared/scripts/libraries.ts";
import { lowerInContainer, PLACES } from "../shared/scripts/script-files.ts";
import type { FlowOf } from "../shared/scripts/tainted-variables.ts";

export default defineRule({
  id: "destructive-path",
  category: "scripts",
  severity: "high",
  confidence: "medium",
  title: "Deletion of a path that may be the wrong one",
  why: 'An empty variable makes `rm -rf "$DIR"/*` into `rm -rf /*`, and the shell doesn\'t ask.',
  fix: `Stop when the variable is empty: \`rm -rf "\${DIR:?}"/*\`.`,
  references: ["https://www.shellcheck.net/wiki/SC2115"],
  appliesTo: ["shell-script", "program"],
  *check(document, project) {
    if (document.kind === "program") yield* checkProgram(document, project);
    else yield* checkScript(document, project);
  },
});

function* checkScript(script: ShellScript, project: Project): Iterable<Problem> {
  const deleting = script.commands.filter(mayDelete);
  if (deleting.length === 0) return;
  const hasValue = valuesIn(script, imageVariables(script, project));
  const flowOf = flowsAmong(script, project);
  for (const command of deleting)
    for (const written of isToldAnyway(command, script) ? [] : deletedPaths(command)) {
      const word = spelledOut(written, script);
      if (isLeftToProgram(word, command, script) || isOfImage(word, script)) continue;
      const problem = judge(word, command, hasValue, flowOf) ?? afterMove(word, command, script, hasValue);
      if (problem) yield problem;
    }
}

/** Of a path that a program in another language hands over as a whole, its values tell. */
function isLeftToProgram({ parts }: ShellWord, command: ShellCommand, script: ShellScript): boolean {
  const [only, ...others] = parts;
  if (!only || others.length > 0 || !isFilledIn(only, script)) return false;
  return invocationOf(command).name === "rm";
}

/** `"${BUNDLE_PATH}"/ruby/3.4.0/cache` of the base image: without a value it names a folder that no image has. */
function isOfImage({ parts: [first, ...rest] }: ShellWord, { role }: ShellScript): boolean {
  return role === "dockerfile" && first?.kind === "variable" && UNHEARD_OF.test(textOfWord({ parts: rest }));
}

const UNHEARD_OF =
  /^\/(?!(?:app|bin|boot|dev|etc|home|lib|lib64|mnt|opt|proc|rails|root|run|sbin|srv|sys|tmp|usr|var)\/)[\w-]+\/./;

/** Whatever the path, alias-risky and secrets-command-risky tell. */
function isToldAnyway(command: ShellCommand, { setting, role }: ShellScript): boolean {
  return (setting === "alias" || role === "secrets") && invocationOf(command).name === "rm";
}

/** `cd "$DIR"; rm -rf *`: with an empty value `cd` stays where it is. */
function afterMove(
  word: ShellWord,
  command: ShellCommand,
  { commands }: ShellScript,
  hasValue: HasValue,
): Problem | undefined {
  if (!/^(?:\.\/)?\*$/.test(word.literal ?? "")) return undefined;
  const moved = commands.findLast(
    ({ name, span, inFunction }) =>
      /^(?:cd|pushd)$/.test(name?.literal ?? "") &&
      span.start < command.span.start &&
      inFunction === command.inFunction,
  );
  const [part] = moved?.arguments[0]?.parts ?? [];
  if (part?.kind !== "variable" || hasValue(part, command.inFunction)) return undefined;
  const edit = editFor(part);
  const message = `This deletes everything in the folder it is started in when \`$${part.name}\` is empty.`;
  return {
    at: placeOfWord(word, command),
    subject: `*${part.name}`,
    severity: "high",
    message,
    ...(edit ? { edit } : {}),
  };
}

/** What nobody deletes on purpose in a script. */
const NEVER =
  /^(?:of=\/dev\/\w+|\/dev\/(?:sd|nvme|vd|xvd|hd)\w+|\/+\*?|~\/?\*?|\$HOME\/?\*?|(?:\.\.\/)*\.\.(?:\/\*?)?|\/(?:bin|boot|dev|etc|home|lib|opt|proc|root|sbin|srv|sys|usr|var|var\/lib|var\/lib\/docker|usr\/(?:bin|lib|local))(?:\/\*?)?)$/;

/** `dir="$WORKSPACE/build"; rm -rf "$dir"` deletes what `$WORKSPACE/build` is. */
function spelledOut(word: ShellWord, script: ShellScript): ShellWord {
  const [first, ...rest] = word.parts;
  if (first?.kind !== "variable" || first.operator !== "") return word;
  const [only, ...others] = assignmentsTo(first.name, script);
  const [start, ...path] = only?.value?.parts ?? [];
  if (!start || others.length > 0 || start.kind !== "variable" || path.length === 0) return word;
  return { ...word, literal: undefined, parts: [start, ...path, ...rest] };
}

function judge(
  word: ShellWord,
  command: ShellCommand,
  hasValue: HasValue,
  flowOf: FlowOf,
): Problem | undefined {
  const text = normalised(word);
  const at = placeOfWord(word, command);
  const where = PLACES[command.runsOn];
  if (NEVER.test(text)) {
    const message = `\`${text}\` is deleted with everything in it${where}.`;
    return { at, subject: text, severity: lowerInContainer("high", command), message };
  }
  const index = word.parts.findIndex((part) => part.kind !== "literal" && !isHome(part));
  const part = word.parts[index];
  if (!part || hasValue(part, command.inFunction)) return undefined;
  const before = textOfWord({ parts: word.parts.slice(0, index) });
  const after = textOfWord({ parts: word.parts.slice(index + 1) });
  const { origin, source } = flowOf({ parts: [part] }, command.inFunction);
  const isUnset = part.kind === "variable" && source?.what === `\`$${part.name}\``; // nothing in the script sets it
  const severity = severityOf({ before, after }, isUnset ? "given" : origin);
  const isSpelledOut = origin === "constant" && part.kind === "variable" && /^\d$/.test(part.name);
  if (!severity || part.kind === "process" || isSpelledOut) return undefined;
  const name = part.kind === "variable" ? `\`$${part.name}\`` : "what the command prints";
  const left = `${before}${after}`;
  const result = left === "" ? "any path at all" : `\`${left}\``;
  const edit = editFor(part);
  return {
    at,
    subject: text,
    severity: lowerInContainer(severity, command),
    message: `This deletes ${result}${where} when ${name} is ${left === "" ? "not what it should be" : "empty"}.`,
    ...(edit ? { edit } : {}),
  };
}

function isHome(part: WordPart): boolean {
  return part.kind === "variable" && part.name === "HOME";
}

/** `/srv/cache/../` is `/srv/`. */
function normalised(word: ShellWord): string {
  const text = textOfWord(word);
  return word.literal?.includes("/..") ? posix.normalize(text) : text;
}

/** `$X/…` and `$X*` fall back to the root; in `/srv/$X` all of the folder goes; alone, an empty value deletes nothing. */
function severityOf(
  { before, after }: { readonly before: string; readonly after: string },
  origin: Origin,
): Severity | undefined {
  const isChosen = origin === "given" || origin === "outside";
  if (before === "" && /^[/*]/.test(after)) return "high";
  if (before === "") return isChosen ? "high" : "medium";
  if (!/^(?:[/*]|$)/.test(after)) return undefined; // a name of its own is left
  if (/^(?:\/(?:\w+\/?)?|(?:~|\$HOME)\/)$/.test(before)) return "high";
  return isChosen && /\/$/.test(before) ? "medium" : undefined;
}

/** `${X:?}` says the same and stops instead of deleting something else. */
function editFor(part: WordPart): Edit | undefined {
  if (part.kind !== "variable" || part.operator !== "" || !/^[A-Za-z_]\w*$/.test(part.name)) return undefined;
  return { span: part.span, text: `\${${part.name}:?}` };
}
