/** What programs are told to run, here and elsewhere: the commands that a review sees in it. */
import { expect, test } from "@jest/globals";
import { commandName } from "../../../src/documents/shell/shell-script.ts";
import { projectOf } from "../../support/project-of.ts";

async function seenIn(text: string): Promise<string[]> {
  const { documents } = await projectOf({ ".kamal/hooks/pre-deploy": `#!/bin/bash\n${text}\n` });
  const [script] = documents.filter((document) => document.kind === "shell-script");
  const inside = script?.commands.filter(({ within }) => within !== undefined) ?? [];
  return inside.map((command) => {
    const words = command.arguments.map(({ literal }) => literal ?? "$");
    return `${command.runsOn}: ${[commandName(command) ?? "$", ...words].join(" ")}`;
  });
}

test.each([
  ['gcloud compute ssh web --command="docker ps -a"', "remote: docker ps -a"],
  ["gcloud compute ssh web '--command=docker ps -a'", "remote: docker ps -a"],
  ["gcloud compute ssh web --command=docker\\ ps", "remote: docker ps"],
  ["pdsh -w web1,web2 docker ps -a", "remote: docker ps -a"],
  ["pdsh -g web -l app 'docker ps' -a", "remote: docker ps -a"],
  ["pssh -h hosts.txt -i docker ps", "remote: docker ps"],
  ["parallel-ssh --hosts hosts.txt --inline -- docker ps", "remote: docker ps"],
  ["clush -w web[1-3] -b docker ps", "remote: docker ps"],
  ["dsh -M -g web -- docker ps", "remote: docker ps"],
  ['flock /tmp/lock --command="docker ps"', "here: docker ps"],
  ['su app --command="docker ps"', "here: docker ps"],
])("`%s` runs a program", async (text, seen) => {
  expect(await seenIn(text)).toEqual([seen]);
});

test.each([
  ['on() { gcloud compute ssh web --command "$1"; }\non "docker ps"', "remote: docker ps"],
  ['on() { gcloud compute ssh web --command="$1"; }\non "docker ps"', "remote: docker ps"],
  ['on() { pdsh -w web1 "$@"; }\non docker ps', "remote: docker ps"],
  ['locked() { flock /tmp/lock -c "$1"; }\nlocked "docker ps"', "here: docker ps"],
  ['each() { watch -n 5 "$1"; }\neach "docker ps"', "here: docker ps"],
])("`%s` runs it by a function", async (text, seen) => {
  expect(await seenIn(text)).toEqual([seen]);
});
