/** Which files of a commit are read: by their place, and because a configuration names them. */
import { describe, expect, test } from "@jest/globals";
import type { CommitTree, TreeEntry } from "../../src/service/commit-tree.ts";
import { splitWanted } from "../../src/service/gather-files.ts";
import { openTree } from "../../src/service/open-tree.ts";
import { changesNothingWanted, openedTheSame } from "../../src/service/relevant-change.ts";

/** A commit of texts that notes what was read of it. */
function treeOf(
  texts: Readonly<Record<string, string>>,
  modes: Readonly<Record<string, string>> = {},
): CommitTree & { readonly seen: string[] } {
  const read: string[] = [];
  const all = Object.entries(texts).map(
    ([path, text]): TreeEntry => ({
      path,
      mode: modes[path] ?? (path.includes("hooks/") ? "100755" : "100644"),
      size: text.length,
      id: text,
    }),
  );
  return {
    seen: read,
    list: async () => ({ ...splitWanted(all), truncated: false }),
    entryAt: async (path) => all.find((entry) => entry.path === path),
    read: async (entries) => {
      read.push(...entries.map(({ path }) => path));
      return entries.map(({ id }) => Buffer.from(id));
    },
  };
}

const DEPLOY = `service: shop
image: acme/shop
servers: [192.0.2.10]
registry: { username: acme, password: [KAMAL_REGISTRY_PASSWORD] }
`;

/** A hook that starts the first of some scripts, each of which starts the next. */
function chain(length: number): Record<string, string> {
  const scripts = Array.from({ length }, (_, index) => [
    `lib/step${index + 1}`,
    `#!/bin/sh\nlib/step${index + 2}\n`,
  ]);
  return {
    "config/deploy.yml": DEPLOY,
    ".kamal/hooks/pre-deploy": "#!/bin/sh\nlib/step1\n",
    ...Object.fromEntries(scripts),
  };
}

