/** What tells the version of Kamal, and which sign outweighs which. */
import { describe, expect, test } from "@jest/globals";
import { readRenderedYaml } from "../../../src/documents/kamal/read-rendered-yaml.ts";
import { detectVersion } from "../../../src/documents/kamal/version/detect.ts";
import { versionText } from "../../../src/documents/kamal/version/kamal-version.ts";
import { kamalVersionOf } from "../../../src/documents/kamal/version/of-project.ts";
import { openProject } from "../../../src/documents/project.ts";
import { compareGemVersions, isGemVersion } from "../../../src/documents/versions/gem-version.ts";
import type { YamlMap } from "../../../src/documents/yaml/yaml-node.ts";
import { sourceText } from "../../../src/source/source-text.ts";

function rootOf(text: string): YamlMap {
  const read = readRenderedYaml(sourceText("config/deploy.yml", text));
  if (!("root" in read) || read.root?.kind !== "map") throw new Error("a map was expected");
  return read.root;
}

/** "2.8.1 pinned", "2 key", "unknown". */
function told(sources: Parameters<typeof detectVersion>[0]): string {
  const { major, version, decidedBy } = detectVersion(sources);
  if (decidedBy === undefined) return "unknown";
  return `${version ? versionText(version) : (major ?? "another")} ${decidedBy}`;
}

const inFile = (path: string, text: string): string => told({ texts: [sourceText(path, text)] });

describe("files that install Kamal tell its release", () => {
  test.each([
    ["Gemfile.lock", "GEM\n  specs:\n    kamal (2.8.1)\n      thor (~> 1.3)\n", "2.8.1 pinned"],
    ["Gemfile.lock", "GEM\n  specs:\n    mrsk (0.15.1)\n", "0.15.1 pinned"],
    ["Gemfile.lock", "GEM\n  specs:\n    other (1.0)\n      kamal (~> 1.0)\n", "unknown"],
    ["Gemfile", 'gem "kamal", "2.4.0", require: false\n', "2.4.0 pinned"],
    ["Gemfile", "gem 'kamal', '~> 1.9'\n", "1 required"],
    ["Gemfile", 'gem "kamal", ">= 1.0"\n', "unknown"],
    ["Gemfile", '# gem "kamal", "1.9.0"\n', "unknown"],
    [".github/workflows/d.yml", "  - run: gem install kamal -v 2.8.1\n", "2.8.1 pinned"],
    [".github/workflows/d.yml", "  - run: gem install kamal --version=1.9.2 --no-document\n", "1.9.2 pinned"],
    [".github/workflows/d.yml", "  - run: gem install --no-document kamal:2.7.0\n", "2.7.0 pinned"],
    [".github/workflows/d.yml", "  - run: gem install kamal -v '~> 2.0'\n", "2 required"],
    [".github/workflows/d.yml", "  - run: gem install kamal -v 2\n", "2 required"],
    [".github/workflows/d.yml", "  - run: gem install kamal\n", "unknown"],
    [".github/workflows/d.yml", "  - run: gem install rails -v 7.1.0\n", "unknown"],
    [".github/workflows/d.yml", "    container: ghcr.io/basecamp/kamal:v2.10.1\n", "2.10.1 pinned"],
    [".github/workflows/d.yml", "    container: ghcr.io/basecamp/kamal:latest\n", "unknown"],
    ["bin/deploy", "docker run --rm ghcr.io/basecamp/kamal:v1.9.3 deploy\n", "1.9.3 pinned"],
  ])("%s: %j", (path, text, expected) => {
    expect(inFile(path, text)).toBe(expected);
  });
});

