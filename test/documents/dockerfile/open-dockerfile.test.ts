// biome-ignore-all lint/suspicious/noTemplateCurlyInString: dollar signs are what these tests are about
import { describe, expect, test } from "@jest/globals";
import { lineageOf, targetStage } from "../../../src/documents/dockerfile/dockerfile.ts";
import {
  isDockerfileTrouble,
  type OpenedDockerfile,
  openDockerfile,
} from "../../../src/documents/dockerfile/open-dockerfile.ts";
import { expand, scopeAtEnd } from "../../../src/documents/dockerfile/variables.ts";
import { sourceText } from "../../../src/source/source-text.ts";

async function open(text: string): Promise<OpenedDockerfile> {
  const opened = await openDockerfile(sourceText("Dockerfile", text));
  if (isDockerfileTrouble(opened)) throw new Error(opened.reason);
  return opened;
}

/** Each program with the text of the file that its last word came from. */
async function programs(text: string): Promise<string[]> {
  return (await open(text)).programs.map(({ program }) => program.text);
}

describe("stages", () => {
  const RAILS = `# syntax=docker/dockerfile:1
ARG RUBY_VERSION=3.4.1
FROM docker.io/library/ruby:$RUBY_VERSION-slim AS base
WORKDIR /rails
ENV RAILS_ENV="production" \\
    BUNDLE_PATH="/usr/local/bundle"
FROM base AS build
COPY . .
FROM base
COPY --from=build /rails /rails
USER 1000:1000
`;

  test("know the image or the stage they build on, with the defaults of ARGs filled in", async () => {
    const { dockerfile } = await open(RAILS);
    const rows = dockerfile.stages.map(({ name, base }) => [name, base.reference, base.stage]);
    expect(rows).toEqual([
      ["base", "docker.io/library/ruby:3.4.1-slim", undefined],
      ["build", "base", 0],
      [undefined, "base", 0],
    ]);
  });

  test("are found by target, by number, or as the last one", async () => {
    const { dockerfile } = await open(RAILS);
    expect(targetStage(dockerfile, "Build")?.index).toBe(1);
    expect(targetStage(dockerfile, "0")?.name).toBe("base");
    expect(targetStage(dockerfile, "nothing")).toBeUndefined();
    const last = targetStage(dockerfile, undefined);
    expect(last && lineageOf(last, dockerfile).map(({ index }) => index)).toEqual([2, 0]);
  });

  test("inherit variables from the stages below and from ARGs before the first FROM", async () => {
    const { dockerfile } = await open(
      "ARG A=1\nFROM x AS b\nARG A\nENV B=$A-${C:-d}\nFROM b\nENV E=${B}e F=$UNKNOWN\n",
    );
    const last = targetStage(dockerfile, undefined);
    const scope = last && scopeAtEnd(last, dockerfile);
    expect(scope && [...scope]).toEqual([
      ["A", "1"],
      ["B", "1-d"],
      ["E", "1-de"],
      ["F", undefined],
    ]);
  });

  test("give up values that double from line to line", async () => {
    const doubling = Array.from({ length: 60 }, (_, index) => `ENV A${index + 1}=$A${index}$A${index}`);
    const { dockerfile } = await open(["FROM x", "ENV A0=abcdefgh", ...doubling].join("\n"));
    const last = targetStage(dockerfile, undefined);
    expect(last && scopeAtEnd(last, dockerfile).get("A60")).toBeUndefined();
  });

  test.each<[text: string, expanded: string | undefined]>([
    ["a$V", "av"],
    ["${V}b", "vb"],
    ["${U:-w}", "w"],
    ["${V:+w}", "w"],
    ["${U:+w}", ""],
    ["\\$V", "$V"],
    ["$U", undefined],
    ["${V%x}", undefined],
  ])("expand %j", (text, expanded) => {
    expect(expand(text, new Map([["V", "v"]]))).toBe(expanded);
  });
});

