/** Which files are Kamal's, told by what they are and not by their name. */
import { describe, expect, test } from "@jest/globals";
import type { Project } from "../../src/documents/project.ts";
import { openProject } from "../../src/documents/project.ts";

const DEPLOY =
  "service: shop\nimage: acme/shop\nservers: [192.0.2.1]\nregistry: { username: a, password: [P] }\n";

/** Opens texts without being told that Kamal is used. */
function open(texts: Readonly<Record<string, string>>, previous?: Project): Promise<Project> {
  const files = Object.entries(texts).map(([path, text]) => ({
    path,
    mode: "100644",
    content: Buffer.from(text),
  }));
  return openProject(files, previous ? { previous } : {});
}

function kamalPaths(project: Project): string[] {
  return project.documents.filter(({ kind }) => kind === "kamal-file").map(({ source }) => source.path);
}

test("what stands in Kamal's place and is no text is not passed over, though nothing else tells of Kamal", async () => {
  const content = Buffer.from(DEPLOY, "utf16le");
  const { documents } = await openProject([{ path: "config/deploy.yml", mode: "100644", content }]);
  expect(documents).toContainEqual(expect.objectContaining({ kind: "unreadable-file" }));
});

describe("a file is Kamal's", () => {
  test.each([
    "config/deploy.yml",
    "apps/web/config/deploy.yml",
    "config/deploy-worker.yml",
    "config/deploy/shop.yml",
    ".kamal/deploy.yml",
    "deploy.yaml",
  ])("at %s, when it reads like it", async (path) => {
    expect(kamalPaths(await open({ [path]: DEPLOY }))).toEqual([path]);
  });

  test.each([
    ["a GitHub workflow", ".github/workflows/deploy.yml", "on: push\njobs: { deploy: { steps: [] } }\n"],
    ["an Ansible playbook", "deploy.yml", "- hosts: all\n  tasks: []\n"],
    [
      "a Kubernetes manifest",
      "config/deploy.yml",
      "apiVersion: apps/v1\nkind: Deployment\nmetadata: { labels: { service: x } }\n",
    ],
    ["a compose file", "deploy.yml", "services:\n  web: { image: x }\nvolumes: {}\n"],
    ["another deployer's settings", "config/deploy.yml", "application_name: shop\nbranch: main\n"],
    ["a test fixture", "test/fixtures/config/deploy.yml", DEPLOY],
  ])("but not %s", async (_, path, text) => {
    expect((await open({ [path]: text })).documents).toEqual([]);
  });

  test("when it belongs to a base, however little it says", async () => {
    const project = await open({
      "config/deploy.yml": DEPLOY,
      "config/deploy.staging.yml": "service: shop-staging\n",
      "config/deploy.empty.yml": "# nothing\n",
    });
    expect(kamalPaths(project).sort()).toEqual([
      "config/deploy.empty.yml",
      "config/deploy.staging.yml",
      "config/deploy.yml",
    ]);
  });
});

describe("a file that can't be read", () => {
  test("is ours when it reads like Kamal's, and is reported", async () => {
    const { documents } = await open({ "config/deploy.yml": `${DEPLOY}labels: [\n` });
    expect(documents.map(({ kind }) => kind)).toContain("unreadable-file");
  });

  test("is ours when it is the destination of a base", async () => {
    const { documents } = await open({ "config/deploy.yml": DEPLOY, "config/deploy.staging.yml": "x: [\n" });
    expect(
      documents.filter(({ kind }) => kind === "unreadable-file").map(({ source }) => source.path),
    ).toEqual(["config/deploy.staging.yml"]);
  });

  test("is ours when an earlier commit had Kamal's file there", async () => {
    const before = await open({ "config/deploy.yml": DEPLOY });
    const { documents } = await open({ "config/deploy.yml": "x: [\n" }, before);
    expect(documents.map(({ kind }) => kind)).toContain("unreadable-file");
  });

  test("is nobody's business otherwise", async () => {
    expect((await open({ "config/deploy.yml": "x: [\n" })).documents).toEqual([]);
  });
});

