/** CTR-03: kernel powers that a container must not have. */
import { defineRule } from "../../engine/rule.ts";
import type { Severity } from "../../engine/severity.ts";
import { watchesContainers } from "../shared/containers/container-watchers.ts";
import { type GivenFlag, judgeFlags, type Verdict } from "../shared/containers/given-flags.ts";

/** What each one gives, by name without `CAP_`; capabilities that are not listed are harmless or Docker's default. */
const POWERS: Readonly<Record<string, readonly [Severity, effect: string]>> = {
  ALL: ["critical", "which gives it every power of root on the host"],
  SYS_ADMIN: ["critical", "which lets it mount the host's disks and leave its walls"],
  SYS_MODULE: ["critical", "which lets it load code into the host's kernel"],
  SYS_RAWIO: ["critical", "which lets it read and write the host's memory and disks directly"],
  DAC_READ_SEARCH: ["critical", "which lets it read every file of the host"],
  SYS_PTRACE: ["high", "which lets it read and change other processes' memory"],
  BPF: ["high", "which lets it load programs into the host's kernel"],
  PERFMON: ["high", "which lets it watch the whole kernel"],
  SYS_BOOT: ["high", "which lets it restart the host or load another kernel"],
  MKNOD: ["high", "which lets it make device files of the host's disks"],
  MAC_ADMIN: ["high", "which lets it change the host's mandatory access control"],
  MAC_OVERRIDE: ["high", "which lets it pass the host's mandatory access control"],
  AUDIT_CONTROL: ["medium", "which lets it switch the host's audit log off"],
  NET_ADMIN: ["medium", "which lets it change addresses, routes and firewall rules of its network"],
  NET_RAW: ["medium", "which lets it forge packets of other containers"],
  SYS_TIME: ["medium", "which lets it set the host's clock"],
  IPC_LOCK: ["medium", "which lets it lock as much of the host's memory as it likes"],
  SYSLOG: ["low", "which shows it the kernel's log and addresses"],
  SYS_NICE: ["low", "which lets it take the processor from others"],
  SYS_RESOURCE: ["low", "which lets it pass limits of the host"],
};

/** Programs whose documented use needs a power over their own network or memory. */
const NETWORK_TOOLS =
  /(?:^|[/-])(?:wireguard|wg-easy|tailscale|headscale|openvpn|gluetun|netbird|pihole|netdata|fail2ban|crowdsec[\w-]*|keepalived)(?:[:@]|$)/;
const MEMORY_TOOLS =
  /(?:^|[/-])(?:vault|openbao|elasticsearch|opensearch|clickhouse(?:-server)?|scylla|redis|valkey)(?:[:@]|$)/;

export default defineRule({
  id: "capability",
  category: "container",
  severity: "high",
  confidence: "high",
  title: "Dangerous capability added to a container",
  why: 'Kamal hands it on as `docker run … --cap-add "SYS_ADMIN" …`, and whoever gets into the container has that power over the host.',
  fix: "Drop all capabilities with `cap-drop: ALL` and add only the one that is needed, or do that work on the host.",
  references: ["https://docs.docker.com/engine/containers/run/#runtime-privilege-and-linux-capabilities"],
  appliesTo: ["kamal-configuration", "shell-script"],
  *check(document) {
    yield* judgeFlags(document, judge);
  },
});

function judge({ name, value, image = "" }: GivenFlag): Verdict | undefined {
  if (name !== "cap-add") return undefined;
  const capability = value.trim().toUpperCase().replace(/^CAP_/, "");
  const power = Object.hasOwn(POWERS, capability) ? POWERS[capability] : undefined;
  if (!power) return undefined;
  const [severity, effect] = power;
  return { severity: expected(capability, image) ?? severity, effect, subject: capability };
}

/** Severity where the image is known to need it. */
function expected(capability: string, image: string): Severity | undefined {
  if (/^NET_/.test(capability) && NETWORK_TOOLS.test(image)) return "low";
  if (capability === "IPC_LOCK" && MEMORY_TOOLS.test(image)) return "low";
  if (/^SYS_(?:ADMIN|PTRACE)$|^BPF$|^PERFMON$/.test(capability) && watchesContainers(image))
    return capability === "SYS_ADMIN" ? "high" : "medium";
  return undefined;
}