describe("instructions", () => {
  test("keep flags, words and pairs apart, each with its place", async () => {
    const text =
      "FROM x\nCOPY --chown=1:1 --from=y a.key b\nENV A=\"b c\" \\\n  # note\n  D='e'\nENV OLD x y\n";
    const { dockerfile } = await open(text);
    const [copy, env, old] = dockerfile.stages[0]?.instructions ?? [];
    expect(copy?.flags.map(({ name, value }) => [name, value])).toEqual([
      ["chown", "1:1"],
      ["from", "y"],
    ]);
    expect(copy?.words.map(({ span }) => text.slice(span.start, span.end))).toEqual(["a.key", "b"]);
    const pairs = [...(env?.pairs ?? []), ...(old?.pairs ?? [])];
    expect(
      pairs.map(({ name, value }) => [name, value?.text, text.slice(value?.span.start, value?.span.end)]),
    ).toEqual([
      ["A", "b c", '"b c"'],
      ["D", "e", "'e'"],
      ["OLD", "x y", "x y"],
    ]);
  });

  test("of the JSON form are decoded", async () => {
    const { dockerfile } = await open('FROM x\nCOPY ["a b", "c\\u0064"]\n');
    expect(dockerfile.stages[0]?.instructions[0]?.words.map(({ text }) => text)).toEqual(["a b", "cd"]);
  });

  test("that Docker does not know are reported, and so is a file without FROM", async () => {
    expect((await open("FROM x\nFOO bar\n")).troubles.map(({ reason }) => reason)).toEqual([
      "has an instruction that Docker does not know",
    ]);
    expect((await open("# nothing\n")).troubles.map(({ reason }) => reason)).toEqual([
      "has no FROM, so Docker can't build it",
    ]);
  });

  test("of a file beyond any real Dockerfile are not read", async () => {
    const opened = await openDockerfile(sourceText("Dockerfile", "FROM x\n".repeat(100_000)));
    expect(isDockerfileTrouble(opened)).toBe(true);
  });
});

describe("programs of RUN", () => {
  test("leave out comments and empty lines between continued lines", async () => {
    expect(await programs("FROM x\nRUN a && \\\n  # why\n\n  b \\ \n  c\n")).toEqual([
      "a && \\\n  b  \\\n  c",
    ]);
  });

  test("start after the flags", async () => {
    expect(await programs("FROM x\nRUN --mount=type=secret,id=a --network=none a b\n")).toEqual(["a b"]);
  });

  test("are the lines of a here-document, or a command with one", async () => {
    expect(await programs("FROM x\nRUN <<EOF\nset -e\na\nEOF\n")).toEqual(["set -e\na"]);
    expect(await programs("FROM x\nRUN cat <<EOF > b\n# a\n\nEOF\n")).toEqual(["cat <<EOF > b\n# a\n\nEOF"]);
  });

  test("in other languages are told apart, and left out where a review can't read them", async () => {
    const { programs: read } = await open(
      'FROM x\nRUN <<EOF\n#!/usr/bin/env python3\na\nEOF\nRUN <<A ruby -\nb\nA\nRUN ["node", "-e", "c"]\nRUN <<B perl\nd\nB\n',
    );
    expect(
      read.map(({ language, program }) => `${language} ${program.text.trim().replace(/^#!.*\n/, "")}`),
    ).toEqual(["python a", "ruby b", "javascript c"]);
    expect(
      await programs('FROM x\nSHELL ["powershell", "-command"]\nRUN a\nRUN ["sh", "-c", "b"]\n'),
    ).toEqual(["b"]);
  });

  test("continue with the character that the file chooses", async () => {
    expect(await programs("# escape=`\nFROM x\nRUN a `\n  b\n")).toEqual(["a \\\n  b"]);
  });

  test("know their places in the file", async () => {
    const text = "FROM x\r\nRUN a && \\\r\n  # why\r\n  curl b\r\n";
    const program = (await open(text)).programs[0]?.program;
    const at = program?.text.indexOf("curl") ?? -1;
    const { start, end } = program?.toSource({ start: at, end: at + 6 }) ?? { start: 0, end: 0 };
    expect(text.slice(start, end)).toBe("curl b");
  });
});
