/** HK-11: the environment, secrets files or keys leave for another machine. */
import type { Project } from "../../documents/project.ts";
import type { ArgumentRange } from "../../documents/shell/handing-functions.ts";
import type { ShellCommand, ShellScript } from "../../documents/shell/shell-script.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import { checkProgram } from "../shared/programs/data-exfiltration.ts";
import { type Carried, carriedIn } from "../shared/scripts/carried-secrets.ts";
import { commandLine, placeOfLine } from "../shared/scripts/command-line.ts";
import { ownArguments } from "../shared/scripts/own-arguments.ts";
import { materialIn } from "../shared/scripts/secret-material.ts";
import type { Material } from "../shared/scripts/secret-sources.ts";
import { connectionsIn, destinationOf, type Shipment, shipmentOf } from "../shared/scripts/shipments.ts";
import { keptFiles } from "../shared/workflows/kept-files.ts";
import { secretsGiven } from "../shared/workflows/workflow-secrets.ts";

export default defineRule({
  id: "data-exfiltration",
  category: "scripts",
  severity: "critical",
  confidence: "medium",
  title: "Secrets sent to another machine",
  why: "The machine that deploys holds every secret of the deployment in its environment and files; what is sent out once can be used by whoever receives it until it is rotated.",
  fix: "Remove it; hand secrets to servers through `.kamal/secrets` only; rotate everything that was sent if this has ever run.",
  references: ["https://attack.mitre.org/techniques/T1041/"],
  appliesTo: ["shell-script", "program", "workflow", "composite-action"],
  *check(document, project) {
    if (document.kind === "program") yield* checkProgram(document, project);
    else if (document.kind !== "shell-script") yield* keptFiles(document);
    else yield* checkScript(document, project);
  },
});

function* checkScript(script: ShellScript, project: Project): Iterable<Problem> {
  const carried = carriedIn(script, secretsGiven(script, project));
  const connections = connectionsIn(script);
  const senders: Sender[] = [];
  for (const command of script.commands) {
    const shipment = shipmentOf(command, connections);
    const material = shipment && materialIn(shipment, command, carried);
    if (shipment && material) yield report(shipment, material, command, carried);
    const sender = shipment && senderOf(shipment, command, script);
    if (sender) senders.push(sender);
  }
  if (senders.length > 0) yield* throughFunctions(script, carried, senders);
}

/** A function that sends what it is called with: `report() { curl --data "$1" https://…; }`. */
interface Sender {
  readonly name: string;
  readonly shipment: Shipment;
  readonly ranges: readonly ArgumentRange[];
}

function senderOf(shipment: Shipment, command: ShellCommand, script: ShellScript): Sender | undefined {
  if (command.inFunction === undefined) return undefined;
  const ranges = shipment.sent.flatMap(({ parts }) =>
    parts.flatMap((part) => ownArguments([part], command, script) ?? []),
  );
  return ranges.length > 0 ? { name: command.inFunction, shipment, ranges } : undefined;
}

/** Their calls with the environment or a key. */
function* throughFunctions(
  { commands }: ShellScript,
  carried: Carried,
  senders: readonly Sender[],
): Iterable<Problem> {
  const byName = Map.groupBy(senders, ({ name }) => name);
  for (const call of commands) {
    for (const { ranges, shipment } of byName.get(call.name?.literal ?? "") ?? []) {
      const sent = ranges.flatMap(({ first, end }) => call.arguments.slice(first, end));
      const material = materialIn(
        { ...shipment, sent, sendsInput: false, sendsOutput: false },
        call,
        carried,
      );
      if (!material) continue;
      yield report(shipment, material, call, carried);
      break;
    }
  }
}

function report(shipment: Shipment, material: Material, command: ShellCommand, carried: Carried): Problem {
  const destination = destinationOf(shipment, carried);
  const by = commandLine(command).name ?? "this";
  return {
    at: placeOfLine(command),
    subject: material.what,
    severity: destination === "own" ? "high" : "critical",
    message: `${capitalised(material.what)} ${material.many ? "leave" : "leaves"} this machine through ${by} here.`,
  };
}

function capitalised(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}
