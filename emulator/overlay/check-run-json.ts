/** What emulate leaves out of check runs and check suites: their app, their pull requests, their buttons. */
import type { CheckRunRow, RepositoryRow } from "../emulate-internals.ts";
import { appJson } from "./app-json.ts";
import { type GitHubServer, splitName } from "./github-server.ts";
import type { JsonObject } from "./json.ts";

/** GitHub's JSON of a check run, not yet completed. */
export function checkRunJson({ originals }: GitHubServer, repo: RepositoryRow, run: CheckRunRow): JsonObject {
  const parameters = { ...splitName(repo), check_run_id: run.id };
  return originals.read("/repos/:owner/:repo/check-runs/:check_run_id", parameters, repo);
}

/** Completes check runs and check suites. */
export function completeChecks(server: GitHubServer): void {
  const { store, baseUrl, objects } = server;
  objects.add("/repos/:owner/:repo/check-runs/:id", ({ id }) => {
    const run = store.checkRuns.get(Number(id));
    const repo = run && store.repos.get(run.repo_id);
    if (!run || !repo) return undefined;
    const { annotations, ...output } = run.output;
    const annotations_url = `${baseUrl}/repos/${repo.full_name}/check-runs/${id}/annotations`;
    return { ...shared(server, repo, run), actions: run.actions, output: { ...output, annotations_url } };
  });
  objects.add("/repos/:owner/:repo/check-suites/:id", ({ id }) => {
    const suite = store.checkSuites.get(Number(id));
    const repo = suite && store.repos.get(suite.repo_id);
    return suite && repo ? shared(server, repo, suite) : undefined;
  });
}

function shared(
  server: GitHubServer,
  repo: RepositoryRow,
  row: { head_sha: string; app_id: number },
): JsonObject {
  const app = server.store.apps.all().find(({ app_id }) => app_id === row.app_id);
  return { app: appJson(server, app), pull_requests: pullRequestsAt(server, repo, row.head_sha) };
}

/** Open pull requests of this commit, in brief; those from forks are left out, as on GitHub. */
function pullRequestsAt({ store, baseUrl }: GitHubServer, repo: RepositoryRow, sha: string): JsonObject[] {
  const brief = { id: repo.id, url: `${baseUrl}/repos/${repo.full_name}`, name: repo.name };
  return store.pullRequests
    .findBy("repo_id", repo.id)
    .filter((pull) => pull.state === "open" && pull.head_sha === sha && pull.head_repo_id === repo.id)
    .map(({ id, number, head_ref, head_sha, base_ref, base_sha }) => ({
      id,
      number,
      url: `${brief.url}/pulls/${number}`,
      head: { ref: head_ref, sha: head_sha, repo: brief },
      base: { ref: base_ref, sha: base_sha, repo: brief },
    }));
}
