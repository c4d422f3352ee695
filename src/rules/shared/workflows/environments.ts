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

/** The name of the environment that a job stands in. */
export function environmentOf({ node }: { readonly node: YamlMap }): string | undefined {
  const environment = get(node, "environment");
  return (scalarOf(environment) ?? scalarOf(get(environment, "name")))?.text;
}
