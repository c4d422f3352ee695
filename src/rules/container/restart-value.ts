/** CTR-14: a restart policy that Kamal or Docker does not take. */
import { flags } from "../../documents/kamal/docker-options.ts";
import { describeContainer } from "../../documents/kamal/owner.ts";
import { isKnown, type YamlNode, type YamlScalar } from "../../documents/yaml/yaml-node.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import { shortened } from "../shared/places/shortened.ts";

const POLICIES = /^(?:no|always|unless-stopped|on-failure(?::\d+)?)$/;

export default defineRule({
  id: "restart-value",
  category: "container",
  severity: "low",
  confidence: "high",
  title: "Restart policy that does not hold",
  why: 'YAML reads a bare `no` as false; Kamal 2.12 then stops with an error, and earlier ones write `docker run … --restart "false" …`, which Docker refuses.',
  fix: 'Write one of "no", "always", "unless-stopped" and "on-failure:3", in quotes.',
  references: ["https://docs.docker.com/engine/containers/start-containers-automatically/"],
  appliesTo: ["kamal-configuration"],
  *check({ dockerOptions }) {
    for (const options of dockerOptions) {
      if (options.owner.kind !== "role" && options.owner.kind !== "accessory") continue;
      for (const { value } of flags(options, "restart"))
        yield* judge(value, describeContainer(options.owner));
    }
  },
});

function* judge(value: YamlNode, who: string): Iterable<Problem> {
  if (value.kind !== "scalar") {
    yield { at: value, message: `${who} gets a restart policy that is not a single word.` };
    return;
  }
  if (!isKnown(value) || value.type === "null") return;
  if (value.type === "string" && POLICIES.test(value.text)) return;
  const text = shortened(value.source.text.slice(value.span.start, value.span.end));
  const message = `${who} does not start, since \`${text}\` is no restart policy.`;
  yield { at: value, message, ...quoted(value) };
}

/** A bare `no` or `off` can only mean one thing. */
function quoted({ type, text, span, style }: YamlScalar): Pick<Problem, "edit"> {
  if (type !== "boolean" || text !== "false" || style !== "plain") return {};
  return { edit: { span, text: '"no"' } };
}
