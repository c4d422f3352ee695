/** PRX-10: requests of any size are taken in. */
import { stakesOf } from "../../documents/kamal/destination-stakes.ts";
import { dig, isKnown, scalarOf, type YamlScalar } from "../../documents/yaml/yaml-node.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";

/** More than any upload that people wait for. */
const MOST = 50 * 1024 ** 3;

export default defineRule({
  id: "body-limit-off",
  category: "proxy",
  severity: "low",
  confidence: "high",
  title: "No limit for the size of requests",
  why: "The proxy buffers bodies to disk before it passes them on; with `--max-request-body=0` a single client can fill the disk of the host, and with it every container there.",
  fix: "Set `max_request_body` to the largest upload in bytes, or remove it: the default is 1 GB.",
  references: ["https://kamal-deploy.org/docs/configuration/proxy/#buffering"],
  appliesTo: ["kamal-configuration"],
  *check({ proxied, destination }) {
    if (stakesOf(destination) === "sandbox") return;
    for (const { settings } of proxied)
      yield* judge(scalarOf(dig(settings, "buffering", "max_request_body")));
  },
});

function* judge(limit: YamlScalar | undefined): Iterable<Problem> {
  if (!limit || !isKnown(limit) || !/^-?\d{1,18}$/.test(limit.text)) return;
  const bytes = Number(limit.text);
  if (bytes > 0 && bytes <= MOST) return;
  const message =
    bytes > 0
      ? `A request may bring ${Math.round(bytes / 1024 ** 3)} GB, which is as good as no limit.`
      : "`0` switches the limit off, so a request may be of any size.";
  yield { at: limit, message };
}
