#!/usr/bin/env bun
import { $ } from "bun";

const sha = (await $`git rev-parse HEAD`.text()).trim();
await $`bin/kamal deploy -d ${Bun.argv[2]} --version=${sha}`;
