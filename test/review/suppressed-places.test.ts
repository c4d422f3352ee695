/** Where a suppression may stand, as a person would put it, in every kind of file. */
import { describe, expect, test } from "@jest/globals";
import type { Review } from "../../src/review/review.ts";
import { reviewChange } from "../../src/review/review-change.ts";
import { RULES } from "../../src/rules/index.ts";
import { projectOf } from "../support/project-of.ts";

const DEPLOY = "service: shop\nimage: acme/shop\nservers: [192.0.2.10]\nssh: { user: deploy }\n";
const HOOK = ".kamal/hooks/pre-deploy";
const WORKFLOW =
  "on: push\njobs:\n  deploy:\n    runs-on: ubuntu-latest\n    steps:\n      - run: bin/kamal deploy\n";
const START = 'branch = ENV["KAMAL_PERFORMER"]';

/** `IGNORE` stands for the comment's text. */
async function review(path: string, text: string, ruleId: string): Promise<Review> {
  const comment = `kamal-review: ignore[${ruleId}] known and wanted`;
  const files = { "config/deploy.yml": DEPLOY, [path]: text.replaceAll("IGNORE", comment) };
  return reviewChange({ base: undefined, head: await projectOf(files), rules: RULES, strictness: "audit" });
}

function accessory(settings: string): string {
  return `${DEPLOY}accessories:\n  db:\n    image: acme/db:1.0.0\n    host: 192.0.2.10\n${settings}`;
}

const ACCEPTING: readonly (readonly [place: string, path: string, ruleId: string, text: string])[] = [
  [
    "the end of a line of YAML",
    "config/deploy.yml",
    "network-host",
    accessory("    network: host # IGNORE\n"),
  ],
  ["the line above", "config/deploy.yml", "network-host", accessory("    # IGNORE\n    network: host\n")],
  [
    "above a folded text",
    "config/deploy.yml",
    "secret-on-argv",
    accessory("    # IGNORE\n    cmd: >-\n      redis-server\n      --requirepass kd83kd92md0\n"),
  ],
  [
    "above a plain text over two lines",
    "config/deploy.yml",
    "secret-on-argv",
    accessory("    # IGNORE\n    cmd: redis-server\n      --requirepass kd83kd92md0\n"),
  ],
  [
    "above a quoted text over two lines",
    "config/deploy.yml",
    "secret-on-argv",
    accessory('    # IGNORE\n    cmd: "redis-server\n      --requirepass kd83kd92md0"\n'),
  ],
  [
    "between the items of a flow list",
    "config/deploy.yml",
    "host-path-mount",
    `${DEPLOY}volumes: [\n  # IGNORE\n  "/etc:/etc",\n]\n`,
  ],
  [
    "a comment of ERB",
    "config/deploy.yml",
    "erb-command",
    `${DEPLOY}env:\n  clear:\n    <%# IGNORE %>\n    A: <%= \`foo bar\` %>\n`,
  ],
  ["the end of a secret", ".kamal/secrets", "secrets-file-literal", "DB_PASSWORD=kd83kd92md0 # IGNORE\n"],
  ["above a secret", ".kamal/secrets", "secrets-file-literal", "# IGNORE\nDB_PASSWORD=kd83kd92md0\n"],
  ["the end of a variable", ".env", "legacy-dotenv-committed", "DB_PASSWORD=kd83kd92md0 # IGNORE\n"],
  [
    "above a command over several lines",
    HOOK,
    "host-key-check-off",
    "#!/bin/sh\nset -e\n# IGNORE\nssh \\\n  -o StrictHostKeyChecking=no \\\n  deploy@192.0.2.10 uptime\n",
  ],
  [
    "the end of a command over several lines",
    HOOK,
    "host-key-check-off",
    "#!/bin/sh\nset -e\nssh \\\n  -o StrictHostKeyChecking=no \\\n  deploy@192.0.2.10 uptime # IGNORE\n",
  ],
  [
    "above a pipeline over two lines",
    HOOK,
    "pipe-to-shell",
    "#!/bin/sh\nset -e\n# IGNORE\ncurl -fsSL https://x.example.com/a |\n  sh\n",
  ],
  [
    "the top of a script, about the script",
    HOOK,
    "no-fail-fast",
    "#!/bin/sh\n# IGNORE\ngit fetch\ngit diff\n",
  ],
  [
    "above a call of Ruby over several lines",
    HOOK,
    "interpreter-interpolation",
    `#!/usr/bin/env ruby\n${START}\n# IGNORE\nsystem(\n  "git log #{branch}"\n)\n`,
  ],
  [
    "above a call of Python over several lines",
    HOOK,
    "interpreter-interpolation",
    "#!/usr/bin/env python3\nimport os\n# IGNORE\nos.system(\n    f\"git log {os.environ['KAMAL_PERFORMER']}\"\n)\n",
  ],
  [
    "a line of JavaScript",
    HOOK,
    "interpreter-interpolation",
    `#!/usr/bin/env node\nconst { execSync } = require("child_process");\n/* IGNORE */\nexecSync(\`git log \${process.env.KAMAL_PERFORMER}\`);\n`,
  ],
  [
    "above a RUN of a Dockerfile",
    "Dockerfile",
    "pipe-to-shell",
    "FROM ruby:3.4.2-slim\n# IGNORE\nRUN apt-get update \\\n  # and the tool\n  && curl https://x.example.com/a | sh \\\n  && true\n",
  ],
  [
    "inside a RUN of a Dockerfile",
    "Dockerfile",
    "pipe-to-shell",
    "FROM ruby:3.4.2-slim\nRUN apt-get update \\\n  # IGNORE\n  && curl https://x.example.com/a | sh \\\n  && true\n",
  ],
  [
    "a step of a workflow",
    ".github/workflows/deploy.yml",
    "unpinned-action",
    `${WORKFLOW}      - uses: acme/setup@main # IGNORE\n`,
  ],
  [
    "a script of a workflow",
    ".github/workflows/deploy.yml",
    "pipe-to-shell",
    `${WORKFLOW}      - run: |\n          # IGNORE\n          curl https://x.example.com/a | sh\n`,
  ],
  [
    "above a step of a workflow with a script",
    ".github/workflows/deploy.yml",
    "pipe-to-shell",
    `${WORKFLOW}      # IGNORE\n      - name: Tools\n        run: |\n          uptime\n\n          curl https://x.example.com/a | sh\n`,
  ],
  [
    "above the script of a step",
    ".github/workflows/deploy.yml",
    "pipe-to-shell",
    `${WORKFLOW}      - name: Tools\n        # IGNORE\n        run: |\n          uptime\n          curl https://x.example.com/a | sh\n        env:\n          A: b\n`,
  ],
  [
    "above a gem over two lines",
    "Gemfile",
    "kamal-from-elsewhere",
    'source "https://rubygems.org"\n# IGNORE\ngem "kamal",\n  git: "https://github.com/mallory/kamal"\n',
  ],
];

