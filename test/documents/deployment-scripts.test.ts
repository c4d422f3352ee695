/** Scripts and tasks that start Kamal under a name that tells nothing, and the workflows that run them. */
import { expect, test } from "@jest/globals";
import { openProject, type Project } from "../../src/documents/project.ts";
import type { RepositoryFile } from "../../src/source/decode.ts";
import { projectOf } from "../support/project-of.ts";

const DEPLOY = "service: shop\nimage: acme/shop\nservers: [192.0.2.10]\nregistry: {username: a}\n";

function kindsAt({ documents }: Project, path: string): string[] {
  return documents.filter(({ source }) => source.path === path).map(({ kind }) => kind);
}

/** A workflow with one job that runs one line. */
function running(line: string): string {
  return `on: push\njobs:\n  ship:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: ${line}\n`;
}

async function projectWith(texts: Readonly<Record<string, string>>): Promise<Project> {
  return projectOf({ "config/deploy.yml": DEPLOY, ...texts });
}

test.each([
  ["bin/ops", "#!/usr/bin/env bash\nset -e\nbundle exec kamal deploy\n"],
  ["script/ops", "#!/bin/sh\nexec bin/kamal -d production deploy\n"],
  [".ci/go.sh", 'KAMAL="bundle exec kamal"\n$KAMAL deploy\n'],
  ["bin/ops", '#!/usr/bin/env ruby\nsystem("kamal", "deploy", exception: true)\n'],
  ["tools/ops.py", 'import subprocess\nsubprocess.run(["kamal", "deploy"], check=True)\n'],
  ["bin/ops", "#!/bin/sh\nbundle exec kamal -d staging -v deploy\n"],
  ["bin/ops", "#!/bin/sh\nkamal --verbose deploy\n"],
  ["bin/ops", "#!/bin/sh\nkamal -q rollback abc\n"],
  ["bin/ops", "#!/bin/sh\nkamal  deploy\n"],
  ["bin/ops", "#!/bin/sh\nkamal \\\n  deploy\n"],
  ["bin/ops", "#!/bin/sh\nkamal ship-it\n"],
  ["go.sh", "docker run --rm ghcr.io/basecamp/kamal:v2.7.0 deploy\n"],
])("%s is a script of the deployment because it starts Kamal", async (path, text) => {
  expect(kindsAt(await projectWith({ [path]: text }), path)).toContain("text-file");
});

test.each([
  ["bin/ops", "#!/bin/sh\n# see also: kamal deploy\nbundle exec rspec\n"],
  ["bin/ops", '#!/bin/sh\necho "Now run kamal deploy"\n'],
  ["bin/env", '#!/bin/sh\nexport TOKEN="$(kamal secrets fetch --adapter 1password TOKEN)"\n'],
  ["scripts/check.py", '"""Run it with: kamal app exec python check.py"""\nimport os\n'],
  ["app/models/ops.rb", 'system("kamal deploy")\n'],
  ["bin/tool", "\0\0ELF kamal"],
])("%s that only speaks of Kamal, or lies elsewhere, is none", async (path, text) => {
  expect(kindsAt(await projectWith({ [path]: text }), path)).toEqual([]);
});

/** A project with one file of which there may be nothing but the reason why. */
async function projectWithFile(
  path: string,
  content: RepositoryFile["content"],
  texts: Readonly<Record<string, string>> = {},
  previous?: Project,
): Promise<Project> {
  const files = Object.entries({ "config/deploy.yml": DEPLOY, ...texts }).map(
    ([other, text]): RepositoryFile => ({ path: other, mode: "100644", content: Buffer.from(text) }),
  );
  files.push({ path, mode: "100755", content });
  return openProject(files, previous ? { previous } : {});
}

const TOO_LARGE = { reason: "is too large" };

test.each([
  ["no UTF-8", Buffer.from("#!/bin/sh\n# d\xe9ploiement\nkamal deploy\n", "latin1")],
  ["a zero byte", Buffer.from("#!/bin/sh\nka\0mal deploy\n\0")],
  ["more than a review reads", Buffer.from(`#!/bin/sh\nkamal deploy\n${"#".repeat(1024 * 1024)}\n`)],
])("a script that starts Kamal and holds %s is said to be unread", async (_, content) => {
  const project = await projectWithFile("bin/ops", content);
  expect(kindsAt(project, "bin/ops")).toEqual(["unreadable-file"]);
});

