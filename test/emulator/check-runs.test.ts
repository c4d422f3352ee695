import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { PEOPLE } from "../../emulator/seed.ts";
import { openScene, refusalOf, type Scene, startReceiver, useEmbeddedGitHub } from "./support.ts";

const github = useEmbeddedGitHub();
let receiver: Awaited<ReturnType<typeof startReceiver>>;

beforeAll(async () => {
  receiver = await startReceiver();
  github().deliverWebhooksTo(receiver.url);
});
afterAll(() => receiver.close());

const scene = (name: string) => openScene(github(), name, { "a.txt": "a\n" }, { "a.txt": "b\n" });

function createRun({ at, sha }: Scene, rest: object = {}) {
  return github()
    .clientForApp()
    .checks.create({ ...at, name: "Kamal Review", head_sha: sha, ...rest });
}

const annotation = {
  path: "a.txt",
  start_line: 1,
  end_line: 1,
  start_column: 2,
  end_column: 3,
  annotation_level: "failure",
  message: "Message",
  title: "Title",
  raw_details: "Details",
} as const;

const output = (count: number) => ({
  title: "Title",
  summary: "Summary",
  annotations: Array<typeof annotation>(count).fill(annotation),
});

describe("a check run", () => {
  test("says who made it, for which pull request and with which buttons", async () => {
    const here = await scene("made");
    const actions = [{ label: "Fix", description: "Fix it", identifier: "fix" }];
    const { data } = await createRun(here, { actions });
    expect(data).toMatchObject({
      app: { id: github().app.id, slug: "kamal-review" },
      pull_requests: [
        { number: here.number, head: { sha: here.sha, ref: "feature" }, base: { ref: "main" } },
      ],
      status: "queued",
      actions,
    });
  });

  test("is completed by its conclusion and sends created and completed", async () => {
    const here = await scene("completed");
    const { data } = await createRun(here);
    const update = { ...here.at, check_run_id: data.id, conclusion: "neutral" } as const;
    const updated = await github().clientForApp().checks.update(update);
    expect(updated.data).toMatchObject({ status: "completed", conclusion: "neutral" });
    await github().settled();
    const about = receiver
      .payloads("check_run")
      .filter(({ repository }) => (repository as { name: string }).name === "completed");
    expect(about).toMatchObject([
      { action: "created", check_run: { app: { id: github().app.id } } },
      { action: "completed", check_run: { conclusion: "neutral", pull_requests: [{ number: here.number }] } },
    ]);
  });

  test("gathers annotations over updates and keeps all of their fields", async () => {
    const here = await scene("annotated");
    const { data } = await createRun(here, { output: output(50) });
    const update = { ...here.at, check_run_id: data.id, output: output(1) };
    const updated = await github().clientForApp().checks.update(update);
    expect(updated.data.output.annotations_count).toBe(51);
    const annotations = await here.repo.annotations(data.id);
    expect(annotations).toHaveLength(51);
    expect(annotations[50]).toMatchObject(annotation);
  });

  test.each([
    ["51 annotations", { output: output(51) }, "No more than 50 items are allowed; 51 were supplied."],
    [
      "a long summary",
      { output: { title: "Title", summary: "x".repeat(65_536) } },
      "Only 65535 characters are allowed; 65536 were supplied.",
    ],
    [
      "a long text",
      { output: { ...output(0), text: "x".repeat(65_536) } },
      "Only 65535 characters are allowed; 65536 were supplied.",
    ],
    ["an output without a title", { output: { summary: "Summary" } }, '"title" wasn\'t supplied.'],
    [
      "four actions",
      { actions: Array(4).fill({ label: "L", description: "D", identifier: "I" }) },
      "No more than 3 items are allowed; 4 were supplied.",
    ],
    [
      "a long label",
      { actions: [{ label: "x".repeat(21), description: "D", identifier: "I" }] },
      "Only 20 characters are allowed; 21 were supplied.",
    ],
    ["no conclusion when completed", { status: "completed" }, '"conclusion" wasn\'t supplied.'],
  ])("with %s is refused", async (title, rest, problem) => {
    const here = await scene(title.replaceAll(" ", "-"));
    expect(await refusalOf(createRun(here, rest))).toEqual({
      status: 422,
      message: `Invalid request.\n\n${problem}`,
    });
  });

  test("on an unknown commit is refused", async () => {
    const here = await scene("unknown-commit");
    const sha = "0123456789012345678901234567890123456789";
    expect(await refusalOf(createRun({ ...here, sha }))).toEqual({
      status: 422,
      message: `No commit found for SHA: ${sha}`,
    });
  });

  test("belongs to its app: people and other apps can't change it", async () => {
    const here = await scene("foreign");
    const { data } = await createRun(here);
    const update = { ...here.at, check_run_id: data.id, conclusion: "success" } as const;
    expect(await refusalOf(github().clientFor(PEOPLE.admin).checks.update(update))).toEqual({
      status: 403,
      message: "You must authenticate via a GitHub App.",
    });
    expect(await refusalOf(github().clientForOtherApp().checks.update(update))).toEqual({
      status: 403,
      message: "Invalid app_id `5151` - check run can only be modified by the GitHub App that created it.",
    });
  });
});

