import { execSync } from "node:child_process";
import axios from "axios";
import got from "got";
import { Octokit } from "octokit";

const client = axios.create({ baseURL: "https://releases.example.com" });
const { data } = await client.get("/current");
execSync(`docker pull acme/shop:${data.tag}`);
                                ~~~~~~~~~~~ [interpreter-interpolation]
const api = got.extend({ prefixUrl: "https://releases.example.com" });
execSync(`docker tag acme/shop:${await api.get("tag").text()} acme/shop:latest`);
                               ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ [interpreter-interpolation]
const octokit = new Octokit({ auth: process.env.GITHUB_TOKEN });
const { data: pull } = await octokit.request("GET /repos/{owner}/{repo}/pulls/1", { owner: "acme", repo: "shop" });
execSync(`git fetch origin ${pull.head.ref}`);
                           ~~~~~~~~~~~~~~~~ [interpreter-interpolation]