test("a job that runs a script that can't be read may deploy", async () => {
  const texts = { ".github/workflows/main.yml": running("bin/ops") };
  const project = await projectWithFile("bin/ops", Buffer.from("kamal deploy \xe9\n", "latin1"), texts);
  const workflow = project.documents.find((document) => document.kind === "workflow");
  expect(workflow?.jobs.map(({ runsKamal }) => runsKamal)).toEqual([true]);
});

test("a task is known though its file holds bytes that are no UTF-8", async () => {
  const makefile = Buffer.from("# d\xe9ploiement\nship:\n\tkamal deploy\n", "latin1");
  const texts = { ".github/workflows/main.yml": running("make ship") };
  const project = await projectWithFile("Makefile", makefile, texts);
  expect(kindsAt(project, ".github/workflows/main.yml")).toContain("workflow");
});

test("a script that can't be had is said to be unread where a workflow names it or it started Kamal before", async () => {
  const named = { ".github/workflows/main.yml": running("bin/ops") };
  const before = await projectWithFile("bin/ops", Buffer.from("#!/bin/sh\nkamal deploy\n"));
  expect(kindsAt(await projectWithFile("bin/ops", TOO_LARGE, named), "bin/ops")).toEqual(["unreadable-file"]);
  expect(kindsAt(await projectWithFile("bin/ops", TOO_LARGE, {}, before), "bin/ops")).toEqual([
    "unreadable-file",
  ]);
  expect(kindsAt(await projectWithFile("bin/ops", TOO_LARGE), "bin/ops")).toEqual([]);
});

const STARTED: readonly (readonly [string, string, Readonly<Record<string, string>>])[] = [
  ["bin/ops staging", "a script", { "bin/ops": "#!/bin/sh\nkamal deploy\n" }],
  ["./ship.sh", "a script at the root", { "ship.sh": "kamal deploy\n" }],
  ["bash ship.sh", "a script at the root", { "ship.sh": "kamal deploy\n" }],
  ["/bin/sh -e ship.sh", "a script at the root", { "ship.sh": "kamal deploy\n" }],
  ["cd ops && ./ship.sh", "a script of the folder it goes to", { "ops/ship.sh": "kamal deploy\n" }],
  [
    "|\n          cd backend/ops\n          npm ci\n          bash ship.sh",
    "a script of the folder it goes to",
    { "backend/ops/ship.sh": "kamal deploy\n" },
  ],
  ["bin/release", "a script that calls one", { "bin/release": "bin/ops\n", "bin/ops": "kamal deploy\n" }],
  ["|\n          kamal \\\n            deploy", "a call over two lines", { "bin/x": "ls\n" }],
  ["scripts/go.sh", "a script below a folder", { "backend/scripts/go.sh": "kamal deploy\n" }],
  ["helpers/go.sh", "a script where nobody looks", { "helpers/go.sh": "kamal deploy\n" }],
  ["make ship", "a task of make", { Makefile: "test:\n\trspec\n\nship: test\n\tkamal deploy\n" }],
  [
    "make ENV=prod release",
    "a task that needs one that does",
    { Makefile: "release: ship\n\nship:\n\tkamal deploy\n" },
  ],
  ["make ship", "a line of make that is not shown", { Makefile: "ship:\n\t@kamal deploy\n" }],
  ["make release", "the second of two tasks of make", { Makefile: "ship release:\n\tkamal deploy\n" }],
  [
    "make ship",
    "a variable of make",
    { Makefile: "KAMAL ?= bundle exec kamal -d $(ENV)\n\nship: test\n\t@$(KAMAL) deploy\n" },
  ],
  [
    "make ship",
    "a variable with Kamal's image",
    { Makefile: "K := docker run --rm ghcr.io/basecamp/kamal:v2.7.0\nship:\n\t$(K) deploy\n" },
  ],
  ["just ship", "a variable of just", { justfile: 'kamal := "bin/kamal"\n\nship:\n  {{kamal}} deploy\n' }],
  [
    "task ship",
    "a variable of Task",
    {
      "Taskfile.yml":
        "vars:\n  KAMAL: bundle exec kamal\ntasks:\n  ship:\n    cmds:\n      - '{{.KAMAL}} deploy'\n",
    },
  ],
  ["just ship", "a task of just", { justfile: "ship env='prod':\n  kamal deploy -d {{env}}\n" }],
  [
    "task ship",
    "a task of Task",
    { "Taskfile.yml": "version: 3\ntasks:\n  ship:\n    cmds:\n      - kamal deploy\n" },
  ],
  [
    "npm run ship",
    "a script of npm",
    { "package.json": '{\n  "scripts": {\n    "ship": "kamal deploy"\n  }\n}\n' },
  ],
  [
    "bin/rails ship",
    "a task of rake",
    { "lib/tasks/a.rake": 'task ship: :environment do\n  sh "kamal deploy"\nend\n' },
  ],
];

