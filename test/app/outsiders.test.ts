/** Who proposes a change, from GitHub to the finding, over real HTTP. */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { SOUND_SETUP } from "../../demo/sound-setup.ts";
import type { Repository } from "../../emulator/repository.ts";
import { contractFetch } from "../contract/github-requests.ts";
import { type AppWorld, startAppWorld } from "../support/app-world.ts";

const HOOK = {
  ".kamal/hooks/pre-build": { content: "#!/bin/sh\nset -eu\ngit diff --quiet HEAD\n", mode: "100755" },
} as const;
const LONGER = {
  ".kamal/hooks/pre-build": {
    content: "#!/bin/sh\nset -eu\ngit fetch --tags\ngit diff --quiet HEAD\n",
    mode: "100755",
  },
} as const;
const RULE = "sensitive-change-by-outsider";

let world: AppWorld;
let repository: Repository;
let serial = 0;
let hidesMemberships = false;

/** GitHub shows a private membership to nobody but members, so not to the App either. */
const checked = contractFetch();
const asGitHubShows: typeof fetch = async (...request) => {
  const answer = await checked(...request);
  if (!hidesMemberships) return answer;
  const text = (await answer.text()).replaceAll(
    '"author_association":"MEMBER"',
    '"author_association":"NONE"',
  );
  const empty = answer.status === 204 || answer.status === 304;
  return new Response(empty ? null : text, { status: answer.status, headers: answer.headers });
};

beforeAll(async () => {
  world = await startAppWorld({ fetch: asGitHubShows });
  const files = { ...SOUND_SETUP, ...HOOK };
  repository = await world.github.createRepository({ name: "shop", files, collaborators: { wim: "push" } });
});

afterAll(async () => {
  expect(checked.violations).toEqual([]);
  await world.stop();
});

const forks = new Map<string, Repository>();

async function forkOf(login: string): Promise<Repository> {
  const fork = forks.get(login) ?? (await repository.fork(login));
  forks.set(login, fork);
  return fork;
}

/** Proposes a longer hook from a branch of `from`; gives the pull request and its head. */
async function propose(from: Repository, as: string): Promise<{ number: number; head: string }> {
  serial += 1;
  const branch = `longer-${serial}`;
  const head = await from.commit({ branch, from: "main", message: branch, files: LONGER, as });
  const name = from.owner === repository.owner ? branch : `${from.owner}:${branch}`;
  const number = await repository.openPullRequest({ head: name, as });
  await world.settled();
  return { number, head };
}

/** Title of the check, and where comments about outsiders stand. */
async function resultOf({ number, head }: { number: number; head: string }) {
  const [run] = await repository.checkRuns(head);
  const comments = (await repository.reviewComments(number)).filter(({ body }) => body.includes(RULE));
  return { title: run?.output.title, at: comments.map(({ path, line }) => `${path}:${line}`) };
}

test("a fork by somebody without any part in the repository asks for a maintainer, once, whoever asks again", async () => {
  const pull = await propose(await forkOf("otto"), "otto");
  const asks = { title: "1 high", at: [".kamal/hooks/pre-build:3"] };
  expect(await resultOf(pull)).toEqual(asks);
  const [run] = await repository.checkRuns(pull.head);
  expect(run?.conclusion).toBe("neutral");

  await repository.comment(pull.number, "/kamal-review rescan", "otto");
  await world.settled();
  expect(await resultOf(pull)).toEqual(asks);

  await repository.rerequest(run?.id ?? 0);
  await world.settled();
  expect(await resultOf(pull)).toEqual(asks);
});

test.each([
  ["a member", "ada", false],
  ["a member whose membership is private, but who may write", "ada", true],
  ["a collaborator", "wim", false],
])("a fork by %s does not", async (_, login, hidden) => {
  hidesMemberships = hidden;
  const { title, at } = await resultOf(await propose(await forkOf(login), login));
  expect([title, at]).toEqual(["No new findings", []]);
});

test("a branch of the repository itself does not, and costs no look at rights", async () => {
  const before = world.github.requests().length;
  const { at } = await resultOf(await propose(repository, "wim"));
  const since = world.github.requests().slice(before);
  expect([at, since.filter(({ path }) => path.endsWith("/permission"))]).toEqual([[], []]);
});
