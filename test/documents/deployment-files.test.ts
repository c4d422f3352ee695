/** Dockerfiles, workflows and Gemfiles as parts of a project. */
import { expect, test } from "@jest/globals";
import { projectOf } from "../support/project-of.ts";

const DEPLOY = "service: shop\nimage: acme/shop\nservers: [192.0.2.10]\nregistry: {username: a}\n";

async function kindsAt(texts: Readonly<Record<string, string>>, path: string): Promise<string[]> {
  const { documents } = await projectOf(texts);
  return documents.filter(({ source }) => source.path === path).map(({ kind }) => kind);
}

test("the Dockerfile that Kamal builds is read with its programs, others only for what may stand nowhere", async () => {
  const texts = {
    "config/deploy.yml": DEPLOY,
    Dockerfile: "FROM a\nRUN b\n",
    "Dockerfile.dev": "FROM a\nRUN b\n",
  };
  expect(await kindsAt(texts, "Dockerfile")).toEqual(["text-file", "dockerfile", "shell-script"]);
  expect(await kindsAt(texts, "Dockerfile.dev")).toEqual(["text-file"]);
});

test("a Dockerfile may have any name and place that `builder.dockerfile` gives", async () => {
  const texts = {
    "apps/shop/config/deploy.yml": `${DEPLOY}builder: {arch: amd64, dockerfile: ../../build/shop.image}\n`,
    "build/shop.image": "FROM a\n",
    "apps/shop/Dockerfile": "FROM a\n",
  };
  expect(await kindsAt(texts, "build/shop.image")).toEqual(["text-file", "dockerfile"]);
  expect(await kindsAt(texts, "apps/shop/Dockerfile")).toEqual(["text-file"]);
});

test("a workflow that does not name Kamal is no part of the deployment", async () => {
  const workflow = (run: string) => `on: push\njobs:\n  a:\n    steps:\n      - run: ${run}\n`;
  const texts = {
    "config/deploy.yml": DEPLOY,
    ".github/workflows/deploy.yml": workflow("kamal deploy"),
    ".github/workflows/test.yml": workflow("rake"),
  };
  expect(await kindsAt(texts, ".github/workflows/deploy.yml")).toEqual([
    "text-file",
    "workflow",
    "shell-script",
  ]);
  expect(await kindsAt(texts, ".github/workflows/test.yml")).toEqual([]);
});

test("a workflow and a Dockerfile beyond all measure say that they were not reviewed", async () => {
  const steps = "      - run: kamal deploy\n".repeat(2001);
  const texts = {
    "config/deploy.yml": DEPLOY,
    ".github/workflows/deploy.yml": `on: push\njobs:\n  a:\n    steps:\n${steps}`,
    Dockerfile: `FROM a\n${"RUN b\n".repeat(501)}`,
  };
  expect(await kindsAt(texts, ".github/workflows/deploy.yml")).toContain("unreadable-file");
  expect(await kindsAt(texts, "Dockerfile")).toContain("unreadable-file");
});

test("Gemfile and lock file become documents", async () => {
  const texts = { "config/deploy.yml": DEPLOY, Gemfile: 'gem "kamal"\n', "Gemfile.lock": "GEM\n" };
  expect(await kindsAt(texts, "Gemfile")).toEqual(["text-file", "gemfile"]);
  expect(await kindsAt(texts, "Gemfile.lock")).toEqual(["text-file", "gemfile-lock"]);
});

test.each(["scripts/deploy/runner.ts", "lib/tasks/deploy.rake", "fabfile.py", "tasks.py", "deploy.mjs"])(
  "%s belongs to the deployment by its name",
  async (path) => {
    expect(await kindsAt({ "config/deploy.yml": DEPLOY, [path]: "a = 1\n" }, path)).toContain("program");
  },
);

test("tasks of the application are no part of the deployment", async () => {
  const others = ["app/tasks.py", "lib/tasks/import.rake", "src/deploy.ts"];
  const texts = Object.fromEntries(others.map((path) => [path, "a = 1\n"]));
  for (const path of others)
    expect(await kindsAt({ "config/deploy.yml": DEPLOY, ...texts }, path)).toEqual([]);
});

const ACTION = "runs:\n  using: composite\n  steps:\n    - shell: bash\n      run: ";
const USING = (action: string) => `on: push\njobs:\n  a:\n    steps:\n      - uses: ${action}\n`;

test("an action of the repository is read with its programs when a workflow with Kamal uses it, wherever it lies", async () => {
  const texts = {
    "config/deploy.yml": DEPLOY,
    ".github/workflows/deploy.yml": `${USING("./ci/ssh")}      - run: kamal deploy\n`,
    "ci/ssh/action.yaml": `${ACTION}ssh-add key\n    - uses: ./.github/actions/nested\n`,
    ".github/actions/nested/action.yml": `${ACTION}ls\n`,
    ".github/actions/docs/action.yml": `${ACTION}ls\n`,
  };
  expect(await kindsAt(texts, "ci/ssh/action.yaml")).toEqual([
    "text-file",
    "composite-action",
    "shell-script",
  ]);
  expect(await kindsAt(texts, ".github/actions/nested/action.yml")).toContain("composite-action");
  expect(await kindsAt(texts, ".github/actions/docs/action.yml")).toEqual([]);
});

test("a workflow belongs to the deployment when Kamal is called by an action or a workflow that it uses", async () => {
  const texts = {
    "config/deploy.yml": DEPLOY,
    ".github/workflows/ship.yml": USING("./.github/actions/ship"),
    ".github/actions/ship/action.yml": `${ACTION}kamal deploy\n`,
    ".github/workflows/release.yml": "on: push\njobs:\n  a:\n    uses: ./.github/workflows/_ship.yml\n",
    ".github/workflows/_ship.yml": "on: workflow_call\njobs:\n  a:\n    steps:\n      - run: kamal deploy\n",
    ".github/workflows/docs.yml": USING("./.github/actions/docs"),
    ".github/actions/docs/action.yml": `${ACTION}ls\n`,
  };
  expect(await kindsAt(texts, ".github/workflows/ship.yml")).toContain("workflow");
  expect(await kindsAt(texts, ".github/workflows/release.yml")).toContain("workflow");
  expect(await kindsAt(texts, ".github/workflows/docs.yml")).toEqual([]);
});

test("an action that can't be read is said to be unread, and actions that use each other end", async () => {
  const texts = {
    "config/deploy.yml": DEPLOY,
    ".github/workflows/deploy.yml": `${USING("./.github/actions/a")}      - uses: ./.github/actions/b\n      - run: kamal deploy\n`,
    ".github/actions/a/action.yml": "runs: [\n",
    ".github/actions/b/action.yml": "runs:\n  using: composite\n  steps:\n    - uses: ./.github/actions/b\n",
  };
  expect(await kindsAt(texts, ".github/actions/a/action.yml")).toEqual(["text-file", "unreadable-file"]);
  expect(await kindsAt(texts, ".github/actions/b/action.yml")).toEqual(["text-file", "composite-action"]);
});
