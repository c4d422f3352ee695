import { describe, expect, test } from "@jest/globals";
import { openScene, useEmbeddedGitHub } from "./support.ts";

const github = useEmbeddedGitHub();

describe("files of a pull request", () => {
  test("come with status, counts, blob and patch", async () => {
    const before = { "change.txt": "one\ntwo\n", "remove.txt": "gone\n" };
    const after = { "change.txt": "one\n2\n", "remove.txt": null, "add.txt": "new" };
    const { at, number } = await openScene(github(), "statuses", before, after);
    const { data } = await github()
      .clientForApp()
      .pulls.listFiles({ ...at, pull_number: number });
    expect(data).toMatchObject([
      {
        filename: "add.txt",
        status: "added",
        additions: 1,
        deletions: 0,
        patch: "@@ -0,0 +1 @@\n+new\n\\ No newline at end of file",
      },
      { filename: "change.txt", status: "modified", changes: 2, patch: "@@ -1,2 +1,2 @@\n one\n-two\n+2" },
      {
        filename: "remove.txt",
        status: "removed",
        additions: 0,
        deletions: 1,
        patch: "@@ -1 +0,0 @@\n-gone",
      },
    ]);
    // As `git hash-object` prints them.
    expect(data.map(({ sha }) => sha)).toEqual([
      "3e5126c4e761fd09582fc517918a1601b218dff0",
      "99b356dcd03dde0755c749bcd4cae4b2b73a8fa8",
      "286c5f5776916d7d7d5849988ca9d83e722cf9c2",
    ]);
  });

  test("tell renames, with and without an edit, from new files", async () => {
    const long = Array.from({ length: 20 }, (_, index) => `line ${index}\n`).join("");
    const before = { "old.txt": long, "same.txt": "identical\n" };
    const after = {
      "old.txt": null,
      "new.txt": long.replace("line 3\n", "line three\n"),
      "same.txt": null,
      "moved/same.txt": "identical\n",
    };
    const { at, number } = await openScene(github(), "renames", before, after);
    const { data } = await github()
      .clientForApp()
      .pulls.listFiles({ ...at, pull_number: number });
    expect(data).toMatchObject([
      { filename: "moved/same.txt", status: "renamed", previous_filename: "same.txt", changes: 0 },
      { filename: "new.txt", status: "renamed", previous_filename: "old.txt", changes: 2 },
    ]);
    expect(data[0]).not.toHaveProperty("patch");
    expect(data[1]?.patch).toContain("-line 3\n+line three");
  });

  test("have no patch when they are binary or only change their mode", async () => {
    const before = { "logo.png": new Uint8Array([137, 80, 0, 1]), "run.sh": "#!/bin/sh\n" };
    const after = {
      "logo.png": new Uint8Array([137, 80, 0, 2]),
      "run.sh": { content: "#!/bin/sh\n", mode: "100755" as const },
    };
    const { at, number } = await openScene(github(), "patchless", before, after);
    const { data } = await github()
      .clientForApp()
      .pulls.listFiles({ ...at, pull_number: number });
    expect(data.map(({ filename, status }) => [filename, status])).toEqual([
      ["logo.png", "modified"],
      ["run.sh", "modified"],
    ]);
    expect(data.every((file) => file.patch === undefined)).toBe(true);
  });

  test("leave out what the base branch got meanwhile", async () => {
    const { repo, at, number } = await openScene(
      github(),
      "three-dots",
      { "a.txt": "a\n" },
      { "b.txt": "b\n" },
    );
    await repo.commit({ branch: "main", files: { "c.txt": "c\n" } });
    const { data } = await github()
      .clientForApp()
      .pulls.listFiles({ ...at, pull_number: number });
    expect(data.map(({ filename }) => filename)).toEqual(["b.txt"]);
  });

  test("are counted in the pull request", async () => {
    const { repo, number } = await openScene(
      github(),
      "counts",
      { "a.txt": "a\n" },
      { "a.txt": "b\n", "b.txt": "c\nd\n" },
    );
    expect(await repo.pullRequest(number)).toMatchObject({
      changed_files: 2,
      additions: 3,
      deletions: 1,
      commits: 1,
    });
  });

  test("end at 3,000, in pages of at most 100", async () => {
    const many = Object.fromEntries(
      Array.from({ length: 3001 }, (_, index) => [`files/${index}.txt`, "x\n"]),
    );
    const { repo, at, number } = await openScene(github(), "many", { "a.txt": "a\n" }, many);
    const app = github().clientForApp();
    const files = await app.paginate(app.pulls.listFiles, { ...at, pull_number: number, per_page: 100 });
    expect(files).toHaveLength(3000);
    expect((await repo.pullRequest(number)).changed_files).toBe(3001);
  });
});
