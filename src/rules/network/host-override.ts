/** NET-08: names that a container resolves otherwise than everybody else. */
import { isIP } from "node:net";
import { defineRule } from "../../engine/rule.ts";
import { type GivenFlag, isReasoned, judgeFlags, type Verdict } from "../shared/containers/given-flags.ts";
import { reachOf } from "../shared/network/hosts.ts";

/** Where clouds hand a machine its credentials. */
const METADATA = /^(?:169\.254\.169\.254|169\.254\.170\.2|fd00:ec2::254|metadata\.google\.internal)$/;

/** Cloudflare, Google, Quad9, OpenDNS, AdGuard, Hetzner, and the resolvers of clouds. */
const RESOLVERS =
  /^(?:1\.1\.1\.[123]|1\.0\.0\.[123]|8\.8\.(?:8\.8|4\.4)|9\.9\.9\.\d+|149\.112\.112\.\d+|208\.67\.22[02]\.\d+|94\.140\.1[45]\.\d+|185\.12\.64\.[12]|168\.63\.129\.16|2606:4700:.*|2001:4860:.*|2620:fe:.*|2a01:4ff:.*)$/;

export default defineRule({
  id: "host-override",
  category: "network",
  severity: "high",
  confidence: "medium",
  title: "Name resolved to another machine",
  why: 'Kamal hands it on as `docker run … --add-host "api.example.com:203.0.113.9" …`, so the application talks to that machine under a name it trusts.',
  fix: "Let DNS answer, and give the application another name where it is to talk to another machine.",
  references: ["https://docs.docker.com/reference/cli/docker/container/run/#add-host"],
  appliesTo: ["kamal-configuration"],
  *check(configuration) {
    yield* judgeFlags(configuration, judge);
  },
});

function judge(flag: GivenFlag): Verdict | undefined {
  if (flag.name === "add-host") return judgeHost(flag);
  if (flag.name !== "dns") return undefined;
  const server = flag.value.trim();
  if (reachOf(server) !== "public" || RESOLVERS.test(server) || isReasoned(flag)) return undefined;
  return { severity: "low", effect: "so that server decides whom the application talks to" };
}

function judgeHost(flag: GivenFlag): Verdict | undefined {
  const [, name = "", address = ""] = /^([^:=]+)[:=]\[?(.*?)\]?$/.exec(flag.value.trim()) ?? [];
  if (METADATA.test(address) || METADATA.test(name))
    return {
      severity: "high",
      effect: "which leads to or away from the credentials of the machine",
      subject: name,
    };
  if (address === "host-gateway" || reachOf(name) !== "public" || isIP(name) !== 0) return undefined;
  const outside = reachOf(address) === "public" || reachOf(address) === "documentation";
  if (!outside && isReasoned(flag)) return undefined; // a comment is no reason to take somebody else's machine for it
  const effect = "so that name leads the application to another machine than everybody else";
  return { severity: outside ? "high" : "low", effect, subject: name };
}
