/** HK-09 in Ruby, Python and JavaScript: secrets are printed. */
import type { Expression, Program } from "../../../documents/program/program.ts";
import type { Problem } from "../../../engine/rule.ts";
import { readBackIn } from "./kept-in-files.ts";
import { keptInMembersIn } from "./kept-in-members.ts";
import { secretIn } from "./printed-secrets.ts";
import { printedValues } from "./printing-calls.ts";
import type { SecretValue } from "./secret-file-reads.ts";
import { outputIn, secretOutputsIn } from "./secret-outputs.ts";
import { tracedRequests } from "./traced-requests.ts";
import { returnedIn, valuesIn } from "./values-inside.ts";

/** Whoever reads the log of a deployment reads what these print. */
export function* checkProgram(program: Program): Iterable<Problem> {
  const valuesOf = valuesIn(program);
  const returnedBy = returnedIn(program);
  const readBack = readBackIn(program);
  const kept = keptInMembersIn(program);
  const behind = (one: Expression): readonly Expression[] => [
    ...returnedBy(one),
    ...readBack(one),
    ...kept(one),
  ];
  const outputOf = secretOutputsIn(program);
  for (const { call, values } of printedValues(program, valuesOf)) {
    for (const value of values) {
      const secret =
        secretIn(value, valuesOf, behind) ??
        (TELLS_FAILURE.test(call.method) ? undefined : outputIn(value, valuesOf, outputOf));
      if (!secret) continue;
      yield {
        at: call,
        // GitHub masks what it knows to be secret, and an image has less of it at hand
        severity: /^(?:workflow|dockerfile)$/.test(program.role) ? "medium" : "high",
        message: `${MESSAGES[secret.kind](secret.label)} here, where everybody who sees the log can read it.`,
        ...(secret.kind === "variable" ? { subject: secret.label } : {}),
      };
      break;
    }
  }
  yield* tracedRequests(program);
}

/** What a program prints when it fails is no secret. */
const TELLS_FAILURE = /^(?:abort|raise|fail|warn|error|fatal|exit)$/;

const MESSAGES: Readonly<Record<SecretValue["kind"], (label: string) => string>> = {
  variable: (label) => `The secret ${label} is printed`,
  environment: () => "The whole environment with all its secrets is printed",
  file: (label) => `The secrets of ${label} are printed`,
};