test.each(STARTED)("a workflow that runs `%s` deploys, by %s", async (line, _, texts) => {
  const project = await projectWith({ ".github/workflows/main.yml": running(line), ...texts });
  const workflow = project.documents.find((document) => document.kind === "workflow");
  expect(workflow?.jobs.map(({ runsKamal }) => runsKamal)).toEqual([true]);
});

test("a job that uses an action of the repository which starts Kamal deploys", async () => {
  const using = (steps: string): string =>
    `on: push\njobs:\n  ship:\n    runs-on: ubuntu-24.04\n    steps:\n${steps}`;
  const action = (run: string): string =>
    `runs:\n  using: composite\n  steps:\n    - shell: bash\n      run: ${run}\n`;
  const project = await projectWith({
    ".github/workflows/main.yml": using("      - uses: ./.github/actions/ship\n"),
    ".github/actions/ship/action.yml": action("bundle exec kamal deploy"),
    ".github/workflows/keys.yml": using("      - uses: ./.github/actions/keys\n      # kamal\n"),
    ".github/actions/keys/action.yml": action("ssh-add - <<< key"),
  });
  const workflows = project.documents.filter((document) => document.kind === "workflow");
  expect(workflows.map(({ source, jobs }) => [source.path, jobs[0]?.runsKamal])).toEqual([
    [".github/workflows/main.yml", true],
    [".github/workflows/keys.yml", false],
  ]);
});

test.each([
  ["bash -n ship.sh", "ship.sh"],
  ["shellcheck lint.sh ship.sh", "ship.sh"],
  ["cd docs && ./ship.sh", "ops/ship.sh"],
  ["cd ops && cd .. && ./ship.sh", "ops/ship.sh"],
])("`%s` does not run %s", async (line, path) => {
  const workflow = `${running(line)}# kamal\n`;
  const project = await projectWith({ ".github/workflows/main.yml": workflow, [path]: "kamal deploy\n" });
  const [read] = project.documents.filter((document) => document.kind === "workflow");
  expect(read?.jobs[0]?.runsKamal).toBe(false);
});

test("a job that uses the action of the root deploys where that starts Kamal, and not by any other `./`", async () => {
  const project = await projectWith({
    ".github/workflows/main.yml": `${running("cp -r public ./")}  go:\n    steps:\n      - uses: ./\n# kamal\n`,
    "action.yml": "runs:\n  using: composite\n  steps:\n    - {shell: bash, run: kamal deploy}\n",
  });
  const workflow = project.documents.find((document) => document.kind === "workflow");
  expect(workflow?.jobs.map(({ runsKamal }) => runsKamal)).toEqual([false, true]);
});

test.each([
  ["bin/provision", "#!/bin/sh\nssh root@192.0.2.10 uptime\n", false],
  ["bin/provision", "#!/bin/sh\nssh root@192.0.2.10 uptime\nkamal setup\n", true],
])("a script named for the servers starts Kamal only where it does: %s", async (path, text, starts) => {
  const workflow = `${running(path)}# kamal\n`;
  const project = await projectWith({ ".github/workflows/main.yml": workflow, [path]: text });
  const [read] = project.documents.filter((document) => document.kind === "workflow");
  expect(read?.jobs[0]?.runsKamal).toBe(starts);
});

