#!/usr/bin/env node
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import invariant from "tiny-invariant";

const SERVER = "deploy@shop.example.com";
const NAMES = ["web", "worker"];

const role = process.argv[2];
if (process.argv.includes("--strict")) assert(NAMES.includes(role));
execFileSync("ssh", [SERVER, `echo ${role}`]);

const host = process.argv[3];
if (process.env.STRICT) {
  invariant(/^[\w.-]+$/.test(host), "odd host");
}
execFileSync("ssh", [SERVER, `ping -c1 ${host}`]);

const tag = process.argv[4];
if (process.env.STRICT) {
  assert.match(tag, /^[\w.-]+$/);
}
execFileSync("ssh", [SERVER, `echo ${tag}`]);
