import { describe, expect, test } from "@jest/globals";
import { Octokit } from "@octokit/rest";
import { PEOPLE } from "../../emulator/seed.ts";
import { refusalOf, useEmbeddedGitHub } from "./support.ts";

const github = useEmbeddedGitHub();

describe("a private repository", () => {
  test("does not exist for those who may not see it", async () => {
    await github().createRepository({ name: "secret", private: true, files: { "a.txt": "a\n" } });
    const at = { owner: "acme", repo: "secret" };
    for (const login of [PEOPLE.outsider, PEOPLE.nobody]) {
      const client = github().clientFor(login);
      expect(await refusalOf(client.repos.get(at))).toEqual({ status: 404, message: "Not Found" });
      expect(await refusalOf(client.repos.getContent({ ...at, path: "a.txt" }))).toMatchObject({
        status: 404,
      });
      const comment = client.issues.createComment({ ...at, issue_number: 1, body: "Hello" });
      expect(await refusalOf(comment)).toMatchObject({ status: 404 });
    }
    expect((await fetch(`${github().url}/repos/acme/secret`)).status).toBe(404);
  });

  test("is open to the installed app, within its permissions", async () => {
    await github().createRepository({ name: "installed", private: true, files: { "a.txt": "a\n" } });
    const at = { owner: "acme", repo: "installed" };
    const app = github().clientForApp();
    const { data } = await app.repos.getContent({ ...at, path: "a.txt", mediaType: { format: "raw" } });
    const write = app.repos.createOrUpdateFileContents({
      ...at,
      path: "b.txt",
      message: "Write",
      content: "YQ==",
    });
    expect(data).toBe("a\n");
    expect(await refusalOf(write)).toEqual({
      status: 403,
      message: "Resource not accessible by integration",
    });
  });
});

describe("the permission of a collaborator", () => {
  test.each([
    ["pull", "read", "read"],
    ["triage", "read", "triage"],
    ["push", "write", "write"],
    ["maintain", "write", "maintain"],
    ["admin", "admin", "admin"],
  ] as const)("%s is called %s, as a role %s", async (level, permission, role_name) => {
    const name = `collaborator-${level}`;
    await github().createRepository({
      name,
      private: true,
      files: {},
      collaborators: { [PEOPLE.writer]: level },
    });
    const at = { owner: "acme", repo: name, username: PEOPLE.writer };
    const { data } = await github().clientForApp().repos.getCollaboratorPermissionLevel(at);
    expect(data).toMatchObject({ permission, role_name, user: { login: PEOPLE.writer } });
  });

  test("is none for others, admin for admins of the organization, and unknown for unknown users", async () => {
    await github().createRepository({ name: "permissions", files: {} });
    const at = { owner: "acme", repo: "permissions" };
    const ask = github().clientForApp().repos.getCollaboratorPermissionLevel;
    expect((await ask({ ...at, username: PEOPLE.outsider })).data).toMatchObject({ permission: "none" });
    expect((await ask({ ...at, username: PEOPLE.admin })).data).toMatchObject({ permission: "admin" });
    expect(await refusalOf(ask({ ...at, username: "unheard-of" }))).toMatchObject({ status: 404 });
  });
});

describe("credentials", () => {
  test("that nobody was given are bad", async () => {
    const client = new Octokit({ baseUrl: github().url, auth: "garbage" });
    client.log.error = () => {};
    expect(await refusalOf(client.users.getAuthenticated())).toEqual({
      status: 401,
      message: "Bad credentials",
    });
  });
});

describe("the API", () => {
  test("is also found under /api/v3, as on GitHub Enterprise Server", async () => {
    const response = await fetch(`${github().url}/api/v3/rate_limit`);
    expect(response.status).toBe(200);
  });
});
