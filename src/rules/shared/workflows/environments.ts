/** The environments of jobs: who asks before a job runs, and how much is at stake there. */
import { stakesOf } from "../../../documents/kamal/destination-stakes.ts";
import { get, scalarOf, type YamlMap } from "../../../documents/yaml/yaml-node.ts";

/** Review apps and staging have environments to keep their secrets in, which nobody approves. */
export function isProduction(environment: string | undefined): boolean {
  if (environment === undefined) return true;
  // of those that the run decides between, one may be it
  if (environment.includes("${{") && /prod/i.test(environment)) return true;
  return stakesOf(environment) === "production" && !/review|preview|staging|test/i.test(environment);
}

/** The name of the environment that a job stands in; a job whose environment has no name stands in none. */
export function environmentOf({ node }: { readonly node: YamlMap }): string | undefined {
  const environment = get(node, "environment");
  const name = (scalarOf(environment) ?? scalarOf(get(environment, "name")))?.text.trim() ?? "";
  const [, literal = name] = /^\$\{\{\s{0,9}'([^']{0,255})'\s{0,9}\}\}$/.exec(name) ?? [];
  return literal === "" ? undefined : literal;
}
