/** Secrets inside of a value that is sent to another machine. */
import type { Expression } from "../../../documents/program/program.ts";
import { type SecretValue, secretFileBehind } from "./secret-file-reads.ts";
import { computedVariable, pickedByName, secretValueOf } from "./secret-values.ts";
import { partsSent } from "./sending-calls.ts";
import { type ValuesOf, valuesInside, withReturned } from "./values-inside.ts";

/** What functions of the program give back, and what it reads back from files it wrote. */
export type Behind = (one: Expression) => readonly Expression[];

/** Keys that open everything: no service needs them in the body of a request. */
const MASTER_KEYS =
  /^`(?:RAILS_MASTER_KEY|SECRET_KEY_BASE|AWS_SECRET_ACCESS_KEY|KAMAL_REGISTRY_PASSWORD|(?:POSTGRES|MYSQL_ROOT|MYSQL|DB|DATABASE|REDIS)_PASSWORD|SSH_PRIVATE_KEY|DEPLOY_KEY|DATABASE_URL)`$/;

/** The first one: the environment, a file of secrets, and of single variables those that `counts` says. */
export function secretSent(
  value: Expression,
  valuesOf: ValuesOf,
  behind: Behind,
  counts: (label: string) => boolean = (label) => MASTER_KEYS.test(label),
): SecretValue | undefined {
  const sent = (one: Expression): readonly Expression[] => withReturned(one, partsSent(one), behind(one));
  for (const one of valuesInside(value, valuesOf, sent)) {
    const secret =
      secretValueOf(one) ??
      computedVariable(one, valuesOf) ??
      pickedByName(one, valuesOf) ??
      secretFileBehind(one, valuesOf, behind);
    if (secret && (secret.kind !== "variable" || counts(secret.label))) return secret;
  }
  return undefined;
}
