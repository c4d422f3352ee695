#!/usr/bin/env node
import { execSync } from "node:child_process";

function settings() {
  return { tag: "x", name: "y" };
}

const result = settings();
Reflect.set(result, "tag", process.argv[2]);
execSync(`echo ${result.tag}`);
               ~~~~~~~~~~~~~ [interpreter-interpolation]
const other = settings();
Object.defineProperty(other, "name", { value: process.argv[2] });
execSync(`echo ${other.name}`);
               ~~~~~~~~~~~~~ [interpreter-interpolation]