describe("keys tell the major version", () => {
  test.each([
    ["proxy: { host: a }\n", "2 key"],
    ["builder: { arch: amd64 }\n", "2 key"],
    ["builder: { remote: ssh://a }\n", "2 key"],
    ["builder: { remote: { arch: arm64 } }\n", "1 key"],
    ["builder: { multiarch: false }\n", "1 key"],
    ["servers: { web: { hosts: [a], traefik: true } }\n", "1 key"],
    ["servers: { web: { hosts: [a], proxy: true } }\n", "2 key"],
    ["accessories: { db: { image: a, role: web } }\n", "2 key"],
    ["ssh: { keys_only: true }\n", "unknown"],
    ["healthcheck: { path: /up }\n", "1 key"],
    ["minimum_version: 2.4.0\n", "2 required"],
    ["minimum_version: 1.3.0\n", "unknown"],
    ["service: a\nimage: b\n", "unknown"],
  ])("%j", (text, expected) => {
    expect(told({ root: rootOf(text) })).toBe(expected);
  });

  test("and the oldest release that has them", () => {
    const { atLeast } = detectVersion({ root: rootOf("proxy: { host: a, run: {} }\nsecrets_path: a\n") });
    expect(atLeast && versionText(atLeast)).toBe("2.10.0");
  });

  test("keys of both majors decide nothing", () => {
    const { major, isMixed } = detectVersion({ root: rootOf("proxy: {}\ntraefik: {}\n") });
    expect([major, isMixed]).toEqual([undefined, true]);
  });
});

describe("paths tell the major version", () => {
  test.each([
    [[".kamal/secrets"], "2 file"],
    [[".kamal/secrets-common", "apps/a/.kamal/secrets.production"], "2 file"],
    [[".kamal/hooks/post-proxy-reboot"], "2 file"],
    [[".kamal/hooks/pre-traefik-reboot"], "1 file"],
    [[".env.erb"], "1 file"],
    [[".kamal/hooks/pre-deploy", "Gemfile"], "unknown"],
    [[".kamal/secrets", ".env.erb"], "unknown"],
  ])("%j", (paths, expected) => {
    expect(told({ paths })).toBe(expected);
  });
});

test("what is installed outweighs files, and files outweigh keys", () => {
  const root = rootOf("traefik: {}\n");
  expect(told({ root, paths: [".kamal/secrets"] })).toBe("2 file");
  const texts = [sourceText("Gemfile.lock", "    kamal (1.9.0)\n")];
  expect(told({ root, paths: [".kamal/secrets"], texts })).toBe("1.9.0 pinned");
});

test("every piece of evidence says where it stands and why", () => {
  const { evidence } = detectVersion({
    root: rootOf("proxy: {}\n"),
    paths: [".kamal/secrets"],
    texts: [sourceText("Gemfile.lock", "    kamal (2.8.1)\n")],
  });
  expect(evidence.map(({ because, at }) => [because, at.source.path])).toEqual([
    ["`Gemfile.lock` locks Kamal 2.8.1", "Gemfile.lock"],
    ["`.kamal/secrets` is a file of Kamal 2", ".kamal/secrets"],
    ["`proxy` is a key of Kamal 2", "config/deploy.yml"],
  ]);
});

test("of several applications, each has the Gemfile above it", async () => {
  const deploy = "service: a\nimage: b\nservers: [192.0.2.1]\n";
  const files = {
    "Gemfile.lock": "    kamal (1.9.0)\n",
    "apps/new/Gemfile.lock": "    kamal (2.8.0)\n",
    "apps/old/config/deploy.yml": deploy,
    "apps/new/config/deploy.yml": deploy,
  };
  const project = await openProject(
    Object.entries(files).map(([path, text]) => ({ path, mode: "100644", content: Buffer.from(text) })),
    { assumeKamal: true },
  );
  const versions = project.documents
    .filter((document) => document.kind === "kamal-configuration")
    .map((document) => [document.source.path, kamalVersionOf(document, project).version?.major]);
  expect(versions).toEqual([
    ["apps/old/config/deploy.yml", 1],
    ["apps/new/config/deploy.yml", 2],
  ]);
});

test("versions are ordered as RubyGems orders them", () => {
  expect(["2.0", "1.10", "2.0.0.rc1", "1.9.3", "2"].toSorted(compareGemVersions)).toEqual([
    "1.9.3",
    "1.10",
    "2.0.0.rc1",
    "2.0",
    "2",
  ]);
  expect(["2.0.0.rc1", "2-beta", "", " 1.0 "].every(isGemVersion)).toBe(true);
  expect(["latest", "~> 2", "v2", "2..0"].some(isGemVersion)).toBe(false);
});
