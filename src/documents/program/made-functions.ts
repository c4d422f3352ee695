/** Functions that make functions: `def on(host) = ->(command) { … }`, `run = on("web-1")`, then `run.call("uptime")` calls the inner one. */
import type { CallExpression, Expression, FunctionDefinition } from "./program.ts";
import { scopesFrom, variableKey } from "./variables.ts";

/** What is made stands close before the end of what makes it. */
const MAX_DISTANCE = 50;

/** See the module comment. */
export class MadeFunctions {
  /** The name of what each function makes. */
  private readonly makers = new Map<string, string>();
  /** Variables that hold what was made. */
  private readonly held = new Map<string, string>();

  /** Looks at a function that ends; what it makes gets a name, unless it has one. */
  ended({ name, scope, returned }: FunctionDefinition, functions: FunctionDefinition[]): void {
    const first = Math.max(0, functions.length - MAX_DISTANCE);
    for (let at = first; at < functions.length; at++) {
      const inner = functions[at];
      if (!inner || !returned.some((value) => isFunction(value, inner, scope))) continue;
      const made = inner.name === "" ? `${name}()` : inner.name;
      functions[at] = { ...inner, name: made };
      this.makers.set(name, made);
    }
  }

  /** A variable gets a value. */
  assigned(name: string, scope: string, value: Expression): void {
    const made = value.kind === "call" ? this.madeBy(value) : undefined;
    if (made !== undefined) this.held.set(variableKey(name, scope), made);
  }

  /** The function that a call means: `run(…)`, `on("web-1")(…)`. */
  called(method: string, receiver: Expression | undefined, scope: string): string | undefined {
    if (receiver)
      return receiver.kind === "call" && /^(?:call|\(\))$/.test(method) ? this.madeBy(receiver) : undefined;
    if (this.held.size === 0) return undefined;
    const keys = scopesFrom(scope).map((one) => variableKey(method, one));
    return keys.map((key) => this.held.get(key)).find((made) => made !== undefined);
  }

  private madeBy({ call }: CallExpression): string | undefined {
    return call.receiver === undefined ? this.makers.get(call.path) : undefined;
  }
}

/** A nested function by its name, or one without a name where it stands. */
function isFunction(value: Expression, inner: FunctionDefinition, scope: string): boolean {
  if (value.kind === "name") return inner.scope === `${scope}.${value.name}`;
  return inner.name === "" && inner.scope === `${scope}.` && value.span.start === inner.span.start;
}
