/** What is kept of the last review of a repository. */
import { expect, test } from "@jest/globals";
import { openProject, type Project } from "../../src/documents/project.ts";
import { recentProjects } from "../../src/service/recent-projects.ts";

async function project(text: string): Promise<Project> {
  return openProject([{ path: "config/deploy.yml", mode: "100644", content: Buffer.from(text) }], {
    assumeKamal: true,
  });
}

test("each repository has its own", async () => {
  const recent = recentProjects();
  const [shop, blog] = [await project("service: shop\n"), await project("service: blog\n")];
  recent.keep(1, shop);
  recent.keep(2, blog);
  expect([recent.of(1), recent.of(2), recent.of(3)]).toEqual([shop, blog, undefined]);
});

test("when there is too much text, the repository that was reviewed the longest ago is forgotten first", async () => {
  const recent = recentProjects();
  const shop = await project(`service: shop\n# ${"a".repeat(60_000)}\n`);
  for (const repository of [1, 2, 3, 1, 4]) recent.keep(repository, shop);
  expect([1, 2, 3, 4].map((repository) => recent.of(repository) !== undefined)).toEqual([
    true,
    false,
    true,
    true,
  ]);
});

test("a large deployment is opened anew each time, and what was known of it before is forgotten", async () => {
  const recent = recentProjects();
  recent.keep(1, await project("service: shop\n"));
  recent.keep(1, await project(`service: shop\n# ${"a".repeat(200_000)}\n`));
  expect(recent.of(1)).toBeUndefined();
});

test("files that are the same are not opened again, and changed ones are", async () => {
  const before = await project("service: shop\n");
  const files = [...before.opened.values()].map(({ file }) => file);
  const [same] = (await openProject(files, { assumeKamal: true, recent: before })).opened.values();
  expect(same).toBe(before.opened.get("config/deploy.yml"));
  const changed = files.map((file) => ({ ...file, content: Buffer.from("service: blog\n") }));
  const [other] = (await openProject(changed, { assumeKamal: true, recent: before })).opened.values();
  expect(other?.source.text).toBe("service: blog\n");
});