test.each([
  ["make test", { Makefile: "test:\n\trspec\n\nship: test\n\tkamal deploy\n" }],
  [
    "make image",
    { Makefile: "APP = shop-kamal\nimage push:\n\tdocker build -t $(APP) .\nship:\n\tkamal deploy\n" },
  ],
  ["cmake --build . --target ship", { Makefile: "ship:\n\tkamal deploy\n" }],
  ["make fmt", { Makefile: "DIR = ./kamal\nfmt:\n\tcp $(DIR) there\nship release:\n\tkamal deploy\n" }],
  ["bin/release", { "bin/release": "#!/bin/sh\ngem push a.gem\n" }],
  ["bin/operate", { "bin/ops": "#!/bin/sh\nkamal deploy\n", "bin/operate": "#!/bin/sh\nls\n" }],
  [
    "npm run lint",
    { "package.json": '{\n  "scripts": {\n    "lint": "eslint",\n    "ship": "kamal deploy"\n  }\n}\n' },
  ],
])("a workflow that runs `%s` has nothing to do with it", async (line, texts: Record<string, string>) => {
  const project = await projectWith({ ".github/workflows/main.yml": running(line), ...texts });
  expect(kindsAt(project, ".github/workflows/main.yml")).toEqual([]);
});

test("what was opened for one commit is what the next one has", async () => {
  const texts = {
    "config/deploy.yml": DEPLOY,
    ".github/workflows/main.yml": running("bin/ops"),
    "bin/ops": "#!/bin/sh\nkamal deploy\n",
    "bin/lint": "#!/bin/sh\nrubocop\n",
  };
  const base = await projectOf(texts);
  const head = await projectOf(texts, base);
  expect([...head.opened].every(([path, file]) => base.opened.get(path) === file)).toBe(true);
});

test("an action of which it turns out that it starts Kamal is not read a second time", async () => {
  const path = ".github/actions/ship/action.yml";
  const texts = {
    ".github/workflows/main.yml": running("ls"),
    [path]: "runs:\n  using: composite\n  steps:\n    - {shell: bash, run: bin/ops}\n",
  };
  const before = await projectWith(texts);
  const after = await projectOf(
    { "config/deploy.yml": DEPLOY, ...texts, "bin/ops": "#!/bin/sh\nkamal deploy\n" },
    before,
  );
  const [first, second] = [before.opened.get(path), after.opened.get(path)];
  expect([second?.starters?.length, second?.documents === first?.documents]).toEqual([1, true]);
});

test("a script that stops calling Kamal takes its workflow along", async () => {
  const texts = { "config/deploy.yml": DEPLOY, ".github/workflows/main.yml": running("bin/ops") };
  const base = await projectOf({ ...texts, "bin/ops": "#!/bin/sh\nkamal deploy\n" });
  const head = await projectOf({ ...texts, "bin/ops": "#!/bin/sh\nls\n" }, base);
  expect(kindsAt(base, ".github/workflows/main.yml")).toContain("workflow");
  expect(kindsAt(head, ".github/workflows/main.yml")).toEqual([]);
});

test("a script that a hook calls is one, whether or not it starts Kamal", async () => {
  const texts = { ".kamal/hooks/pre-deploy": "#!/bin/sh\nbin/ops\n", "bin/ops": "#!/bin/sh\nls\n" };
  expect(kindsAt(await projectWith(texts), "bin/ops")).toEqual(["text-file", "shell-script"]);
});

test.each([
  ["bin/deploy.txt", "bash bin/deploy.txt", ["shell-script"]],
  ["bin/deploy.json", "sh bin/deploy.json", ["shell-script"]],
  ["bin/deploy.yml", "source bin/deploy.yml", ["shell-script"]],
  [".kamal/notes.txt", ". .kamal/notes.txt", ["shell-script"]],
  [".kamal/hooks/pre-deploy.sample", "bash .kamal/hooks/pre-deploy.sample", ["shell-script"]],
  ["notes", "bash notes", ["shell-script"]],
  ["bin/deploy.py", "bash bin/deploy.py", ["program", "shell-script"]],
  ["bin/deploy.txt", "python3 bin/deploy.txt", ["program"]],
  ["Gemfile", "bash Gemfile", ["gemfile", "shell-script"]],
  [".env.sh", "source .env.sh", ["env-file", "shell-script"]],
])("%s is what `%s` says", async (path, call, kinds) => {
  const project = await projectWith({
    ".kamal/hooks/pre-deploy": `#!/bin/sh\n${call}\n`,
    [path]: "uptime\n",
  });
  expect(kindsAt(project, path)).toEqual(expect.arrayContaining(kinds));
});

