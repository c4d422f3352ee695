/** HK-18: a script goes around what Kamal or Git would stop. */
import type { Project } from "../../documents/project.ts";
import { commandsRunning } from "../../documents/shell/commands-by-program.ts";
import type { ShellAssignment, ShellCommand, ShellScript } from "../../documents/shell/shell-script.ts";
import { get, scalarOf } from "../../documents/yaml/yaml-node.ts";
import { defineRule } from "../../engine/rule.ts";
import { explanationAt } from "../shared/configuration/explained.ts";
import { commandLine, placeOf, placeOfLine, textOfWord } from "../shared/scripts/command-line.ts";
import { isOnlyShown } from "../shared/scripts/shown-text.ts";
import { workflowOf } from "../shared/workflows/workflow-of.ts";

export default defineRule({
  id: "safety-bypass",
  category: "scripts",
  severity: "medium",
  confidence: "high",
  title: "Safety of the deployment bypassed",
  why: "Hooks and the deploy lock are there to stop a deployment that must not happen; a script that always goes around them makes them useless.",
  fix: "Repair what stops the deployment; keep the bypass for a documented emergency script.",
  references: ["https://kamal-deploy.org/docs/commands/lock/"],
  appliesTo: ["shell-script"],
  *check(script: ShellScript, project: Project) {
    const taking = script.assignments.filter(takesLock);
    const calls = commandsRunning(script, /^(?:git|kamal|mrsk)$/);
    if ((taking.length === 0 && calls.length === 0) || isForEmergencies(script)) return;
    for (const command of calls) {
      const found = isOnlyShown(command) ? undefined : bypassOf(command);
      if (!found || isExplained(command)) continue;
      if (found.subject === "lock" && cleansUp(command, project)) continue;
      const at = found.word ? placeOf(command, found.word) : placeOfLine(command);
      yield { at, subject: found.subject, message: found.message };
    }
    for (const assignment of taking)
      if (!isExplained(assignment)) {
        const { source, span } = assignment;
        const message = "`KAMAL_LOCK=true` makes Kamal believe that it holds the deploy lock.";
        yield { at: { source, span, anchor: "KAMAL_LOCK=" }, subject: "lock", message };
      }
  },
});

/** A run that was cancelled or failed can leave its own lock behind. */
function cleansUp({ source, span }: ShellCommand, project: Project): boolean {
  const steps = workflowOf({ source }, project)?.jobs.flatMap((job) => job.steps) ?? [];
  return steps.some(({ run, node }) => {
    const isHere = run !== undefined && run.span.start <= span.start && span.end <= run.span.end;
    return isHere && /\b(?:cancelled|failure)\(\)/.test(scalarOf(get(node, "if"))?.text ?? "");
  });
}

interface Bypass {
  readonly subject: string;
  readonly message: string;
  readonly word?: RegExp;
}

function bypassOf(command: ShellCommand): Bypass | undefined {
  const { name = "", arguments: words, line } = commandLine(command);
  const texts = words.map(textOfWord);
  if (name === "git" && texts.includes("push")) {
    const force = texts.some((text) => /^(?:-\w*f\w*|--force)$/.test(text) || /^\+\S+/.test(text));
    return force
      ? {
          subject: "push",
          word: /^(?:-\w*f\w*|--force|\+\S+)$/,
          message: "The history on the server is replaced by force here.",
        }
      : undefined;
  }
  if (name === "git" && texts.includes("--no-verify"))
    return { subject: "verify", word: /^--no-verify$/, message: "Git's own hooks are skipped here." };
  if (name === "git") return undefined;
  if (texts.some((text) => /^(?:--skip[-_]hooks|-H)$/.test(text)) && !DEPLOYS_NOTHING.test(line))
    return {
      subject: "hooks",
      word: /^(?:--skip[-_]hooks|-H)$/,
      message: "Kamal skips all hooks here, and with them every check before the deployment.",
    };
  if (/^\w+ (?:-\S+ )*lock release\b/.test(line))
    return { subject: "lock", message: "This takes the deploy lock away from whoever holds it." };
  if (
    /^\w+ (?:-\S+ )*(?:accessory |app |proxy |traefik )?remove\b/.test(line) &&
    texts.some((text) => /^(?:-y|--confirmed)$/.test(text))
  )
    return { subject: "remove", message: "This removes what is deployed without asking." };
  return undefined;
}

/** No check of a deployment stands before these, and a hook that calls them must not start itself anew. */
const DEPLOYS_NOTHING =
  /^\w+ (?:-\S+ )*(?:(?:app|accessory|server|proxy) (?:exec|logs|details|containers|images|version)|audit|config|details|version|secrets)\b/;

function takesLock({ name, value }: ShellAssignment): boolean {
  return name === "KAMAL_LOCK" && value?.literal === "true";
}

const EMERGENCY = /emergency|break[- ]?glass|incident|stale lock|dead lock|on purpose|deliberate|notfall/i;

function isExplained(place: ShellCommand | ShellAssignment): boolean {
  return EMERGENCY.test(explanationAt(place));
}

/** Named or introduced as what it is. */
function isForEmergencies({ source }: ShellScript): boolean {
  const head = Array.from({ length: Math.min(8, source.lineCount) }, (_, index) =>
    source.lineText(index + 1),
  );
  return (
    /emergency|break-?glass|unlock|lock[-_]release|force[-_]|remove|teardown|destroy/.test(source.path) ||
    head.some((line) => /^\s*#(?!!)/.test(line) && EMERGENCY.test(line))
  );
}