describe("a base without settings", () => {
  const SECRETS = { ".kamal/secrets": "A=$A\n" };
  const kinds = async (text: string) =>
    (await open({ "config/deploy.yml": text, ...SECRETS })).documents
      .filter(({ source }) => source.path === "config/deploy.yml")
      .map(({ kind }) => kind);

  test.each([
    ["nothing", ""],
    ["comments only", "# nothing yet\n"],
    ["null", "~\n"],
    ["a list", "- a\n- b\n"],
    ["a sentence", "just a sentence\n"],
  ])("is reported when it holds %s", async (_, text) => {
    expect(await kinds(text)).toEqual(["text-file", "unreadable-file"]);
  });

  test("is nobody's business in a repository that does not use Kamal", async () => {
    expect((await open({ "config/deploy.yml": "- a\n" })).documents).toEqual([]);
  });

  test("is reported for a destination that holds a list", async () => {
    const { documents } = await open({ "config/deploy.yml": DEPLOY, "config/deploy.staging.yml": "- a\n" });
    expect(documents.map(({ kind }) => kind)).toContain("unreadable-file");
  });

  test("with strange keys only is still Kamal's at the default path", async () => {
    expect(await kinds("colour: red\n")).toContain("kamal-configuration");
  });
});

test("a repository without Kamal has no documents, whatever scripts it has", async () => {
  const project = await open({ "bin/deploy": "#!/bin/sh\ncurl x | sh\n", Dockerfile: "FROM x\n" });
  expect([project.usesKamal, project.documents]).toEqual([false, []]);
});

test("files that did not change are not opened again", async () => {
  const before = await open({ "config/deploy.yml": DEPLOY, ".kamal/secrets": "A=$A\n" });
  const after = await open({ "config/deploy.yml": `${DEPLOY}# more\n`, ".kamal/secrets": "A=$A\n" }, before);
  expect(after.opened.get(".kamal/secrets")).toBe(before.opened.get(".kamal/secrets"));
  expect(after.opened.get("config/deploy.yml")).not.toBe(before.opened.get("config/deploy.yml"));
});

describe("effective configurations", () => {
  async function configurations(texts: Readonly<Record<string, string>>) {
    return (await open(texts)).documents.filter((document) => document.kind === "kamal-configuration");
  }

  test("merge maps, replace lists, and let null override, as Kamal does", async () => {
    const base = `${DEPLOY}require_destination: true\nproxy: { ssl: true, host: a.example }\nenv: { clear: { A: 1, B: 1 }, secret: [X, Y] }\n`;
    const [staging] = await configurations({
      "config/deploy.yml": base,
      "config/deploy.staging.yml": "proxy: { host: ~ }\nenv: { clear: { B: 2 }, secret: [Z] }\n",
    });
    const plain = (node: unknown): unknown =>
      JSON.parse(JSON.stringify(node, (key, value) => (key === "source" ? undefined : value)));
    expect(plain(staging?.root)).toMatchObject({ kind: "map" });
    const env = staging?.root.entries.find(({ key }) => key.text === "env")?.value;
    expect(
      env?.kind === "map" &&
        env.entries.map(({ key, value }) => [
          key.text,
          value.kind === "map"
            ? value.entries.map(({ value: inner }) => inner.kind === "scalar" && inner.text)
            : value.kind === "list" && value.items.length,
        ]),
    ).toEqual([
      ["clear", ["1", "2"]],
      ["secret", 1],
    ]);
    expect(staging?.proxied[0]?.hosts).toEqual([]);
  });

  test("are one for each destination, and one for the base when it can be deployed alone", async () => {
    const names = async (base: string) =>
      (await configurations({ "config/deploy.yml": base, "config/deploy.staging.yml": "" })).map(
        ({ destination }) => destination,
      );
    expect(await names(DEPLOY)).toEqual([undefined, "staging"]);
    expect(await names(`${DEPLOY}require_destination: true\n`)).toEqual(["staging"]);
    expect(await names(DEPLOY.replace("servers: [192.0.2.1]\n", ""))).toEqual(["staging"]);
  });

  test("know the destination's name where ERB asks for it", async () => {
    const base = `${DEPLOY}require_destination: true\nproxy: { host: '<%= ENV["KAMAL_DESTINATION"] %>.example.com' }\n`;
    const [staging] = await configurations({ "config/deploy.yml": base, "config/deploy.staging.yml": "" });
    expect(staging?.proxied[0]?.hosts.map(({ text }) => text)).toEqual(["staging.example.com"]);
    const own = `proxy: { host: '<%= ENV.fetch("KAMAL_DESTINATION", "none") %>.example.org' }\n`;
    const [eu] = await configurations({ "config/deploy.yml": base, "config/deploy.eu.yml": own });
    expect(eu?.proxied[0]?.hosts.map(({ text }) => text)).toEqual(["eu.example.org"]);
  });
});

