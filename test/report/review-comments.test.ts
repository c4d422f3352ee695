import { describe, expect, test } from "@jest/globals";
import { deployWith, SOUND_SETUP } from "../../demo/sound-setup.ts";
import { readMarker } from "../../src/report/comment-marker.ts";
import { type CommentPlan, type PostedComment, planComments } from "../../src/report/review-comments.ts";
import { type DiffLines, readPatch } from "../../src/review/diff-lines.ts";
import type { Review } from "../../src/review/review.ts";
import { reviewChange } from "../../src/review/review-change.ts";
import { RULES } from "../../src/rules/index.ts";
import { projectOf } from "../support/project-of.ts";

const KEY = new Uint8Array(32).fill(7);
const SOUND = SOUND_SETUP["config/deploy.yml"];
const PASSWORD = ["password:\n    - KAMAL_REGISTRY_PASSWORD", "password: hunter2hunter2"] as const;

async function reviewOf(text: string): Promise<Review> {
  const base = await projectOf({ "config/deploy.yml": SOUND });
  return reviewChange({ base, head: await projectOf({ "config/deploy.yml": text }, base), rules: RULES });
}

/** A diff in which all lines of the file can be commented. */
function wholeFile(text: string): ReadonlyMap<string, DiffLines> {
  const lines = text.split("\n");
  return new Map([
    [
      "config/deploy.yml",
      readPatch(`@@ -0,0 +1,${lines.length} @@\n${lines.map((line) => `+${line}`).join("\n")}`),
    ],
  ]);
}

async function plan(
  text: string,
  posted: readonly PostedComment[] = [],
  diff = wholeFile(text),
): Promise<CommentPlan> {
  return planComments({
    review: await reviewOf(text),
    diff,
    posted,
    headSha: "abcdef1234",
    repositoryId: 9,
    pullNumber: 3,
    markerKey: KEY,
  });
}

/** What GitHub would list after a plan was carried out. */
function asPosted({ create }: CommentPlan): PostedComment[] {
  return create.map(({ body }, index) => ({
    id: index + 1,
    body,
    fingerprints: readMarker(body, KEY)?.fingerprints ?? [],
  }));
}

describe("comments", () => {
  test("stand at the line, carry a suggestion that replaces it, and a marker that only we can write", async () => {
    const { create } = await plan(deployWith(PASSWORD));
    expect(create).toHaveLength(1);
    expect(create[0]).toMatchObject({ path: "config/deploy.yml", firstLine: 15, lastLine: 15 });
    expect(create[0]?.body).toContain("```suggestion\n  password: [KAMAL_REGISTRY_PASSWORD]\n```");
    expect(readMarker(create[0]?.body ?? "", KEY)).toMatchObject({ repositoryId: 9, pullNumber: 3 });
    expect(readMarker(create[0]?.body ?? "", new Uint8Array(32))).toBeUndefined();
  });

  test("are not made for lines outside the diff", async () => {
    const diff = new Map([
      ["config/deploy.yml", readPatch("@@ -1,2 +1,2 @@ x\n service: shop\n+image: acme/shop")],
    ]);
    expect((await plan(deployWith(PASSWORD), [], diff)).create).toEqual([]);
  });

  test("are not made twice", async () => {
    const posted = asPosted(await plan(deployWith(PASSWORD)));
    expect(await plan(`# moved\n${deployWith(PASSWORD)}`, posted)).toEqual({ create: [], update: [] });
  });

  test("say that they are fixed, once, and speak again when the finding comes back", async () => {
    const posted = asPosted(await plan(deployWith(PASSWORD)));
    const { create, update } = await plan(SOUND, posted);
    expect(create).toEqual([]);
    expect(update).toMatchObject([{ id: 1, body: expect.stringMatching(/^✅ Fixed in `abcdef1`\./) }]);
    expect(update[0]?.body).toContain("stays in the history of the repository: rotate it");
    const fixed = posted.map((comment) => ({ ...comment, body: update[0]?.body ?? "" }));
    expect((await plan(SOUND, fixed)).update).toEqual([]);
    expect((await plan(deployWith(PASSWORD), fixed)).update).toMatchObject([
      { id: 1, body: expect.stringContaining("registry-password-literal") },
    ]);
  });

  test("about one line are one comment", async () => {
    const text = `${SOUND}x-tokens: { api_token: ohb4Foxu9, db_password: quieT4aeth }\n`;
    const { create } = await plan(text);
    expect(create).toHaveLength(1);
    expect(create[0]?.body).toContain("The value of api\\_token");
    expect(create[0]?.body).toContain("The value of db\\_password");
  });

  test("are about one secret once, although it is known by its place and by its format", async () => {
    const text = deployWith(PASSWORD).replace("hunter2hunter2", "ghp_k3Vq9ZtX1mWc7RbN5yLd2HsJ8fPa4GuE6oTi");
    const { create } = await plan(text);
    expect(create).toHaveLength(1);
    expect(create[0]?.body).toContain("registry-password-literal");
    expect(create[0]?.body).not.toContain("known-credential-pattern");
    expect(create[0]?.body).toContain("```suggestion\n  password: [KAMAL_REGISTRY_PASSWORD]\n```");
  });

  test("are limited to the twenty worst", async () => {
    const ports = Array.from(
      { length: 40 },
      (_, i) => `  db${i}:\n    image: postgres:17.2\n    host: 192.0.2.10\n    port: ${5000 + i}\n`,
    );
    const { create } = await plan(`${deployWith(PASSWORD)}${ports.join("")}`);
    expect(create).toHaveLength(20);
    expect(create.some(({ body }) => body.includes("registry-password-literal"))).toBe(true);
  });

  test("offer no suggestion whose line would show another secret", async () => {
    const text = deployWith([
      "password:\n    - KAMAL_REGISTRY_PASSWORD",
      "password: hunter2hunter2 # was token=hunter3hunter3",
    ]);
    const { create } = await plan(text);
    expect(create[0]?.body).not.toContain("suggestion");
    expect(create[0]?.body).not.toContain("hunter");
  });
});

describe("a patch as GitHub gives it", () => {
  test("tells which lines of the new file can be commented, and in which hunk they are", () => {
    const patch =
      "@@ -1 +1,2 @@\n-a\n+b\n+c\n\\ No newline at end of file\n@@ -10,2 +11,3 @@ def x\n d\n-e\n+f\n+g";
    expect([...readPatch(patch).hunkOf]).toEqual([
      [1, 1],
      [2, 1],
      [11, 2],
      [12, 2],
      [13, 2],
    ]);
  });

  test("of a deleted file has no line to comment", () => {
    expect(readPatch("@@ -1,2 +0,0 @@\n-a\n-b").hunkOf.size).toBe(0);
  });
});
