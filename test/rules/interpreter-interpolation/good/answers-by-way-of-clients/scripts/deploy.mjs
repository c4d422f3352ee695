import { execFileSync, execSync } from "node:child_process";
import axios from "axios";

const client = axios.create({ baseURL: "https://releases.example.com" });
const { data, status } = await client.get("/current");
execFileSync("docker", ["pull", `acme/shop:${data.tag}`]);
execSync(`logger ${Number(data.count)}`);
const settings = new Map([["tag", "v1"]]);
execSync(`git tag ${settings.get("tag")}`);
