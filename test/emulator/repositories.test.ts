import { describe, expect, test } from "@jest/globals";
import { PEOPLE } from "../../emulator/seed.ts";
import { refusalOf, useEmbeddedGitHub } from "./support.ts";

const github = useEmbeddedGitHub();

describe("committing files", () => {
  test("keeps bytes, executable files and symbolic links", async () => {
    const bytes = new Uint8Array([0, 255, 10, 13]);
    const files = {
      "logo.png": bytes,
      "bin/run": { content: "#!/bin/sh\n", mode: "100755" },
      link: { content: "bin/run", mode: "120000" },
    } as const;
    await github().createRepository({ name: "modes", files });
    const { git } = github().clientForApp();
    const at = { owner: "acme", repo: "modes" };
    const { data } = await git.getTree({ ...at, tree_sha: "main", recursive: "true" });
    expect(data.tree.map(({ path, mode }) => [path, mode])).toEqual([
      ["bin", "040000"],
      ["bin/run", "100755"],
      ["link", "120000"],
      ["logo.png", "100644"],
    ]);
    const blob = await git.getBlob({ ...at, file_sha: data.tree[3]?.sha ?? "" });
    expect(new Uint8Array(Buffer.from(blob.data.content, "base64"))).toEqual(bytes);
  });

  test("deletes a file, and its folder with the last one", async () => {
    const repo = await github().createRepository({
      name: "deletes",
      files: { "a/b.txt": "b\n", "c.txt": "c\n" },
    });
    const sha = await repo.commit({ branch: "main", as: PEOPLE.admin, files: { "a/b.txt": null } });
    const { data } = await github()
      .clientForApp()
      .git.getTree({ owner: "acme", repo: "deletes", tree_sha: sha });
    expect(data.tree.map(({ path }) => path)).toEqual(["c.txt"]);
  });

  test("starts a branch where it is told to", async () => {
    const repo = await github().createRepository({ name: "branches", files: { "a.txt": "a\n" } });
    const first = await repo.commit({ branch: "one", files: { "b.txt": "b\n" } });
    const second = await repo.commit({ branch: "two", from: "one", files: { "c.txt": "c\n" } });
    const { data } = await github()
      .clientForApp()
      .git.getCommit({ owner: "acme", repo: "branches", commit_sha: second });
    expect(data.parents.map(({ sha }) => sha)).toEqual([first]);
  });
});

describe("a fork", () => {
  test("has the history of its parent", async () => {
    const repo = await github().createRepository({ name: "parent", files: { "a.txt": "a\n" } });
    const fork = await repo.fork();
    const client = github().clientFor(PEOPLE.outsider);
    const [theirs, ours] = await Promise.all(
      [repo, fork].map(({ owner, name }) => client.repos.getCommit({ owner, repo: name, ref: "main" })),
    );
    expect(theirs?.data.sha).toBe(ours?.data.sha);
  });
});

describe("comparing", () => {
  test("starts at the merge base and prints git's patches", async () => {
    const repo = await github().createRepository({ name: "compared", files: { "a.txt": "a\n" } });
    await repo.commit({ branch: "feature", files: { "a.txt": "b\n" } });
    await repo.commit({ branch: "main", files: { "c.txt": "c\n" } });
    const basehead = { owner: "acme", repo: "compared", basehead: "main...feature" };
    const { data } = await github().clientForApp().repos.compareCommitsWithBasehead(basehead);
    expect(data).toMatchObject({ status: "diverged", ahead_by: 1, behind_by: 1 });
    expect(data.files).toMatchObject([{ filename: "a.txt", patch: "@@ -1 +1 @@\n-a\n+b" }]);
    expect(data.merge_base_commit.commit.message).toBe("Initial commit");
  });

  test("reaches into forks by owner and branch", async () => {
    const repo = await github().createRepository({ name: "cross", files: { "a.txt": "a\n" } });
    const fork = await repo.fork();
    await fork.commit({ branch: "patch", files: { "a.txt": "b\n" } });
    const compare = github().clientForApp().repos.compareCommitsWithBasehead;
    const at = { owner: "acme", repo: "cross" };
    const { data } = await compare({ ...at, basehead: `main...${PEOPLE.outsider}:patch` });
    expect(data.files).toMatchObject([{ filename: "a.txt", status: "modified" }]);
    expect(await refusalOf(compare({ ...at, basehead: "main...stranger:patch" }))).toMatchObject({
      status: 404,
    });
  });
});
