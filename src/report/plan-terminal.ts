/** A plan for a person at a terminal. */

import type { Plan, PlanOptions } from "../documents/kamal/plan/plan.ts";
import { type PlannedDeployment, plannedRelease } from "../documents/kamal/plan/planned-deployment.ts";
import { safeText } from "./redaction.ts";
import type { Paint } from "./terminal.ts";
import { plural } from "./wording.ts";

/** Columns before a command goes on in the next line. */
const WIDTH = 110;

/** The whole text. */
export function planText(planned: PlannedDeployment, options: PlanOptions, paint: Paint): string {
  const release = `Kamal ${plannedRelease(options.major)}`;
  const where = options.destination === undefined ? "" : ` for ${safeText(options.destination)}`;
  switch (planned.kind) {
    case "plan":
      return `${paint("bold", `What ${release} would run${where}`)}\n\n${planBlocks(planned.plan, paint).join("\n\n")}\n`;
    case "rejected": {
      const { message, at } = planned.rejection;
      const line = at.source.positionAt(at.span.start).line;
      const place = `${safeText(at.source.path)}:${line}`;
      return `${paint("bold", `No plan${where}`)}: ${release} refuses the configuration\n  ${paint("cyan", place)} ${paint("red", safeText(message))}\n`;
    }
    case "open":
      return `${paint("bold", `No plan${where}`)}: ${safeText(planned.path)} ${planned.reason} at line ${planned.line}\n`;
  }
}

function planBlocks(plan: Plan, paint: Paint): string[] {
  const block = (title: string, commands: readonly string[]): string[] =>
    commands.length === 0 ? [] : [[paint("bold", title), ...commands.map(commandText)].join("\n")];
  const settings = plan.ssh;
  return [
    ...block(`SSH as ${safeText(String(settings.user))}`, settings.interactive ? [settings.interactive] : []),
    ...block("Registry", [...(plan.registry_setup ? [plan.registry_setup] : []), ...plan.registry_login]),
    ...block("Build", plan.builder),
    ...plan.proxy_run.flatMap(({ hosts, command }) => block(`Proxy on ${hostList(hosts)}`, [command])),
    ...Object.entries(plan.roles).flatMap(([name, role]) =>
      block(`Role ${safeText(name)} on ${hostList(role.hosts)}`, [
        ...onHosts(role.hosts, role.docker_run),
        ...(role.proxy_deploy ? [role.proxy_deploy] : []),
        ...(role.stop ? [role.stop] : []),
      ]),
    ),
    ...Object.entries(plan.accessories).flatMap(([name, accessory]) =>
      block(`Accessory ${safeText(name)} on ${hostList(accessory.hosts)}`, [
        ...(accessory.prepare ?? []),
        ...onHosts(accessory.hosts, accessory.docker_run),
        ...(accessory.proxy_deploy ? [accessory.proxy_deploy] : []),
      ]),
    ),
  ];
}

/** Few hosts by name, many by number. */
function hostList(hosts: readonly string[]): string {
  if (hosts.length === 0) return "no host";
  const [first = ""] = hosts;
  return hosts.length > 4
    ? `${safeText(first)} and ${plural(hosts.length - 1, "other host")}`
    : hosts.map(safeText).join(", ");
}

/** Commands that differ in the host's name only are shown once. */
function onHosts(hosts: readonly string[], commands: readonly string[]): string[] {
  const general = commands.map((command, index) => command.replaceAll(hosts[index] ?? "", "<host>"));
  return hosts.length > 1 && new Set(general).size === 1 ? general.slice(0, 1) : [...commands];
}

/** Broken before flags, further lines indented. */
function commandText(command: string): string {
  const lines: string[] = [];
  let line = "  ";
  for (const part of safeText(command).split(/ (?=--?[a-z])/)) {
    if (line.trim() !== "" && line.length + part.length + 1 > WIDTH) {
      lines.push(line);
      line = "     ";
    }
    line += line.trim() === "" ? part : ` ${part}`;
  }
  return [...lines, line].join("\n");
}
