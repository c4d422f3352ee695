import { expect, test } from "@jest/globals";
import type { Document } from "../../../src/documents/document.ts";
import { projectOf } from "../../support/project-of.ts";

const HOOK = ".kamal/hooks/pre-deploy";

async function inHook(...lines: readonly string[]): Promise<readonly Document[]> {
  const text = ["#!/bin/bash", ...lines, ""].join("\n");
  const project = await projectOf({ "config/deploy.yml": "service: shop\nimage: acme/shop\n", [HOOK]: text });
  return project.documents.filter(({ source }) => source.path === HOOK);
}

function notRead(documents: readonly Document[]): string[] {
  return documents.flatMap((document) =>
    document.kind === "unreadable-file" ? [`${document.extent}: ${document.reason}`] : [],
  );
}

function programs(documents: readonly Document[]): number {
  return documents.filter(({ kind }) => kind === "program").length;
}

const PROGRAM = "python3 -c 'print(1)'";

test("programs in other languages that a script carries are read as such", async () => {
  const documents = await inHook(PROGRAM, "ruby -e 'puts 1'", "node -e 'console.log(1)'");
  expect([programs(documents), notRead(documents)]).toEqual([3, []]);
});

test("that there are more of them than a review follows is said", async () => {
  const documents = await inHook(...Array.from({ length: 21 }, () => PROGRAM));
  expect(programs(documents)).toBe(20);
  expect(notRead(documents)).toEqual(["part: holds more programs than a review can follow"]);
});

test("so is that one is longer than a review follows, and what stands behind it", async () => {
  const long = `python3 - <<'PY'\n${"x = 1\n".repeat(12_000)}PY`;
  const documents = await inHook(long, PROGRAM);
  expect(notRead(documents)).toEqual(["part: holds more programs than a review can follow"]);
});

test("one that is nested deeper than a review follows is no silent pass", async () => {
  const documents = await inHook(`python3 - <<'PY'\nx = ${"(".repeat(3_000)}1${")".repeat(3_000)}\nPY`);
  expect(notRead(documents)).toHaveLength(1);
});
