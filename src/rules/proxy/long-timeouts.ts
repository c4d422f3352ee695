/** PRX-11: requests and deployments that may hang for very long. */
import { stakesOf } from "../../documents/kamal/destination-stakes.ts";
import { get, isKnown, scalarOf, type YamlNode } from "../../documents/yaml/yaml-node.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";

/** Reports and language models take minutes; more than this is a job, not a request. */
const LONGEST_RESPONSE = 600;
const LONGEST_DEPLOYMENT = 3600;

export default defineRule({
  id: "long-timeouts",
  category: "proxy",
  severity: "low",
  confidence: "high",
  strictness: "pedantic",
  title: "Very long timeout",
  why: 'Kamal hands it to kamal-proxy as `--target-timeout="…s"`, so each slow or hostile request holds a connection and a worker of the application that long; a few hundred of them stop the service.',
  fix: "Do long work in a background job, and keep the timeout below ten minutes.",
  references: ["https://kamal-deploy.org/docs/configuration/proxy/#response-timeout"],
  appliesTo: ["kamal-configuration"],
  *check({ proxied, root, destination }) {
    if (stakesOf(destination) === "sandbox") return;
    for (const { settings } of proxied)
      yield* judge(get(settings, "response_timeout"), LONGEST_RESPONSE, "A request may take");
    yield* judge(
      get(root, "deploy_timeout"),
      LONGEST_DEPLOYMENT,
      "A container that never gets healthy is waited for",
    );
    yield* judge(get(root, "drain_timeout"), LONGEST_DEPLOYMENT, "The old version goes on answering for");
  },
});

function* judge(node: YamlNode | undefined, longest: number, what: string): Iterable<Problem> {
  const value = scalarOf(node);
  if (!value || !isKnown(value) || !/^\d{1,12}$/.test(value.text) || Number(value.text) <= longest) return;
  yield { at: value, message: `${what} up to ${Number(value.text)} seconds.` };
}
