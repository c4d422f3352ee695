/** EXE-02: Ruby in the configuration that writes, connects, loads code or looks around. */

import type { RubyUse } from "../../documents/ruby/ruby-uses.ts";
import { defineRule } from "../../engine/rule.ts";
import { dangerOf } from "../shared/configuration/dangerous-ruby.ts";
import { isInComment, whatRunsIt } from "../shared/configuration/erb-surroundings.ts";

export default defineRule({
  id: "erb-dangerous-api",
  category: "execution",
  severity: "high",
  confidence: "high",
  title: "Ruby in the configuration does more than compute a value",
  why: "Kamal renders the file as ERB before it reads any YAML, so this runs on the machine of everybody who types any kamal command, with its SSH agent, registry login and secret manager session.",
  fix: "Keep ERB to environment lookups and plain values; prepare everything else before Kamal is started.",
  references: ["https://kamal-deploy.org/docs/configuration/overview/"],
  appliesTo: ["erb-program"],
  *check({ source, calls }) {
    const runs = `E${whatRunsIt(source).slice(1)}`;
    const narrowed = narrowedStarts(calls);
    for (const call of calls) {
      if (call.receiver === "ENV" && narrowed.has(call.span.start)) continue;
      const danger = isInComment(source, call.span) ? undefined : dangerOf(call);
      if (danger) yield { at: call, severity: danger.severity, message: `${runs} ${danger.does}.` };
    }
  },
});

/** `ENV.to_h.slice("A", "B")` takes only what it names; both calls begin at the same place. */
function narrowedStarts(calls: readonly RubyUse[]): ReadonlySet<number> {
  const narrowing = calls.filter(
    ({ receiver, method }) =>
      /^ENV\.\w+$/.test(receiver) &&
      /^(?:slice|select|filter|filter_map|fetch|dig|values_at|key\?|has_key\?)$/.test(method),
  );
  return new Set(narrowing.map(({ span }) => span.start));
}
