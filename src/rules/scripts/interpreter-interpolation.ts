/** HK-04: a program in Ruby, Python or JavaScript builds shell text out of values. */
import type { Program } from "../../documents/program/program.ts";
import type { Project } from "../../documents/project.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import type { Severity } from "../../engine/severity.ts";
import { argvEdit } from "../shared/programs/argv-edit.ts";
import { isWrittenEncoded } from "../shared/programs/decoded-programs.ts";
import { whatArrives } from "../shared/programs/flow-message.ts";
import { openedCommands } from "../shared/programs/opened-commands.ts";
import { originsAcross } from "../shared/programs/origins-across.ts";
import { quoteEdit } from "../shared/programs/quote-edit.ts";
import { filledIn, localShellInputs, type ShellInput } from "../shared/programs/shell-values.ts";
import { startsElsewhere, wordsElsewhere } from "../shared/programs/starts-elsewhere.ts";
import { type Origin, type Trust, worstOrigin } from "../shared/programs/trust.ts";
import { valuesIn } from "../shared/programs/values-inside.ts";
import { writtenScripts } from "../shared/programs/written-scripts.ts";

export default defineRule({
  id: "interpreter-interpolation",
  category: "scripts",
  severity: "high",
  confidence: "medium",
  title: "Value put into a shell command",
  why: "The text goes through a shell, so a `;` or `$(…)` in the value runs as a command of its own on the machine that deploys, which holds every key and secret of the deployment.",
  fix: "Give the program its arguments one by one, without a shell, or quote the value with Shellwords.escape or shlex.quote.",
  references: [
    "https://cheatsheetseries.owasp.org/cheatsheets/OS_Command_Injection_Defense_Cheat_Sheet.html",
  ],
  appliesTo: ["program"],
  *check(program: Program, project: Project) {
    const originOf = originsAcross(program, "shell", project);
    const valuesOf = valuesIn(program);
    const elsewhere = [...startsElsewhere(program, project), ...wordsElsewhere(program, project)];
    const given = localShellInputs(program, elsewhere);
    for (const input of [...given, ...writtenScripts(program)]) {
      const judged = filledIn(input).map((one) => ({ ...one, origin: originOf(one.value) }));
      const worst = worstOrigin(judged.map(({ origin }) => origin));
      const grave = judged.find(({ origin }) => origin === worst);
      if (!grave || worst.trust === "constant" || isDownloadedProgram(input, worst)) continue;
      if (isOnlyUnknown(input, worst) && isWrittenEncoded(input.word, valuesOf)) continue; // opaque-hook tells
      yield report(grave.at, worst, input, program);
    }
    yield* openedCommands(program, originOf);
  },
});

/** A whole command that comes from nowhere we know is more often one of the project's own than somebody's value. */
function isOnlyUnknown({ parts }: ShellInput, { source }: Origin): boolean {
  return source === undefined && parts.every(({ kind }) => kind === "value");
}

/** Of a program that came from the network as a whole, pipe-to-shell speaks. */
function isDownloadedProgram({ parts }: ShellInput, { source }: Origin): boolean {
  return source?.download === true && parts.every(({ kind }) => kind === "value");
}

/** Kamal checked the names of hosts, roles and destinations against the configuration, which was reviewed. */
const SEVERITIES: Readonly<Record<Trust, Severity>> = {
  constant: "info",
  configured: "low",
  chosen: "medium",
  unknown: "high",
  given: "high",
  outside: "high",
};

function report(at: Problem["at"], origin: Origin, input: ShellInput, program: Program): Problem {
  const edit = argvEdit(input, program) ?? quoteEdit(input, program);
  return {
    at,
    severity: isOnlyUnknown(input, origin) ? "medium" : SEVERITIES[origin.trust],
    confidence: origin.trust === "outside" ? "high" : "medium",
    message: `${whatArrives(origin, at)} reaches the shell here.`,
    ...(edit ? { edit } : {}),
    ...adviceFor(program),
  };
}

const ADVICE = {
  ruby: 'Give the program its arguments one by one, as in `system("git", "pull", branch)`, or quote the value with `Shellwords.escape`.',
  python:
    'Give the program its arguments as a list, as in `subprocess.run(["git", "pull", branch])`, or quote the value with `shlex.quote`.',
  javascript:
    'Give the program its arguments as a list, as in `execFileSync("git", ["pull", branch])`, which starts no shell.',
};

function adviceFor({ language }: Program): Pick<Problem, "fix"> {
  return { fix: ADVICE[language] };
}
