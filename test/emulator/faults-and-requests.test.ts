/** What tests get to steer and to watch the API with. */
import { describe, expect, test } from "@jest/globals";
import { PEOPLE } from "../../emulator/seed.ts";
import { refusalOf, useEmbeddedGitHub } from "./support.ts";

const github = useEmbeddedGitHub();

describe("a failure on demand", () => {
  test("strikes matching requests as often as told and never reaches the API", async () => {
    const repo = await github().createRepository({ name: "faulty", files: { "a.txt": "a\n" } });
    await repo.commit({ branch: "feature", files: { "a.txt": "b\n" } });
    const number = await repo.openPullRequest({ head: "feature" });
    const headers = { "retry-after": "1" };
    const path = /\/issues\/\d+\/comments$/;
    github().failNext({ method: "POST", path, status: 503, body: { message: "Busy" }, headers, times: 2 });
    expect(await refusalOf(repo.comment(number, "one"))).toEqual({ status: 503, message: "Busy" });
    expect(await refusalOf(repo.comment(number, "two"))).toMatchObject({ status: 503 });
    await repo.comment(number, "three");
    expect(await repo.issueComments(number)).toMatchObject([{ body: "three" }]);
  });
});

describe("the log of requests", () => {
  test("says what was asked, by whom, and what came of it", async () => {
    await github().createRepository({ name: "logged", files: {} });
    const before = github().requests().length;
    const at = { owner: "acme", repo: "logged" };
    await github().clientFor(PEOPLE.outsider).repos.get(at);
    await refusalOf(
      github()
        .clientForApp()
        .checks.create({ ...at, name: "Check", head_sha: "none" }),
    );
    expect(github().requests().slice(before)).toEqual([
      {
        method: "GET",
        path: "/repos/acme/logged",
        query: "",
        body: undefined,
        status: 200,
        login: PEOPLE.outsider,
      },
      expect.objectContaining({
        method: "POST",
        path: "/app/installations/777/access_tokens",
        login: undefined,
      }),
      {
        method: "POST",
        path: "/repos/acme/logged/check-runs",
        query: "",
        body: { name: "Check", head_sha: "none" },
        status: 422,
        login: "kamal-review[bot]",
      },
    ]);
  });
});
