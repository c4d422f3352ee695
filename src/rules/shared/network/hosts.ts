/** Who can reach an address. */
import { isIPv4, isIPv6 } from "node:net";

/** `unknown` covers names that only the deployment's own DNS can tell. */
export type Reach = "loopback" | "private" | "documentation" | "public" | "unknown";

/** Judges a host name or IP address, without port. */
export function reachOf(host: string): Reach {
  const name = host
    .toLowerCase()
    .replace(/^\[|\]$/g, "")
    .replace(/\.$/, "");
  if (isIPv4(name)) return reachOfIpv4(name);
  if (isIPv6(name)) return reachOfIpv6(name);
  if (/^localhost$|\.localhost$/.test(name)) return "loopback";
  if (/(?:^|\.)example(?:\.(?:com|org|net|edu))?$|\.(?:test|invalid)$/.test(name)) return "documentation";
  if (!name.includes(".") || /\.(?:local|internal|lan|home|intranet|private|corp)$/.test(name))
    return "private";
  return /\.[a-z][a-z0-9-]*$/.test(name) ? "public" : "unknown";
}

function reachOfIpv4(address: string): Reach {
  const [a = 0, b = 0, c = 0] = address.split(".").map(Number);
  if (a === 127) return "loopback";
  if (a === 0) return "public";
  if (a === 10 || (a === 172 && b >= 16 && b <= 31) || (a === 192 && b === 168)) return "private";
  if ((a === 100 && b >= 64 && b <= 127) || (a === 169 && b === 254)) return "private";
  if (
    (a === 192 && b === 0 && c === 2) ||
    (a === 198 && b === 51 && c === 100) ||
    (a === 203 && b === 0 && c === 113)
  ) {
    return "documentation";
  }
  return "public";
}

function reachOfIpv6(address: string): Reach {
  if (address === "::1") return "loopback";
  if (/^f[cd]|^fe[89ab]/.test(address)) return "private";
  return address.startsWith("2001:db8:") ? "documentation" : "public";
}

/** Who can reach a port bound to an address; without one Docker binds to all. */
export function reachOfBinding(address: string | undefined): Reach {
  return address === undefined || /^\*?$/.test(address) ? "public" : reachOf(address);
}

/** True for an IP address, as opposed to a name. */
export function isAddress(host: string): boolean {
  return isIPv4(host) || isIPv6(host.replace(/^\[|\]$/g, ""));
}

/**
 * True for an address of a home or office network and for names that exist only there. Not for those of a VPN such as
 * Tailscale: behind them usually stands a server of the internet.
 */
export function isInPrivateNetwork(host: string): boolean {
  const name = host.replace(/^[^@]*@/, "").replace(/:\d+$/, "");
  return reachOf(name) === "private" && !name.startsWith("100.") && (isIPv4(name) || name.includes("."));
}
