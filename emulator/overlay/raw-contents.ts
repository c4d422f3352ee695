/** Gives raw file contents their media type. With emulate's, octokit returns bytes where GitHub gives text. */
import type { GitHubServer } from "./github-server.ts";

/** Corrects the route. */
export function rawContents(server: GitHubServer): void {
  server.around("GET", "/repos/:owner/:repo/contents/:path{.+}", async (_call, original) => {
    const response = await original();
    if (response.headers.get("content-type") !== "application/octet-stream") return response;
    const headers = new Headers(response.headers);
    headers.set("content-type", "application/vnd.github.raw; charset=utf-8");
    return new Response(response.body, { status: response.status, headers });
  });
}