describe("opening a commit", () => {
  test("reads the files whose place tells what they are, and nothing else", async () => {
    const tree = treeOf({
      "config/deploy.yml": DEPLOY,
      ".kamal/secrets": "KAMAL_REGISTRY_PASSWORD=$KAMAL_REGISTRY_PASSWORD\n",
      "app/models/user.rb": "class User; end\n",
    });
    await openTree(tree);
    expect(tree.seen.sort()).toEqual([".kamal/secrets", "config/deploy.yml"]);
  });

  test("looks into scripts whose names tell nothing, of many into some, and only where Kamal is used", async () => {
    const scripts = Object.fromEntries(
      Array.from({ length: 60 }, (_, index) => [`scripts/a/s${10 + index}.sh`, "ls\n"]),
    );
    const tree = treeOf({ "config/deploy.yml": DEPLOY, "bin/ops": "kamal deploy\n", ...scripts });
    const { project, failures } = await openTree(tree);
    expect([project.opened.get("bin/ops")?.role, tree.seen.length, failures]).toEqual(["script", 41, []]);
    const other = treeOf({ "bin/ops": "cap deploy\n", ...scripts });
    await openTree(other);
    expect(other.seen).toEqual([]);
  });

  test.each([
    ["hooks in another folder", "hooks_path: ops/hooks\n", "ops/hooks/pre-deploy"],
    ["secrets under another name", "secrets_path: ops/secrets\n", "ops/secrets.production"],
    ["a Dockerfile of another name", "builder: { dockerfile: ops/Image }\n", "ops/Image"],
  ])("reads %s", async (_, setting, path) => {
    const { project } = await openTree(treeOf({ "config/deploy.yml": DEPLOY + setting, [path]: "X=1\n" }));
    expect(project.opened.has(path)).toBe(true);
  });

  test("reads what a configuration in a folder of a monorepo names, from that folder on", async () => {
    const { project } = await openTree(
      treeOf({
        "apps/shop/config/deploy.yml": `${DEPLOY}hooks_path: ops/hooks\n`,
        "apps/shop/ops/hooks/pre-deploy": "#!/bin/sh\n",
        "ops/hooks/pre-deploy": "#!/bin/sh\n",
      }),
    );
    expect([...project.opened.keys()].filter((path) => path.includes("hooks/"))).toEqual([
      "apps/shop/ops/hooks/pre-deploy",
    ]);
  });

  test.each([
    [
      "a script",
      "bin/deploy",
      "#!/bin/sh\nexec bundle exec kamal deploy -d eu --config-file=config/shop.yml\n",
    ],
    [
      "a workflow",
      ".github/workflows/ci.yml",
      "on: push\njobs:\n  ship:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: kamal deploy -c config/shop.yml\n",
    ],
  ])("reads the configuration that %s deploys with, whatever its name", async (_, path, text) => {
    const { project } = await openTree(
      treeOf({ [path]: text, "config/shop.yml": DEPLOY, "config/shop.eu.yml": "ssh: { user: root }\n" }),
    );
    const read = project.documents.filter(({ kind }) => kind === "kamal-file");
    expect(read.map(({ source }) => source.path).sort()).toEqual(["config/shop.eu.yml", "config/shop.yml"]);
  });

  test("follows a hook through a long chain of scripts", async () => {
    const { project, failures } = await openTree(treeOf(chain(15)));
    expect([project.opened.has("lib/step15"), failures]).toEqual([true, []]);
  });

  test("reads no more than it can judge in time, and says what it left out", async () => {
    const hooks = Array.from({ length: 6 }, (_, index) => [
      `.kamal/hooks/h${10 + index}`,
      `#!/bin/sh\n${`# ${"-".repeat(900)}\n`.repeat(1_100)}`,
    ]);
    const { project } = await openTree(treeOf(Object.fromEntries(hooks)));
    const leftOut = project.documents.filter(({ kind }) => kind === "unreadable-file");
    expect(leftOut).toMatchObject([
      { source: { path: ".kamal/hooks/h14" }, reason: expect.stringContaining("4 MB") },
      { source: { path: ".kamal/hooks/h15" } },
    ]);
  });

  test("says so when a chain of scripts is longer than it follows", async () => {
    const { failures } = await openTree(treeOf(chain(40)));
    expect(failures).toMatchObject([{ reason: "is called from further away than a review follows" }]);
  });

  test.each([
    ["hooks", ".kamal", ""],
    ["hooks", "ops/hooks", "hooks_path: ops/hooks\n"],
    ["hooks", "ops", "hooks_path: ops/hooks\n"],
    ["secrets", "ops", "secrets_path: ops/secrets\n"],
  ])("reports %s behind the link or submodule %s", async (_, path, setting) => {
    for (const mode of ["120000", "160000"]) {
      const files = { "config/deploy.yml": DEPLOY + setting, [path]: "elsewhere" };
      const { project } = await openTree(treeOf(files, { [path]: mode }));
      expect(project.documents).toContainEqual(
        expect.objectContaining({ kind: "unreadable-file", source: expect.objectContaining({ path }) }),
      );
    }
  });

  test("knows Kamal's files in any case, since the file systems of Macs do", async () => {
    const { project } = await openTree(
      treeOf({
        "Config/Deploy.yml": DEPLOY,
        ".Kamal/Hooks/Pre-Deploy": "#!/bin/sh\n",
        ".KAMAL/SECRETS": "A=1\n",
      }),
    );
    expect(project.documents.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(["kamal-configuration", "shell-script", "secrets-file"]),
    );
  });

  test.each(["/etc/hooks", "../hooks", "~/hooks", "$HOME/hooks", "missing"])(
    "goes on when hooks_path is %s, which is no folder of the repository",
    async (path) => {
      const { project, failures } = await openTree(
        treeOf({ "config/deploy.yml": `${DEPLOY}hooks_path: ${path}\n` }),
      );
      expect([...project.opened.keys()]).toEqual(["config/deploy.yml"]);
      expect(failures).toEqual([]);
    },
  );
});

describe("a change", () => {
  const setup = {
    "config/deploy.yml": `${DEPLOY}hooks_path: ops/hooks\n`,
    "ops/hooks/pre-deploy": "#!/bin/sh\n",
  };

  test("of a file that a configuration names is relevant, though its place tells nothing", async () => {
    const [before, after] = [
      treeOf(setup),
      treeOf({ ...setup, "ops/hooks/pre-deploy": "#!/bin/sh\nexit 1\n" }),
    ];
    expect(await changesNothingWanted(before, after)).toBe(false);
    const { project: base } = await openTree(before);
    const { project: head } = await openTree(after, { previous: base });
    expect(openedTheSame(base, head)).toBe(false);
  });

  test("of the application alone is not", async () => {
    const [before, after] = [treeOf(setup), treeOf({ ...setup, "app/models/user.rb": "class User; end\n" })];
    const { project: base } = await openTree(before);
    const { project: head } = await openTree(after, { previous: base });
    expect(openedTheSame(base, head)).toBe(true);
  });

  test("in a repository without Kamal is told apart without reading a file", async () => {
    const [before, after] = [
      treeOf({ Dockerfile: "FROM x\n" }),
      treeOf({ Dockerfile: "FROM x\n", "a.rb": "1\n" }),
    ];
    expect(await changesNothingWanted(before, after)).toBe(true);
    expect([...before.seen, ...after.seen]).toEqual([]);
  });
});
