/** The check run `Kamal Review`: one for each commit, found again and updated. */
import type { Octokit } from "@octokit/rest";
import { ANNOTATIONS_PER_REQUEST } from "../report/check-output.ts";
import type { CheckHandle, RepositoryRef } from "../service/ports.ts";
import { isStatus } from "./http-status.ts";

/** Its name, which branch rules refer to. */
export const CHECK_NAME = "Kamal Review";

/** Opens the check of a commit. GitHub allows several of one name, so an existing one of ours is taken over. */
export async function openCheck(
  octokit: Octokit,
  { owner, name: repo }: RepositoryRef,
  appId: number,
  headSha: string,
  status: "queued" | "in_progress",
): Promise<CheckHandle> {
  const where = { owner, repo };
  const { data } = await octokit.rest.checks.listForRef({
    ...where,
    ref: headSha,
    check_name: CHECK_NAME,
    app_id: appId,
    filter: "latest",
  });
  const [existing] = data.check_runs;
  const id = existing
    ? (await octokit.rest.checks.update({ ...where, check_run_id: existing.id, status })).data.id
    : (await octokit.rest.checks.create({ ...where, name: CHECK_NAME, head_sha: headSha, status })).data.id;
  return { complete: (output) => complete(octokit, where, id, output) };
}

type Output = Parameters<CheckHandle["complete"]>[0];

/**
 * Annotations go in batches, which GitHub appends. The verdict goes with the first: should a later batch fail, the check has ended
 * all the same. A batch that GitHub refuses is left out, since the summary has its findings too.
 */
async function complete(
  octokit: Octokit,
  where: { owner: string; repo: string },
  id: number,
  output: Output,
): Promise<void> {
  const { annotations } = output;
  const send = (batch: Output["annotations"]) => update(octokit, where, id, output, batch);
  for (let start = 0; start === 0 || start < annotations.length; start += ANNOTATIONS_PER_REQUEST) {
    const batch = annotations.slice(start, start + ANNOTATIONS_PER_REQUEST);
    await send(batch).catch((error: unknown) => {
      if (batch.length === 0 || !isStatus(error, 422)) throw error;
      return send([]);
    });
  }
}

async function update(
  octokit: Octokit,
  where: { owner: string; repo: string },
  id: number,
  { conclusion, title, summary }: Output,
  annotations: Output["annotations"],
): Promise<void> {
  await octokit.rest.checks.update({
    ...where,
    check_run_id: id,
    status: "completed",
    conclusion,
    output: { title, summary, annotations: [...annotations] },
  });
}
