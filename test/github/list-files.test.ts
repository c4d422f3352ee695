/** Commits with more files than GitHub lists in one answer. */
import { describe, expect, test } from "@jest/globals";
import { type GetTree, type GitTree, listFiles } from "../../src/github/list-files.ts";

/** A folder: files by name, with what they hold; folders within. */
interface Folder {
  readonly [name: string]: Folder | string;
}

/** GitHub's API over a folder, whose recursive answers end after so many entries. */
function gitHub(root: Folder, atMost: number): { getTree: GetTree; asked: string[] } {
  const asked: string[] = [];
  const folderAt = (path: string): Folder =>
    path
      .split("/")
      .filter(Boolean)
      .reduce((folder, name) => folder[name] as Folder, root);
  const list = (folder: Folder, path: string, prefix: string, recursive: boolean): GitTree["tree"] =>
    Object.entries(folder).flatMap(([name, content]) => {
      if (typeof content === "string")
        return [{ path: prefix + name, mode: "100644", type: "blob", sha: content }];
      const below = recursive ? list(content, `${path}${name}/`, `${prefix}${name}/`, true) : [];
      return [{ path: prefix + name, mode: "040000", type: "tree", sha: `/${path}${name}` }, ...below];
    });
  return {
    asked,
    getTree: async (sha, recursive) => {
      asked.push(`${sha}${recursive ? " whole" : ""}`);
      const path = sha === "/" ? "" : `${sha.slice(1)}/`;
      const tree = list(folderAt(sha), path, "", recursive);
      return { tree: recursive ? tree.slice(0, atMost) : tree, truncated: recursive && tree.length > atMost };
    },
  };
}

const SHOP: Folder = {
  ".kamal": { secrets: "s", hooks: { "pre-deploy": "h" } },
  config: { "deploy.yml": "c" },
  vendor: { a: { one: "1", two: "2" }, b: { three: "3", four: "4", five: "5", six: "6" } },
  Dockerfile: "d",
};
const PATHS = [
  ".kamal/hooks/pre-deploy",
  ".kamal/secrets",
  "Dockerfile",
  "config/deploy.yml",
  "vendor/a/one",
  "vendor/a/two",
  "vendor/b/five",
  "vendor/b/four",
  "vendor/b/six",
  "vendor/b/three",
];

async function pathsOf(getTree: GetTree): Promise<string[]> {
  const { entries } = await listFiles(getTree, "/");
  return entries.map(({ path }) => path).sort();
}

describe("a commit", () => {
  test("that GitHub lists whole takes one request", async () => {
    const { getTree, asked } = gitHub(SHOP, 100);
    expect(await pathsOf(getTree)).toEqual(PATHS);
    expect(asked).toEqual(["/ whole"]);
  });

  test("that is too large is listed folder by folder, each of which may be whole", async () => {
    const { getTree, asked } = gitHub(SHOP, 5);
    expect(await pathsOf(getTree)).toEqual(PATHS);
    expect(asked).toEqual([
      "/ whole",
      "/",
      "/vendor whole",
      "/vendor",
      "/vendor/b whole",
      "/vendor/a whole",
      "/config whole",
      "/.kamal whole",
    ]);
    expect(await listFiles(getTree, "/")).toMatchObject({ truncated: false });
  });

  test("keeps the ids of its files", async () => {
    const { entries } = await listFiles(gitHub(SHOP, 5).getTree, "/");
    expect(entries).toContainEqual({ path: ".kamal/hooks/pre-deploy", mode: "100644", size: 0, id: "h" });
  });

  test.each([
    ["as many folders as a review asks for", 299, 299, false],
    ["one folder more", 300, 299, true],
    ["many more folders", 900, 299, true],
  ])("with %s is said to be listed in part when it is", async (_, count, files, truncated) => {
    const folders = Object.fromEntries(
      Array.from({ length: count }, (_, index) => [`f${index}`, { a: "a" }]),
    );
    const listed = await listFiles(gitHub(folders, 2).getTree, "/");
    expect({ files: listed.entries.length, truncated: listed.truncated }).toEqual({ files, truncated });
  });
});
