/**
 * Routes as GitHub writes them, "GET /repos/{owner}/{repo}/pulls". As in RFC 6570, `{+ref}` may span several
 * segments (GitHub's own mark for this is `x-multi-segment`); `{ref}` is one segment.
 */

const PARAMETER = /\{(\+?)(\w+)\}/g;

/**
 * The path parameters of a request, decoded, when it takes this route; otherwise undefined.
 * `pathname` is still encoded: a slash that belongs to a name is then `%2F` and cannot split it.
 */
export function matchRoute(
  route: string,
  method: string,
  pathname: string,
): Record<string, string> | undefined {
  const [routeMethod, template = ""] = route.split(" ");
  const found = routeMethod === method ? pathPattern(template).exec(pathname) : null;
  if (!found) return undefined;
  const values = Object.entries(found.groups ?? {});
  return Object.fromEntries(values.map(([name, value]) => [name, decodeURIComponent(value)]));
}

/** How many segments of a route are fixed words; of two routes that match, the one with more is meant. */
export function literalSegments(route: string): number {
  return route.split("/").filter((segment) => !segment.startsWith("{")).length;
}

function pathPattern(template: string): RegExp {
  const toGroup = (_: string, plus: string, name: string) => `(?<${name}>${plus ? ".+" : "[^/]+"})`;
  return new RegExp(`^${template.replace(PARAMETER, toGroup)}$`);
}
