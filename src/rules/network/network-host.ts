/** NET-03: a container in the host's own network, or in another container's. */
import type { KamalConfiguration } from "../../documents/kamal/configuration.ts";
import type { Owner } from "../../documents/kamal/owner.ts";
import { get, isKnown, scalarOf, type YamlScalar } from "../../documents/yaml/yaml-node.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import { explanationOfSections, isExplained } from "../shared/configuration/explained.ts";
import { atDestination } from "../shared/configuration/milder.ts";
import { watchesContainers } from "../shared/containers/container-watchers.ts";
import { type GivenFlag, isReasoned, judgeFlags, type Verdict } from "../shared/containers/given-flags.ts";
import { isWebFrontEnd } from "../shared/network/services.ts";

export default defineRule({
  id: "network-host",
  category: "network",
  severity: "high",
  confidence: "high",
  title: "Container in the host's network",
  why: 'Kamal hands it on as `docker run … --network "host" …`: every port the programs open is open on the host, past kamal-proxy, and the container reaches what listens on 127.0.0.1 there; next to Kamal\'s own `--network kamal`, Docker refuses to start a role with it.',
  fix: "Use the kamal network, or one of your own made with `docker network create`.",
  references: ["https://docs.docker.com/engine/network/drivers/host/"],
  appliesTo: ["kamal-configuration", "shell-script"],
  *check(document) {
    yield* judgeFlags(document, judge);
    if (document.kind === "kamal-configuration") yield* judgeAccessories(document);
  },
});

function judge(flag: GivenFlag): Verdict | undefined {
  if (flag.name !== "network") return undefined;
  const network = flag.value.trim().toLowerCase();
  const effect = effectOf(network);
  if (effect === undefined) return undefined;
  return { severity: severityOf(flag.image, isReasoned(flag)), effect, subject: network };
}

/** `network: host` of an accessory takes the place of the kamal network. */
function* judgeAccessories({ accessories, destination }: KamalConfiguration): Iterable<Problem> {
  for (const { owner, settings, image } of accessories) {
    const network = scalarOf(get(settings, "network"));
    if (network && isKnown(network)) yield* judgeNetwork(network, owner, image?.text, destination);
  }
}

function* judgeNetwork(
  at: YamlScalar,
  { name }: Owner,
  image: string | undefined,
  destination: string | undefined,
): Iterable<Problem> {
  const network = (at.text.trim().split(/\s/)[0] ?? "").toLowerCase();
  const effect = effectOf(network);
  if (effect === undefined) return;
  const message = `The container of accessory ${name} is started with \`--network ${network}\`, ${effect}.`;
  const severity = atDestination(
    severityOf(image, isExplained(at) || explanationOfSections(at).includes("network")),
    destination,
  );
  yield { at, subject: network, severity, message };
}

function effectOf(network: string): string | undefined {
  if (/^(?:name=)?host(?:,|$)/.test(network)) return "which opens all its ports on the host";
  return network.startsWith("container:") ? "which puts it into another container's network" : undefined;
}

/**
 * Monitors look at the host's network by profession; a web server in front of kamal-proxy answers the internet there, and a
 * reason in a comment makes it a decision.
 */
function severityOf(image: string | undefined, reasoned: boolean): "low" | "medium" | "high" {
  if (watchesContainers(image)) return "low";
  return reasoned || isWebFrontEnd(image ?? "") ? "medium" : "high";
}