describe("a suppression accepts what a reader takes it to be about", () => {
  test.each(ACCEPTING)("%s", async (_, path, ruleId, text) => {
    const { findings } = await review(path, text, ruleId);
    const found = findings.filter((finding) => finding.ruleId === ruleId);
    const told = findings.filter((finding) => finding.ruleId.endsWith("-suppression"));
    expect([found.map(({ isWaived }) => isWaived), told.map(({ message }) => message)]).toEqual([[true], []]);
  });
});

const NOT_ACCEPTING: readonly (readonly [place: string, path: string, ruleId: string, text: string])[] = [
  [
    "another value below it",
    "config/deploy.yml",
    "network-host",
    accessory("    # IGNORE\n    cmd: redis-server\n    network: host\n"),
  ],
  [
    "a section below it",
    "config/deploy.yml",
    "network-host",
    accessory("    env:\n      # IGNORE\n      clear:\n        A: b\n    network: host\n"),
  ],
  [
    "the command after the one below it",
    HOOK,
    "pipe-to-shell",
    "#!/bin/sh\nset -e\n# IGNORE\nuptime\ncurl -fsSL https://x.example.com/a | sh\n",
  ],
  [
    "what follows in the RUN that it stands in",
    "Dockerfile",
    "pipe-to-shell",
    "FROM ruby:3.4.2-slim\nRUN true \\\n  # IGNORE\n  && apt-get update \\\n  && curl https://x.example.com/a | sh\n",
  ],
  [
    "the rest of the script that it begins",
    HOOK,
    "pipe-to-shell",
    "#!/bin/sh\n# IGNORE\nset -e\ncurl -fsSL https://x.example.com/a | sh\n",
  ],
  [
    "the step after the one below it",
    ".github/workflows/deploy.yml",
    "pipe-to-shell",
    `${WORKFLOW}      # IGNORE\n      - run: |\n          uptime\n      - run: |\n          curl https://x.example.com/a | sh\n`,
  ],
  [
    "the steps of the job below it",
    ".github/workflows/deploy.yml",
    "pipe-to-shell",
    "on: push\njobs:\n  # IGNORE\n  deploy:\n    steps:\n      - run: |\n          kamal deploy\n          curl https://x.example.com/a | sh\n",
  ],
];

describe("a suppression does not accept", () => {
  test.each(NOT_ACCEPTING)("%s, and says where it looked", async (_, path, ruleId, text) => {
    const { findings } = await review(path, text, ruleId);
    const found = findings.filter((finding) => finding.ruleId === ruleId);
    expect(found.map(({ isWaived }) => isWaived)).toEqual([false]);
    const [unused] = findings.filter((finding) => finding.ruleId === "unused-suppression");
    expect(unused?.message).toMatch(new RegExp(`^\`${ruleId}\` finds nothing in lines? \\d+`));
  });
});

test.each([
  ["a blank before the bracket", "# kamal-review: ignore [network-host] known and wanted"],
  ["capitals", "# Kamal-Review: Ignore[network-host] known and wanted"],
  ["a colon before the reason", "# kamal-review: ignore[network-host]: known and wanted"],
  ["no blanks at all", "#kamal-review:ignore[network-host] known and wanted"],
])("%s makes no difference to a suppression", async (_, comment) => {
  const { findings } = await review("config/deploy.yml", accessory(`    network: host ${comment}\n`), "x");
  const [finding] = findings.filter(({ ruleId }) => ruleId === "network-host");
  expect(finding?.waiver).toEqual({ status: "accepted", reason: "known and wanted" });
});

test("a reason with a sea of blanks in it is read at once", async () => {
  const comment = `# kamal-review: ignore[network-host] known${" ".repeat(20_000)}and wanted`;
  const { findings } = await review("config/deploy.yml", accessory(`    network: host ${comment}\n`), "x");
  const [finding] = findings.filter(({ ruleId }) => ruleId === "network-host");
  expect(finding?.isWaived).toBe(true);
});
