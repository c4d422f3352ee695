import { readFileSync } from "node:fs";
import { Octokit } from "@octokit/rest";

const octokit = new Octokit({ auth: process.env.GITHUB_TOKEN });
await octokit.repos.createRelease({ owner: "acme", repo: "shop", body: readFileSync("CHANGELOG.md", "utf8") });
