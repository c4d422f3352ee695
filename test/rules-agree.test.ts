/** The same fault in a shell script and in a program of another language weighs the same. */
import { expect, test } from "@jest/globals";
import { runRules } from "../src/engine/run-rules.ts";
import { RULES } from "../src/rules/index.ts";
import { projectOf } from "./support/project-of.ts";

async function weigh(ruleId: string, text: string): Promise<string> {
  const project = await projectOf({ "bin/deploy": text });
  const rules = RULES.filter(({ id }) => id === ruleId);
  return runRules(project, rules)
    .findings.map(({ severity }) => severity)
    .join();
}

const VARIABLES: readonly (readonly [name: string, remote: string])[] = [
  ["KAMAL_PERFORMER", "critical"],
  ["GITHUB_HEAD_REF", "critical"],
  ["CIRCLE_TAG", "critical"],
  ["PR_TITLE", "critical"],
  ["KAMAL_VERSION", "high"],
  ["KAMAL_SERVICE_VERSION", "high"],
  ["DEPLOY_BRANCH", "high"],
  ["KAMAL_DESTINATION", "medium"],
  ["KAMAL_ROLES", "medium"],
  ["KAMAL_HOSTS", "low"],
  ["KAMAL_COMMAND", ""],
  ["GITHUB_SHA", ""],
  ["GITHUB_ACTOR", ""],
  ["RAILS_ENV", ""],
];

test.each(VARIABLES)("%s on a remote command line weighs '%s' in every language", async (name, expected) => {
  const host = "deploy@shop.example.com";
  const texts = [
    `#!/bin/bash\nset -e\nssh ${host} "echo $${name}"\n`,
    `#!/usr/bin/env ruby\nsystem("ssh", "${host}", "echo #{ENV["${name}"]}")\n`,
    `#!/usr/bin/env python3\nimport os, subprocess\nname = os.environ["${name}"]\nsubprocess.run(["ssh", "${host}", f"echo {name}"])\n`,
    `#!/usr/bin/env node\nimport { execFileSync } from "node:child_process";\nexecFileSync("ssh", ["${host}", \`echo \${process.env.${name}}\`]);\n`,
  ];
  for (const text of texts) expect(await weigh("remote-command-interpolation", text)).toBe(expected);
});
