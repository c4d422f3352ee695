/** Webhook events -> jobs and commands. Handlers decide and hand over; they do no work of their own. */
import type { Probot } from "probot";
import { type CommandComment, readCommand } from "../service/commands.ts";
import type { ReviewJob } from "../service/jobs.ts";
import type { RepositoryRef } from "../service/ports.ts";

/** What handlers hand over to. */
export interface EventSink {
  /** Resolves when the job is safe. */
  readonly review: (job: ReviewJob) => Promise<void>;
  /** Returns at once; the command is answered in its own time. */
  readonly command: (repository: RepositoryRef, comment: CommandComment, deliveryId: string) => void;
}

/** Registers the handlers of all events the App takes. */
export function registerEvents(probot: Probot, sink: EventSink): void {
  const { review } = sink;
  probot.on(
    [
      "pull_request.opened",
      "pull_request.synchronize",
      "pull_request.reopened",
      "pull_request.ready_for_review",
    ],
    ({ id, payload }) =>
      review({ repository: repositoryOf(payload), headSha: payload.pull_request.head.sha, deliveryId: id }),
  );
  probot.on("pull_request.edited", async ({ id, payload }) => {
    // a new title changes nothing; a new base is another change with the same head
    if (payload.changes.base === undefined) return;
    await review({
      repository: repositoryOf(payload),
      headSha: payload.pull_request.head.sha,
      deliveryId: id,
    });
  });
  probot.on("check_run.rerequested", ({ id, payload }) => {
    const { head_sha: headSha, check_suite: suite } = payload.check_run;
    return review({
      repository: repositoryOf(payload),
      headSha,
      deliveryId: id,
      ...baseOfGroup(suite?.head_branch),
    });
  });
  probot.on("check_suite.rerequested", ({ id, payload }) => {
    const { head_sha: headSha, head_branch: branch } = payload.check_suite;
    return review({ repository: repositoryOf(payload), headSha, deliveryId: id, ...baseOfGroup(branch) });
  });
  probot.on("merge_group.checks_requested", ({ id, payload }) => {
    const { head_sha: headSha, base_sha: baseSha } = payload.merge_group;
    return review({ repository: repositoryOf(payload), headSha, baseSha, deliveryId: id });
  });
  probot.on("issue_comment.created", ({ id, payload }) => {
    const { comment, issue, sender } = payload;
    const byPerson =
      comment.user?.type === "User" &&
      sender.login === comment.user.login &&
      !comment.performed_via_github_app;
    if (!issue.pull_request || !byPerson || readCommand(comment.body) === undefined) return;
    const asked = { id: comment.id, body: comment.body, author: sender.login, pullNumber: issue.number };
    sink.command(repositoryOf(payload), asked, id);
  });
}

/** GitHub names the branch of a merge group after the commit it is to be merged into: `gh-readonly-queue/main/pr-7-<sha>`. */
function baseOfGroup(branch: string | null | undefined): Pick<ReviewJob, "baseSha"> {
  const baseSha = /^gh-readonly-queue\/.{1,255}\/pr-\d+-([0-9a-f]{40,64})$/.exec(branch ?? "")?.[1];
  return baseSha === undefined ? {} : { baseSha };
}

interface RepositoryPayload {
  readonly installation?: { readonly id: number } | undefined;
  readonly repository?:
    | { readonly id: number; readonly name: string; readonly owner: { readonly login: string } }
    | undefined;
}

/** Events of an App always name both; one that doesn't was not sent by GitHub to an App. */
function repositoryOf({ installation, repository }: RepositoryPayload): RepositoryRef {
  if (!installation || !repository) throw new TypeError("the event names no installation or no repository");
  return {
    installationId: installation.id,
    repositoryId: repository.id,
    owner: repository.owner.login,
    name: repository.name,
  };
}
