/** NET-07: kamal-proxy's metrics on a port that anybody can reach. */
import { defineRule } from "../../engine/rule.ts";
import { atDestination } from "../shared/configuration/milder.ts";
import { metricsPort, reachablePorts } from "../shared/network/exposed-ports.ts";
import { reachOfBinding } from "../shared/network/hosts.ts";
import { loopbackBinding } from "../shared/network/loopback-binding.ts";

export default defineRule({
  id: "metrics-public",
  category: "network",
  severity: "medium",
  confidence: "high",
  title: "Metrics of the proxy published",
  why: "At that port, kamal-proxy answers in plain HTTP without a password: names of services, paths and numbers of requests of everything on the host.",
  fix: "Let Prometheus read the port over the kamal network, or publish it on 127.0.0.1 only.",
  references: ["https://kamal-deploy.org/docs/configuration/proxy/"],
  appliesTo: ["kamal-configuration"],
  *check(configuration) {
    const port = metricsPort(configuration) ?? "";
    for (const { at, hostPort, address } of reachablePorts(configuration, "metrics-public")) {
      const inside = reachOfBinding(address) === "private";
      const published = hostPort || port;
      const edit = loopbackBinding(at, `${published}:${port}`);
      yield {
        at,
        subject: inside ? "private" : "public",
        severity: inside ? "low" : atDestination("medium", configuration.destination),
        message: `The metrics of the proxy are published at port ${published} of the host.`,
        ...(edit ? { edit } : {}),
      };
    }
  },
});
