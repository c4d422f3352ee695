/** HK-19: a hook that is to stop a deployment and goes on after a failure. */
import type { Project } from "../../documents/project.ts";
import type { ShellCommand, ShellScript } from "../../documents/shell/shell-script.ts";
import { defineRule, type Edit } from "../../engine/rule.ts";
import { commandLine } from "../shared/scripts/command-line.ts";
import { baseNameOf, fileOf } from "../shared/scripts/script-files.ts";
import { isOnlyShown } from "../shared/scripts/shown-text.ts";

export default defineRule({
  id: "no-fail-fast",
  category: "scripts",
  severity: "low",
  confidence: "medium",
  title: "Hook that goes on after a failure",
  why: "Kamal looks at the exit code of the last command only, so a check that fails in the middle stops nothing.",
  fix: "Start bash hooks with `set -euo pipefail`, others with `set -eu`.",
  references: ["https://kamal-deploy.org/docs/hooks/overview/"],
  appliesTo: ["shell-script"],
  *check(script: ShellScript, project: Project) {
    const { source } = script;
    const name = baseNameOf(script);
    if (fileOf(script, project)?.role !== "hook" || !/^(?:pre-[\w-]+|docker-setup)$/.test(name)) return;
    if (script.span.start > 0 || handlesFailures(script)) return;
    const checks = script.commands.filter(isOwn).filter(canFail);
    if (checks.length < 2) return;
    const first = source.lineText(1);
    const hasShebang = first.startsWith("#!");
    const at = { source, span: { start: 0, end: first.length }, anchor: "" };
    const edit: Edit = {
      span: { start: 0, end: first.length },
      text: `${first}\n${/\bbash\b/.test(first) ? "set -euo pipefail" : "set -eu"}`,
    };
    const message = `A failure in the middle of \`${name}\` doesn't stop the deployment.`;
    yield { at, message, ...(hasShebang ? { edit } : {}) };
  },
});

function isOwn({ within, captured, inFunction }: ShellCommand): boolean {
  return !within && !captured && inFunction === undefined;
}

function handlesFailures({ commands, source }: ShellScript): boolean {
  if (/^#!.*\bsh\s+-\w*e/.test(source.lineText(1))) return true;
  return commands.some((command) => {
    const { name, line } = commandLine(command);
    return (
      /^set (?:\S+ )*(?:-\w*e|-o errexit)/.test(line) ||
      /^(?:exit|exec|return)$/.test(name ?? command.name?.literal ?? "") ||
      command.name?.literal === "exec"
    );
  });
}

/** Messages, settings and tests whose result is looked at. */
function canFail(command: ShellCommand): boolean {
  const { name = "" } = commandLine(command);
  return (
    !isOnlyShown(command) &&
    !/^(?:|:|true|export|cd|set|trap|sleep|read|local|shift|source|\.|date|unset|\[|test)$/.test(name)
  );
}
