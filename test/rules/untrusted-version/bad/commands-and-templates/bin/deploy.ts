#!/usr/bin/env bun
import { $ } from "bun";

const tag = Bun.argv[2];
await $`bin/kamal deploy --skip-push --version=${tag}`;
                                                 ~~~ [untrusted-version]