test("a hook that somebody else starts with bash is still read as what it says it is", async () => {
  const project = await projectWith({
    ".kamal/hooks/post-deploy": "#!/bin/sh\nfalse && bash .kamal/hooks/pre-deploy\n",
    ".kamal/hooks/pre-deploy": "#!/usr/bin/env ruby\nputs 1\n",
  });
  expect(kindsAt(project, ".kamal/hooks/pre-deploy")).toContain("program");
});

test.each([
  ["bin/deploy.txt", "cat bin/deploy.txt"],
  [".env.deploy", "source .env.deploy"],
  ["config/deploy.staging.yml", "kamal deploy -c config/deploy.staging.yml"],
])("%s is no script because of `%s`", async (path, call) => {
  const project = await projectWith({ ".kamal/hooks/pre-deploy": `#!/bin/sh\n${call}\n`, [path]: "A=b\n" });
  expect(kindsAt(project, path)).not.toContain("shell-script");
});

test("a script that can't be read and that something runs is opened once", async () => {
  const texts = { ".kamal/hooks/pre-deploy": "#!/bin/sh\nbash bin/deploy.txt\n" };
  const project = await projectWithFile("bin/deploy.txt", TOO_LARGE, texts);
  expect(kindsAt(project, "bin/deploy.txt")).toEqual(["unreadable-file"]);
});

test("a file is read anew when a later commit runs it in another language", async () => {
  const path = "bin/deploy.txt";
  const before = await projectWithFile(path, Buffer.from("uptime\n"));
  const texts = { ".kamal/hooks/pre-deploy": `#!/bin/sh\nbash ${path}\n` };
  const after = await projectWithFile(path, Buffer.from("uptime\n"), texts, before);
  expect(kindsAt(before, path)).not.toContain("shell-script");
  expect(kindsAt(after, path)).toContain("shell-script");
  expect(kindsAt(await projectWithFile(path, Buffer.from("uptime\n"), {}, after), path)).not.toContain(
    "shell-script",
  );
});

test.each([
  "cat notes.txt | bash",
  "bash < notes.txt",
  'eval "$(cat notes.txt)"',
  "source <(cat notes.txt)",
  'bash -c "$(<notes.txt)"',
  '. "$PWD/notes.txt"',
])("notes.txt is a script because of `%s`", async (call) => {
  const project = await projectWith({
    ".kamal/hooks/pre-deploy": `#!/bin/sh\n${call}\n`,
    "notes.txt": "uptime\n",
  });
  expect(kindsAt(project, "notes.txt")).toContain("shell-script");
});

test.each(['exec ruby "$0"', 'exec ruby -x "$0" "$@"', 'tail -n +3 "$0" | ruby; exit'])(
  "a hook that says `%s` is read as Ruby too",
  async (call) => {
    const hook = `#!/bin/sh\n${call}\nsystem("uptime")\n`;
    const project = await projectWith({ ".kamal/hooks/pre-deploy": hook });
    expect(kindsAt(project, ".kamal/hooks/pre-deploy")).toEqual(
      expect.arrayContaining(["shell-script", "program"]),
    );
  },
);

test.each(["cat notes.txt", "cat notes.txt | ssh host 'cat > notes.txt'", "cp notes.txt /srv/"])(
  "notes.txt is no script because of `%s`",
  async (call) => {
    const project = await projectWith({
      ".kamal/hooks/pre-deploy": `#!/bin/sh\n${call}\n`,
      "notes.txt": "uptime\n",
    });
    expect(kindsAt(project, "notes.txt")).toEqual([]);
  },
);
