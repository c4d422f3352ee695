/** PRX-12: the proxy of a production host logs as if somebody were looking for a fault. */
import { stakesOf } from "../../documents/kamal/destination-stakes.ts";
import { get, isTrue, scalarOf } from "../../documents/yaml/yaml-node.ts";
import { defineRule } from "../../engine/rule.ts";
import { proxyRunsOf } from "../shared/network/proxy-runs.ts";
import { replaceValue } from "../shared/places/replace-value.ts";

export default defineRule({
  id: "proxy-debug",
  category: "proxy",
  severity: "low",
  confidence: "high",
  title: "Proxy in debug mode",
  why: "Kamal boots `kamal-proxy run --debug`, which logs the inner workings of every request and fills the log, so that what matters rotates away.",
  fix: "Remove `debug` once the fault is found.",
  references: ["https://kamal-deploy.org/docs/configuration/proxy/#run-configuration"],
  appliesTo: ["kamal-configuration"],
  *check(configuration) {
    if (stakesOf(configuration.destination) !== "production") return;
    for (const run of proxyRunsOf(configuration)) {
      const debug = scalarOf(get(run, "debug"));
      if (!debug || !isTrue(debug)) continue;
      const message = "kamal-proxy runs in debug mode on hosts that serve the public.";
      yield { at: debug, message, ...replaceValue(debug, "debug", "false") };
    }
  },
});
