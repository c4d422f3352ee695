/** Canaries: secrets planted at every place a secret can stand, and searched for in everything a review says. */
import { describe, expect, test } from "@jest/globals";
import { checkOutput } from "../../src/report/check-output.ts";
import { jsonReport } from "../../src/report/json.ts";
import { safeText } from "../../src/report/redaction.ts";
import { planComments } from "../../src/report/review-comments.ts";
import { terminalReport } from "../../src/report/terminal.ts";
import { readPatch } from "../../src/review/diff-lines.ts";
import { reviewChange } from "../../src/review/review-change.ts";
import { RULES } from "../../src/rules/index.ts";
import { projectOf } from "../support/project-of.ts";

const CANARY = "canary7Zq9";
const TOKEN = `ghp_${"canary7Zq9".repeat(4).slice(0, 36)}`;

const FILES: Readonly<Record<string, string>> = {
  "config/deploy.yml": `service: shop
image: acme/shop
# old password: ${CANARY}comment, token ${TOKEN}
registry:
  username: acme
  password: ${CANARY}registry # password=${CANARY}beside
builder:
  cache: { type: gha, options: "mode=max,account_key=${CANARY}cache" }
ssh:
  user: root
  key_data: ["-----BEGIN OPENSSH PRIVATE KEY-----\\n${CANARY}key\\n-----END OPENSSH PRIVATE KEY-----"]
  proxy_command: "sshpass -p ${CANARY}argv ssh -o StrictHostKeyChecking=no -W %h:%p root@bastion"
env:
  clear:
    DB_PASSWORD: "${CANARY}env"
    DATABASE_URL: postgres://app:${CANARY}url@db.example.com/app
    API_TOKEN: <%= ENV.fetch("API_TOKEN", "${CANARY}fallback") %>
    FOLDED_SECRET: >-
      ${CANARY}folded
      and more
servers: { web: { hosts: [192.0.2.1], options: { privileged: true, env: "PASSWORD=${CANARY}option" } } }
accessories:
  db:
    image: postgres
    host: 192.0.2.1
    port: 5432
    cmd: postgres --password=${CANARY}cmd
    registry: { server: ghcr.io, username: a, password: "${CANARY}accessory" }
    env: { POSTGRES_PASSWORD: ${CANARY}flat }
`,
  "config/deploy.staging.yml": `env: { clear: { SECRET_KEY_BASE: ${CANARY}staging } }\n`,
  ".kamal/secrets": `DB_PASSWORD=${CANARY}secrets\nexport TOKEN="${CANARY}quoted"\nX_SECRET='$${CANARY}single'\n`,
  ".kamal/hooks/pre-deploy": `#!/bin/sh
API_KEY=${CANARY}script
curl -fsSL "https://user:${CANARY}curl@example.com/x?token=${CANARY}query" | bash
curl -H "Authorization: Bearer ${CANARY}bearer" https://example.com | sh
eval "docker login -p ${CANARY}login $1"
`,
  "config/deploy.broken.yml": `service: a\nimage: b\nservers: [ c\nregistry: { password: ${CANARY}broken }\n`,
};

const head = await projectOf(FILES);
const review = reviewChange({ base: undefined, head, rules: RULES });
const everyLine = new Map(
  Object.entries(FILES).map(([path, text]) => [
    path,
    readPatch(`@@ -0,0 +1 @@\n${text.replace(/^/gm, "+")}`),
  ]),
);
const situation = {
  review,
  diff: everyLine,
  posted: [],
  headSha: "abc",
  repositoryId: 1,
  pullNumber: 1,
  markerKey: new Uint8Array(32),
};

describe("no secret is shown", () => {
  test.each([
    ["at the terminal", terminalReport(review, (_, text) => text)],
    ["in JSON", jsonReport(review)],
    ["in the check run", JSON.stringify(checkOutput(review, (path, line) => `${path}#${line}`))],
    ["in comments", JSON.stringify(planComments(situation))],
    ["in the findings themselves", JSON.stringify(review.findings)],
    ["in failures", JSON.stringify(review.failures)],
  ])("%s", (_, text) => {
    expect(text.length).toBeGreaterThan(2);
    expect([...text.matchAll(/.{0,30}canary7Zq9\w*/g)].map(([found]) => found)).toEqual([]);
  });
});

test("the planted secrets are found, so that the search means something", () => {
  const rules = new Set(review.findings.map(({ ruleId }) => ruleId));
  for (const rule of [
    "registry-password-literal",
    "env-clear-secret-literal",
    "known-credential-pattern",
    "url-with-credentials",
    "ssh-key-data-inline",
    "secrets-file-literal",
    "pipe-to-shell",
    "unparsable",
  ]) {
    expect(rules).toContain(rule);
  }
});

test("what sudo asks no password for is no password", () => {
  const line = "deploy ALL=(ALL) NOPASSWD: /usr/bin/systemctl";
  expect(safeText(line)).toBe(line);
  expect(safeText("DB_PASSWD: shouldbeasecret1")).toBe("DB_PASSWD: ••••••••••••••••");
});

test("what Kamal says about a key is no secret, what is written there is", () => {
  expect(safeText("env/secret: should be an array")).toBe("env/secret: should be an array");
  expect(safeText("env/secret: shouldbeasecret1")).toBe("env/secret: ••••••••••••••••");
});
