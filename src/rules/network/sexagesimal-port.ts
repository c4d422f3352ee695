/** NET-09: digits with a colon that YAML reads as one number. */
import { describeOwner } from "../../documents/kamal/owner.ts";
import { defineRule } from "../../engine/rule.ts";
import { isSexagesimal } from "../shared/network/exposed-ports.ts";

export default defineRule({
  id: "sexagesimal-port",
  category: "network",
  severity: "low",
  confidence: "high",
  title: "Port mapping that YAML reads as a number",
  why: "Ruby's YAML takes `22:22` for a number to the base 60, so Kamal writes `docker run … --publish 80520:80520`, which Docker refuses; smaller numbers open another port than the one in the file.",
  fix: "Put the mapping in quotes, with the address it is bound to.",
  references: ["https://yaml.org/type/int.html"],
  appliesTo: ["kamal-configuration"],
  *check({ publishedPorts }) {
    for (const { at, owner } of publishedPorts) {
      if (!isSexagesimal(at)) continue;
      const written = at.source.text.slice(at.span.start, at.span.end);
      yield {
        at,
        message: `Kamal reads \`${written}\` of ${describeOwner(owner)} as the number ${at.text}.`,
        edit: { span: at.span, text: `"${written}"` },
      };
    }
  },
});
