import { expect, test } from "@jest/globals";
import { kamalCallOf } from "../../../src/documents/shell/kamal-call.ts";
import { invocationOf } from "../../../src/documents/shell/wrappers.ts";
import { projectOf } from "../../support/project-of.ts";

const HOOK = ".kamal/hooks/pre-deploy";

async function lastCommand(text: string) {
  const project = await projectOf({
    "config/deploy.yml": "service: shop\nimage: acme/shop\n",
    [HOOK]: `#!/bin/bash\n${text}\n`,
  });
  const [script] = project.documents.filter((document) => document.kind === "shell-script");
  const command = script?.commands.findLast(({ within }) => within === undefined);
  if (!command) throw new Error(`no command in ${text}`);
  return command;
}

test.each([
  ["aws-vault exec production -- kamal deploy", "kamal"],
  ["asdf exec kamal deploy", "kamal"],
  ["systemd-run --user bash -o pipefail -c 'date'", "bash"],
  ["flock /tmp/lock kamal deploy", "kamal"],
  ["flock /tmp/lock -c 'kamal deploy'", "flock"],
  ["echo bash -c date", "echo"],
  ["npm run build -- --kamal", "npm"],
  ["$SHELL -c date", "sh"],
  ['dc() { docker compose -f compose.yml "$@"; }\ndc pull', "docker"],
])("`%s` runs %s", async (text, name) => {
  expect(invocationOf(await lastCommand(text)).name).toBe(name);
});

test.each([
  "kamal deploy",
  "bin/kamal.sh deploy",
  "docker run --rm -v $PWD:/workdir ghcr.io/basecamp/kamal:v2.11.0 deploy",
  "docker compose run --rm kamal deploy",
  "dip kamal deploy",
  "alias k='bundle exec kamal'\nk deploy",
  'k() { local destination=$1; shift; bundle exec kamal "$@"; }\nk production deploy',
])("`%s` is a call of Kamal", async (text) => {
  expect(kamalCallOf(await lastCommand(text))?.arguments.map(({ literal }) => literal)).toEqual(["deploy"]);
});

test.each(["kamal-proxy list", "docker run --rm --name kamal alpine:3.20 true", "echo kamal deploy"])(
  "`%s` is none",
  async (text) => {
    expect(kamalCallOf(await lastCommand(text))).toBeUndefined();
  },
);
