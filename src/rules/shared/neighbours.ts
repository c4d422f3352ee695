/** Whether two machines look like they belong to the same people. */
import { isIPv4, isIPv6 } from "node:net";

/** Addresses of one network, or names below one domain. */
export function isNeighbour(a: string, b: string): boolean {
  if (isIPv4(a) && isIPv4(b)) return sharePrefix(a.split("."), b.split("."), 2);
  if (isIPv6(a) && isIPv6(b)) return sharePrefix(a.split(":"), b.split(":"), 2);
  if ([a, b].some((host) => isIPv4(host) || isIPv6(host))) return false;
  return domainOf(a) === domainOf(b);
}

function sharePrefix(a: readonly string[], b: readonly string[], length: number): boolean {
  return a.slice(0, length).join() === b.slice(0, length).join();
}

/** The last two labels, three where the last ones are as short as `co.uk`. */
function domainOf(name: string): string {
  const labels = name.replace(/\.$/, "").split(".");
  const [second = "", last = ""] = labels.slice(-2);
  return labels.slice(last.length === 2 && second.length <= 3 ? -3 : -2).join(".");
}
