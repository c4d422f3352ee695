/** Whether machines look like they belong to the same people. */
import { isIPv4, isIPv6 } from "node:net";

/** The network of an address, or the domain of a name: equal for neighbours. */
export function neighbourhoodOf(host: string): string {
  if (isIPv4(host)) return host.split(".").slice(0, 2).join(".");
  return isIPv6(host) ? host.split(":").slice(0, 2).join(":") : domainOf(host);
}

/** The last two labels, three where the last ones are as short as `co.uk`. */
function domainOf(name: string): string {
  const labels = name.replace(/\.$/, "").split(".");
  const [second = "", last = ""] = labels.slice(-2);
  return labels.slice(last.length === 2 && second.length <= 3 ? -3 : -2).join(".");
}