describe("branches that make no YAML together", () => {
  const BRANCHES = `${DEPLOY.replace("servers: [192.0.2.1]\n", "")}servers:
<% if ENV["ROLES"] %>
  web: [192.0.2.1]
  job: [192.0.2.2]
<% else %>
  - 192.0.2.3
<% end %>
`;

  test("cost only themselves: the first one is read, and the others are reported as not reviewed", async () => {
    const { documents } = await open({ "config/deploy.yml": BRANCHES });
    const configuration = documents.find((document) => document.kind === "kamal-configuration");
    expect(configuration?.roles.map(({ name }) => name)).toEqual(["web", "job"]);
    const parts = documents.filter((document) => document.kind === "unreadable-file");
    expect(parts.map(({ extent, span, source }) => [extent, source.positionAt(span.start).line])).toEqual([
      ["part", 8],
    ]);
  });

  test("are all read when they do", async () => {
    const { documents } = await open({
      "config/deploy.yml": BRANCHES.replace("- 192.0.2.3", "api: [192.0.2.3]"),
    });
    expect(documents.map(({ kind }) => kind)).not.toContain("unreadable-file");
  });
});

describe("a tag alone on its line that may print anything", () => {
  const WITH_TAG = DEPLOY.replace("servers: [192.0.2.1]\n", '<%= File.read("servers.yml") %>\n');

  test("costs only itself: the rest is read, and the tag is reported as not reviewed", async () => {
    const { documents } = await open({ "config/deploy.yml": WITH_TAG });
    expect(documents.map(({ kind }) => kind)).toContain("kamal-configuration");
    expect(documents).toContainEqual(
      expect.objectContaining({
        kind: "unreadable-file",
        extent: "part",
        reason: expect.stringContaining("only Ruby knows"),
      }),
    );
  });

  test("keeps its placeholder where that can stand", async () => {
    const { documents } = await open({ "config/deploy.yml": `${DEPLOY}labels:\n  note: |\n    <%= x %>\n` });
    expect(documents.map(({ kind }) => kind)).not.toContain("unreadable-file");
  });
});

test("a second base beside the first, with destinations of its own, is not the first one's destination", async () => {
  const project = await open({
    "config/deploy.yml": DEPLOY,
    "config/deploy.staging.yml": "service: shop-staging\n",
    "config/deploy.echo.yml": DEPLOY.replace("service: shop", "service: echo"),
    "config/deploy.echo.eu.yml": "servers: [192.0.2.2]\n",
  });
  const configurations = project.documents.filter((document) => document.kind === "kamal-configuration");
  expect(
    configurations.map(({ source, destination }) => `${source.path} ${destination ?? "-"}`).sort(),
  ).toEqual([
    "config/deploy.echo.yml -",
    "config/deploy.echo.yml eu",
    "config/deploy.yml -",
    "config/deploy.yml staging",
  ]);
});

describe("options of docker that Ruby decides", () => {
  const WITH_DB = `${DEPLOY}accessories:\n  db:\n    image: postgres:17.2\n    host: 192.0.2.1\n`;

  test.each([
    ["as a whole", "    options: <%= settings.to_json %>\n"],
    ["by name", "    options: { <%= name %>: true }\n"],
    ["in a loop", "    options:\n<% names.each do |name| %>\n      <%= name %>: true\n<% end %>\n"],
  ])("%s are reported as not reviewed", async (_, options) => {
    for (const files of [
      { "config/deploy.yml": WITH_DB + options },
      { "config/deploy.yml": DEPLOY, "config/deploy.eu.yml": `accessories:\n  db:\n${options}` },
    ]) {
      const { documents } = await open(files);
      expect(documents).toContainEqual(
        expect.objectContaining({
          kind: "unreadable-file",
          extent: "part",
          reason: expect.stringContaining("Ruby"),
        }),
      );
    }
  });

  test("but for their values are read", async () => {
    const { documents } = await open({
      "config/deploy.yml": `${WITH_DB}    options: { memory: <%= size %> }\n`,
    });
    expect(documents.map(({ kind }) => kind)).not.toContain("unreadable-file");
  });
});