describe("lists of check runs", () => {
  test("can be limited to an app and a name, and show the newest of each by default", async () => {
    const here = await scene("listed");
    await createRun(here, { conclusion: "failure" });
    const newest = await createRun(here, { conclusion: "success" });
    const other = github().clientForOtherApp();
    await other.checks.create({ ...here.at, name: "Kamal Review", head_sha: here.sha });
    const { checks } = github().clientForApp();
    const mine = { ...here.at, ref: here.sha, app_id: github().app.id, check_name: "Kamal Review" };
    const latest = await checks.listForRef(mine);
    expect(latest.data).toMatchObject({ total_count: 1, check_runs: [{ id: newest.data.id }] });
    expect((await checks.listForRef({ ...mine, filter: "all" })).data.total_count).toBe(2);
    expect(await here.repo.checkRuns(here.sha)).toHaveLength(3);
  });
});

describe("asking for a check again", () => {
  test("tells its app and leaves the run as it is", async () => {
    const here = await scene("rerun");
    const { data } = await createRun(here, { conclusion: "failure" });
    await here.repo.rerequest(data.id);
    await github().settled();
    expect(receiver.payloads("check_run", "rerequested")).toMatchObject([
      { check_run: { id: data.id, conclusion: "failure" }, sender: { login: PEOPLE.writer } },
    ]);
    expect(await here.repo.checkRuns(here.sha)).toMatchObject([
      { status: "completed", conclusion: "failure" },
    ]);
  });

  test("of another app tells us nothing", async () => {
    const here = await scene("other-rerun");
    const other = github().clientForOtherApp();
    const { data } = await other.checks.create({ ...here.at, name: "Other", head_sha: here.sha });
    await here.repo.rerequest(data.id);
    await github().settled();
    const told = receiver.payloads("check_run", "rerequested");
    expect(told.map(({ check_run }) => (check_run as { name: string }).name)).not.toContain("Other");
  });

  test("works for a whole suite", async () => {
    const here = await scene("suite");
    const { data } = await createRun(here, { conclusion: "failure" });
    const check_suite_id = data.check_suite?.id ?? 0;
    await github()
      .clientFor(PEOPLE.writer)
      .checks.rerequestSuite({ ...here.at, check_suite_id });
    await github().settled();
    expect(receiver.payloads("check_suite", "rerequested")).toMatchObject([
      {
        check_suite: {
          head_sha: here.sha,
          app: { id: github().app.id },
          pull_requests: [{ number: here.number }],
        },
      },
    ]);
  });
});

describe("pressing a button of a check run", () => {
  test("tells its app which one, by whom", async () => {
    const here = await scene("button");
    const { data } = await createRun(here, {
      actions: [{ label: "Fix", description: "Fix it", identifier: "fix" }],
    });
    here.repo.pressAction(data.id, "fix");
    await github().settled();
    expect(receiver.payloads("check_run", "requested_action")).toMatchObject([
      {
        requested_action: { identifier: "fix" },
        check_run: { id: data.id },
        sender: { login: PEOPLE.writer },
      },
    ]);
  });

  test("that it does not have is a mistake of the test", async () => {
    const here = await scene("no-button");
    const { data } = await createRun(here);
    expect(() => here.repo.pressAction(data.id, "fix")).toThrow(`Check run ${data.id} has no action "fix"`);
  });
});
