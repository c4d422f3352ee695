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

test("an argument weighs the same in a container as on a server, in every language", async () => {
  const texts = [
    `#!/bin/bash\nset -e\nnote=$1\nkamal app exec --reuse "bin/rails runner '$note'"\n`,
    `#!/bin/bash\nset -e\nread -r note\nkamal app exec --reuse "bin/rails runner '$note'"\n`,
    `#!/usr/bin/env ruby\nnote = ARGV[0]\nsystem("kamal", "app", "exec", "--reuse", "bin/rails runner '#{note}'")\n`,
    `#!/usr/bin/env ruby\nnote = gets.chomp\nsystem("kamal", "app", "exec", "--reuse", "bin/rails runner '#{note}'")\n`,
    `#!/usr/bin/env python3\nimport subprocess, sys\nnote = sys.argv[1]\nsubprocess.run(["kamal", "app", "exec", "--reuse", f"bin/rails runner '{note}'"])\n`,
    `#!/usr/bin/env python3\nimport subprocess\nnote = input()\nsubprocess.run(["kamal", "app", "exec", "--reuse", f"bin/rails runner '{note}'"])\n`,
    `#!/usr/bin/env node\nimport { execFileSync } from "node:child_process";\nconst note = process.argv[2];\nexecFileSync("kamal", ["app", "exec", "--reuse", \`bin/rails runner '\${note}'\`]);\n`,
  ];
  for (const text of texts) expect(await weigh("remote-command-interpolation", text)).toBe("high");
});

test.each([
  ["KAMAL_VERSION", "high"],
  ["GITHUB_HEAD_REF", "critical"],
])(
  "%s weighs %s in what Kamal runs in a container, in every language: the shell of the server reads it first",
  async (name, expected) => {
    const texts = [
      `#!/bin/bash\nset -e\nkamal app exec --reuse "bin/rails runner '$${name}'"\n`,
      `#!/usr/bin/env ruby\nsystem("kamal", "app", "exec", "--reuse", "bin/rails runner '#{ENV["${name}"]}'")\n`,
      `#!/usr/bin/env python3\nimport os, subprocess\nnote = os.environ["${name}"]\nsubprocess.run(["kamal", "app", "exec", "--reuse", f"bin/rails runner '{note}'"])\n`,
    ];
    for (const text of texts) expect(await weigh("remote-command-interpolation", text)).toBe(expected);
  },
);

test("a command that whoever starts the script types as a whole weighs less in a container", async () => {
  for (const typed of ['ARGV.join(" ")', "*ARGV", "ARGV[0]"]) {
    const ruby = `#!/usr/bin/env ruby\nexec("kamal", "app", "exec", "--reuse", ${typed})\n`;
    expect(await weigh("remote-command-interpolation", ruby)).toBe("medium");
  }
});
