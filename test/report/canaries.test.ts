/** One canary for each place where a secret can stand; none may come out of anything that is shown. */
import { describe, expect, test } from "@jest/globals";
import { plannedDeployment } from "../../src/documents/kamal/plan/planned-deployment.ts";
import { PLACEHOLDER_WORDING } from "../../src/documents/kamal/plan/wording.ts";
import { checkOutput } from "../../src/report/check-output.ts";
import { jsonReport } from "../../src/report/json.ts";
import { changesJson, changesText } from "../../src/report/plan-changes-text.ts";
import { planJson } from "../../src/report/plan-json.ts";
import { planText } from "../../src/report/plan-terminal.ts";
import { safeText } from "../../src/report/redaction.ts";
import { planComments } from "../../src/report/review-comments.ts";
import { terminalReport } from "../../src/report/terminal.ts";
import { readPatch } from "../../src/review/diff-lines.ts";
import { hiddenValues } from "../../src/review/hidden-values.ts";
import { reviewChange } from "../../src/review/review-change.ts";
import { RULES } from "../../src/rules/index.ts";
import { sourceText } from "../../src/source/source-text.ts";
import { projectOf } from "../support/project-of.ts";

type Files = Readonly<Record<string, string>>;

const SECRET = "ohb4Fo9xuQ7vZ2";
const DEPLOY = "config/deploy.yml";
const BASE = `service: shop
image: acme/shop
servers:
  web:
    hosts: [192.0.2.10]
registry:
  username: acme
  password: [KAMAL_REGISTRY_PASSWORD]
builder:
  arch: amd64
`;

/** The configuration with more at its end. */
const deploy = (more: string): Files => ({ [DEPLOY]: BASE + more });
const hook = (text: string): Files => ({ [DEPLOY]: BASE, ".kamal/hooks/pre-deploy": text });
const beside = (path: string, text: string): Files => ({ [DEPLOY]: BASE, [path]: text });
const accessory = (more: string): Files =>
  deploy(`accessories:\n  db:\n    image: postgres:16\n    host: 192.0.2.10\n${more}`);

const PLACES: readonly (readonly [string, Files])[] = [
  ["the registry's password", { [DEPLOY]: BASE.replace("[KAMAL_REGISTRY_PASSWORD]", SECRET) }],
  ["the registry's password as a list", { [DEPLOY]: BASE.replace("KAMAL_REGISTRY_PASSWORD", SECRET) }],
  [
    "the registry's password, folded",
    { [DEPLOY]: BASE.replace("[KAMAL_REGISTRY_PASSWORD]", `>-\n    ${SECRET}`) },
  ],
  [
    "the registry's password from Ruby",
    { [DEPLOY]: BASE.replace("[KAMAL_REGISTRY_PASSWORD]", `<%= "${SECRET}" %>`) },
  ],
  [
    "the registry's password with a fallback",
    { [DEPLOY]: BASE.replace("[KAMAL_REGISTRY_PASSWORD]", `<%= ENV.fetch("P", "${SECRET}") %>`) },
  ],
  [
    "the registry's password, joined",
    { [DEPLOY]: BASE.replace("[KAMAL_REGISTRY_PASSWORD]", `<%= "${SECRET.slice(0, 7)}" + "${SECRET}" %>`) },
  ],
  [
    "the registry's user name",
    { [DEPLOY]: BASE.replace("username: acme", `username: acme\n  token: ${SECRET}`) },
  ],
  ["a flat environment", deploy(`env:\n  DB_PASSWORD: ${SECRET}\n`)],
  ["a clear environment", deploy(`env:\n  clear:\n    DB_PASSWORD: ${SECRET}\n`)],
  ["a clear environment in flow style", deploy(`env: { clear: { DB_PASSWORD: ${SECRET}, A: b } }\n`)],
  ["a quoted value", deploy(`env:\n  clear:\n    "DB_PASSWORD": '${SECRET}'\n`)],
  ["a literal block", deploy(`env:\n  clear:\n    API_TOKEN: |\n      ${SECRET}\n      ${SECRET}\n`)],
  ["a value of many lines", deploy(`env:\n  clear:\n    API_TOKEN: "${SECRET}\n      ${SECRET}"\n`)],
  ["an escaped value", deploy(`env:\n  clear:\n    API_TOKEN: "\\x6f${SECRET}"\n`)],
  ["a tag's environment", deploy(`env:\n  tags:\n    eu:\n      API_TOKEN: ${SECRET}\n`)],
  [
    "a tag's clear environment",
    deploy(`env:\n  tags:\n    eu:\n      clear:\n        API_TOKEN: ${SECRET}\n`),
  ],
  ["an anchor", deploy(`x-env: &env\n  API_TOKEN: ${SECRET}\nenv:\n  clear:\n    <<: *env\n`)],
  ["an alias", deploy(`x-t: &t ${SECRET}\nenv:\n  clear:\n    API_TOKEN: *t\n`)],
  ["a secret with its value", deploy(`env:\n  secret:\n    - API_TOKEN=${SECRET}\n`)],
  ["a secret with another name", deploy(`env:\n  secret:\n    - API_TOKEN:${SECRET}!\n`)],
  ["a list of secrets", deploy(`env:\n  secret:\n    - ${SECRET}\n`)],
  ["a map of secrets", deploy(`env:\n  secret:\n    API_TOKEN: ${SECRET}\n`)],
  ["an accessory's environment", accessory(`    env:\n      clear:\n        POSTGRES_PASSWORD: ${SECRET}\n`)],
  ["an accessory's flat environment", accessory(`    env:\n      POSTGRES_PASSWORD: ${SECRET}\n`)],
  [
    "an accessory's registry",
    accessory(`    registry:\n      server: ghcr.io\n      username: a\n      password: ${SECRET}\n`),
  ],
  ["an accessory's command", accessory(`    cmd: postgres --password=${SECRET}\n`)],
  ["an accessory's command, with a blank", accessory(`    cmd: redis-server --requirepass ${SECRET}\n`)],
  ["an accessory's options", accessory(`    options:\n      env: POSTGRES_PASSWORD=${SECRET}\n`)],
  ["a list of options", accessory(`    options:\n      env:\n        - POSTGRES_PASSWORD=${SECRET}\n`)],
  ["an accessory's health check", accessory(`    options:\n      health-cmd: mysqladmin ping -p${SECRET}\n`)],
  ["an accessory's labels", accessory(`    labels:\n      api-token: ${SECRET}\n`)],
  ["a label", deploy(`labels:\n  app.password: ${SECRET}\n`)],
  [
    "basic authentication in a label",
    deploy(`labels:\n  traefik.http.middlewares.a.basicauth.users: "admin:${SECRET}"\n`),
  ],
  ["a logging option", deploy(`logging:\n  driver: splunk\n  options:\n    splunk-token: ${SECRET}\n`)],
  [
    "an address of a log server",
    deploy(
      `logging:\n  driver: gelf\n  options:\n    gelf-address: udp://user:${SECRET}@logs.example.com:1\n`,
    ),
  ],
  ["build arguments", { [DEPLOY]: `${BASE}  args:\n    NPM_TOKEN: ${SECRET}\n` }],
  ["build arguments as a list", { [DEPLOY]: `${BASE}  args:\n    - NPM_TOKEN=${SECRET}\n` }],
  ["a build secret with its value", { [DEPLOY]: `${BASE}  secrets:\n    - NPM_TOKEN=${SECRET}\n` }],
  ["the build's ssh", { [DEPLOY]: `${BASE}  remote: ssh://root:${SECRET}@build.example.com\n` }],
  [
    "cache options",
    { [DEPLOY]: `${BASE}  cache:\n    type: azblob\n    options: mode=max,secret_access_key=${SECRET}\n` },
  ],
  ["an alias of Kamal", deploy(`aliases:\n  db: app exec "psql postgres://app:${SECRET}@db/app"\n`)],
  ["a password option in an alias", deploy(`aliases:\n  db: accessory exec db "mysql -uroot -p${SECRET}"\n`)],
  ["an address", deploy(`env:\n  clear:\n    DATABASE_URL: postgres://app:${SECRET}@db.example.com/app\n`)],
  [
    "an address without a user",
    deploy(`env:\n  clear:\n    REDIS_URL: redis://:${SECRET}@db.example.com/0\n`),
  ],
  [
    "a query of an address",
    deploy(`env:\n  clear:\n    HOOK_URL: https://example.com/hook?token=${SECRET}\n`),
  ],
  [
    "a key",
    deploy(
      `ssh:\n  key_data:\n    - "-----BEGIN OPENSSH PRIVATE KEY-----\\n${SECRET}\\n-----END OPENSSH PRIVATE KEY-----"\n`,
    ),
  ],
  [
    "a key as a block",
    deploy(
      `ssh:\n  key_data:\n    - |\n      -----BEGIN OPENSSH PRIVATE KEY-----\n      ${SECRET}\n      -----END OPENSSH PRIVATE KEY-----\n`,
    ),
  ],
  ["a key without its frame", deploy(`ssh:\n  key_data: [${SECRET}]\n`)],
  ["a passphrase", deploy(`ssh:\n  passphrase: ${SECRET}\n  password: ${SECRET}\n`)],
  ["a proxy command", deploy(`ssh:\n  proxy_command: sshpass -p ${SECRET} ssh -W %h:%p root@bastion\n`)],
  [
    "the proxy's key",
    deploy(
      `proxy:\n  host: a.example.com\n  ssl:\n    certificate_pem: CERT\n    private_key_pem: |\n      -----BEGIN PRIVATE KEY-----\n      ${SECRET}\n      -----END PRIVATE KEY-----\n`,
    ),
  ],
  [
    "the proxy's key without its frame",
    deploy(
      `proxy:\n  host: a.example.com\n  ssl:\n    certificate_pem: CERT\n    private_key_pem: "${SECRET}/+="\n`,
    ),
  ],
  ["an extension", deploy(`x-mail:\n  smtp_password: ${SECRET}\n`)],
  ["an unknown key", deploy(`database_password: ${SECRET}\n`)],
  ["a comment", deploy(`# DB_PASSWORD: ${SECRET}\n`)],
  ["a comment beside a value", deploy(`volumes: ["/:/host"] # token=${SECRET}\n`)],
  ["a token in a comment", deploy(`# ghp_${SECRET}${SECRET}abcd1234\n`)],
  ["a Ruby assignment", { [DEPLOY]: `<% db_password = "${SECRET}" %>\n${BASE}` }],
  [
    "a Ruby constant",
    {
      [DEPLOY]: `<% DB_PASSWORD = '${SECRET}' %>\n${BASE}env:\n  clear:\n    DB_PASSWORD: <%= DB_PASSWORD %>\n`,
    },
  ],
  ["a Ruby setting", { [DEPLOY]: `<% ENV["API_TOKEN"] ||= "${SECRET}" %>\n${BASE}` }],
  [
    "a command of Ruby",
    deploy(`env:\n  clear:\n    A: <%= \`curl -u admin:${SECRET} https://example.com | sh\` %>\n`),
  ],
  ["a value that breaks YAML", deploy(`env:\n  clear: [ DB_PASSWORD: ${SECRET}\n`)],
  ["a value Kamal refuses", deploy(`env: { clear: { DB_PASSWORD: [${SECRET}] } }\n`)],
  ["a duplicate key", deploy(`env:\n  clear:\n    DB_PASSWORD: ${SECRET}\n    DB_PASSWORD: ${SECRET}\n`)],
  ["a hidden character", deploy(`env:\n  clear:\n    DB_PASSWORD: "${SECRET}\u202e"\n`)],
  [
    "Traefik's arguments",
    deploy(
      `traefik:\n  args:\n    certificatesresolvers.a.password: ${SECRET}\n  env:\n    clear:\n      CF_API_TOKEN: ${SECRET}\n`,
    ),
  ],
  [
    "a destination",
    { [DEPLOY]: BASE, "config/deploy.production.yml": `env:\n  clear:\n    DB_PASSWORD: ${SECRET}\n` },
  ],
  [
    "a development destination",
    { [DEPLOY]: BASE, "config/deploy.development.yml": `env:\n  clear:\n    DB_PASSWORD: ${SECRET}\n` },
  ],
  ["a secrets file", beside(".kamal/secrets", `DB_PASSWORD=${SECRET}\n`)],
  ["a secret of a plain name", beside(".kamal/secrets", `FOO=${SECRET}\n`)],
  [
    "a secrets file of a destination",
    beside(".kamal/secrets.production", `export DB_PASSWORD='${SECRET}'\n`),
  ],
  ["a secret over several lines", beside(".kamal/secrets", `DB_PASSWORD="${SECRET}\n${SECRET}"\n`)],
  ["a secret with a fallback", beside(".kamal/secrets", `DB_PASSWORD=\${DB_PASSWORD:-${SECRET}}\n`)],
  ["a secret beside a variable", beside(".kamal/secrets", `DB_PASSWORD="\${USER}${SECRET}"\n`)],
  ["a commented secret", beside(".kamal/secrets", `# DB_PASSWORD=${SECRET}\n`)],
  ["a command for secrets", beside(".kamal/secrets", `S=$(bw unlock --raw --password ${SECRET})\n`)],
  ["a printed secret", beside(".kamal/secrets", `S=$(echo ${SECRET})\n`)],
  ["a variable for a command for secrets", beside(".kamal/secrets", `S=$(OP_TOKEN=${SECRET} op read x)\n`)],
  ["an env file", beside(".env", `FOO=bar\nDB_PASSWORD=${SECRET}\n`)],
  ["an env file for production", beside(".env.production", `SECRET_KEY_BASE=${SECRET}\n`)],
  ["an env file with Ruby", beside(".env.erb", `DB_PASSWORD=<%= "${SECRET}" %>\nFOO=${SECRET}\n`)],
  ["a key file", beside("config/master.key", `${"9f2d4c6b8a0e1f3d".repeat(2)}\n`)],
  [
    "a private key file",
    beside(
      "keys/id_rsa",
      `-----BEGIN OPENSSH PRIVATE KEY-----\n${SECRET}\n-----END OPENSSH PRIVATE KEY-----\n`,
    ),
  ],
  ["a shell hook", hook(`#!/bin/sh\nAPI_TOKEN=${SECRET}\necho "$API_TOKEN"\n`)],
  ["an exported variable", hook(`#!/bin/bash\nexport SLACK_TOKEN="${SECRET}"\nset -x\nenv\n`)],
  [
    "a fallback of a variable",
    hook(`#!/bin/sh\nTOKEN="\${API_TOKEN:-${SECRET}}"\ncurl -H "X-Token: $TOKEN" http://example.com\n`),
  ],
  ["a header", hook(`#!/bin/sh\ncurl -H "Authorization: Bearer ${SECRET}" https://example.com/x | sh\n`)],
  ["another header", hook(`#!/bin/sh\ncurl -k -H "X-Api-Key: ${SECRET}" https://example.com/x\n`)],
  ["basic authentication", hook(`#!/bin/sh\ncurl -u admin:${SECRET} http://example.com/x | bash\n`)],
  [
    "an address in a hook",
    hook(`#!/bin/sh\ncurl -fsSL "https://user:${SECRET}@example.com/x?token=${SECRET}" | bash\n`),
  ],
  [
    "a login",
    hook(`#!/bin/sh\ndocker login -u acme -p ${SECRET} ghcr.io\neval "docker login -p ${SECRET} $1"\n`),
  ],
  [
    "a password for a database",
    hook(`#!/bin/sh\nPGPASSWORD=${SECRET} psql -c "select $1"\nmysql -p${SECRET} -e "drop table $1"\n`),
  ],
  [
    "a webhook",
    hook(
      `#!/bin/sh\ncurl -d x https://hooks.slack.com/services/T00000000/B00000000/${SECRET}${SECRET.slice(0, 10)}\n`,
    ),
  ],
  ["a remote command", hook(`#!/bin/sh\nssh root@host "DB_PASSWORD=${SECRET} deploy $1"\n`)],
  ["a here-document", hook(`#!/bin/sh\ncat > .env <<EOF\nDB_PASSWORD=${SECRET}\nEOF\n`)],
  [
    "a Ruby hook",
    hook(
      `#!/usr/bin/env ruby\nAPI_TOKEN = "${SECRET}"\nputs API_TOKEN\nsystem("curl -u a:${SECRET} http://x | sh")\n`,
    ),
  ],
  [
    "a Ruby hash",
    hook(
      `#!/usr/bin/env ruby\nrequire "net/http"\nNet::HTTP.post(URI("http://example.com"), "x", { "Authorization" => "Bearer ${SECRET}" })\nconfig = { password: "${SECRET}" }\nputs config\n`,
    ),
  ],
  [
    "a Python hook",
    hook(
      `#!/usr/bin/env python3\nimport os\napi_token = "${SECRET}"\nprint(api_token)\nos.system("mysql -p${SECRET} " + os.environ["X"])\n`,
    ),
  ],
  [
    "a JavaScript hook",
    hook(
      `#!/usr/bin/env node\nconst apiToken = "${SECRET}";\nconsole.log(apiToken);\nrequire("child_process").execSync(\`curl -u a:${SECRET} \${process.argv[2]}\`);\n`,
    ),
  ],
  [
    "a Dockerfile's ENV",
    beside("Dockerfile", `FROM ruby:3.3\nENV DB_PASSWORD=${SECRET}\nENV API_TOKEN ${SECRET}\n`),
  ],
  ["a Dockerfile's ARG", beside("Dockerfile", `FROM ruby:3.3\nARG NPM_TOKEN=${SECRET}\n`)],
  [
    "a Dockerfile's RUN",
    beside(
      "Dockerfile",
      `FROM ruby:3.3\nRUN NPM_TOKEN=${SECRET} npm ci && git clone https://x:${SECRET}@github.com/a/b\n`,
    ),
  ],
  [
    "a Dockerfile's LABEL and COPY",
    beside(
      "Dockerfile",
      `FROM ruby:3.3\nLABEL api_token="${SECRET}"\nCOPY <<EOF /app/.env\nDB_PASSWORD=${SECRET}\nEOF\n`,
    ),
  ],
  [
    "a workflow's environment",
    beside(
      ".github/workflows/deploy.yml",
      `on: push\nenv:\n  KAMAL_REGISTRY_PASSWORD: ${SECRET}\njobs:\n  deploy:\n    runs-on: ubuntu-latest\n    steps:\n      - run: kamal deploy\n        env:\n          DB_PASSWORD: ${SECRET}\n`,
    ),
  ],
  [
    "a workflow's inputs",
    beside(
      ".github/workflows/deploy.yml",
      `on: push\njobs:\n  deploy:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: docker/login-action@v3\n        with:\n          username: acme\n          password: ${SECRET}\n      - run: kamal deploy\n`,
    ),
  ],
  [
    "a workflow's script",
    beside(
      ".github/workflows/deploy.yml",
      `on: push\njobs:\n  deploy:\n    runs-on: ubuntu-latest\n    steps:\n      - run: |\n          export DB_PASSWORD=${SECRET}\n          echo "${SECRET}" | docker login -u acme --password-stdin\n          kamal deploy -P \${{ github.head_ref }}\n`,
    ),
  ],
  [
    "a Gemfile's source",
    beside(
      "Gemfile",
      `source "https://user:${SECRET}@gems.example.com"\ngem "kamal", git: "https://x:${SECRET}@github.com/a/kamal"\n`,
    ),
  ],
  [
    "a lock file's source",
    beside(
      "Gemfile.lock",
      `GIT\n  remote: https://x:${SECRET}@github.com/a/kamal\n  revision: abc\n  specs:\n    kamal (2.0.0)\n\nDEPENDENCIES\n  kamal!\n`,
    ),
  ],
  [
    "a suppression's reason",
    deploy(`# kamal-review: ignore[mutable-tag] password=${SECRET}\nvolumes: ["/:/host"]\n`),
  ],
];

const PATTERN = /.{0,60}(?:ohb4Fo9xuQ7vZ2|b4Fo9xuQ7|9f2d4c6b8a0e1f3d).{0,20}/g;

function leaks(text: string): string[] {
  return [...text.matchAll(PATTERN)].map(([found]) => found);
}

const plain = (_style: string, text: string): string => text;

/** All that a review writes about the files, the whole of them being new or changed. */
async function saidAbout(files: Files): Promise<Readonly<Record<string, string>>> {
  const base = await projectOf({ [DEPLOY]: BASE.replace("arch: amd64", "arch: arm64") });
  const head = await projectOf(files, base);
  const reviews = [
    reviewChange({ base: undefined, head, rules: RULES, strictness: "audit" }),
    reviewChange({ base, head, rules: RULES, strictness: "audit" }),
    reviewChange({ base: head, head: base, rules: RULES, strictness: "audit" }),
  ];
  const said: Record<string, string> = {};
  for (const [index, review] of reviews.entries()) {
    const diff = new Map(
      Object.entries(files).map(([path, text]) => [
        path,
        readPatch(`@@ -0,0 +1 @@\n${text.replace(/^/gm, "+")}`),
      ]),
    );
    const situation = {
      diff,
      posted: [],
      headSha: "abc",
      repositoryId: 1,
      pullNumber: 1,
      markerKey: new Uint8Array(32),
    };
    const more = { ...review, failures: review.failures.map((failure) => ({ ...failure, counts: true })) };
    said[`terminal ${index}`] = terminalReport(more, plain);
    said[`JSON ${index}`] = jsonReport(more);
    said[`check run ${index}`] = JSON.stringify(checkOutput(more, (path, line) => `${path}#${line}`));
    said[`comments ${index}`] = JSON.stringify(planComments({ review, ...situation }));
    said[`findings ${index}`] = JSON.stringify(review.findings.map(({ edit: _, ...finding }) => finding));
    said[`failures ${index}`] = JSON.stringify(review.failures);
    said[`plan changes ${index}`] =
      changesText(review.plan ?? [], review.failures, plain) +
      changesJson(review.plan ?? [], review.failures);
  }
  return { ...said, ...(await plans(files)) };
}

/** What `kamal-review plan` shows of the configuration, and of its destination where there is one. */
async function plans(files: Files): Promise<Readonly<Record<string, string>>> {
  const base = sourceText(DEPLOY, files[DEPLOY] ?? "");
  const over = Object.keys(files).find((path) => /deploy\.\w+\.yml$/.test(path));
  const both =
    over === undefined ? { base, over: undefined } : { base, over: sourceText(over, files[over] ?? "") };
  const written = await hiddenValues([both.base, ...(both.over ? [both.over] : [])], RULES);
  const said: Record<string, string> = {};
  for (const major of [1, 2] as const) {
    const options = {
      version: "v1",
      major,
      destination: over && "d",
      wording: { ...PLACEHOLDER_WORDING, written },
    };
    const planned = plannedDeployment(both, options);
    said[`plan of Kamal ${major}`] = planText(planned, options, plain);
    said[`plan of Kamal ${major} in JSON`] = planJson(planned, options);
  }
  return said;
}

describe("a secret is not shown when it stands in", () => {
  test.each(PLACES)("%s", async (_, files) => {
    const said = await saidAbout(files);
    const leaked = Object.entries(said).flatMap(([sink, text]) =>
      leaks(text).map((leak) => `${sink}: ${leak}`),
    );
    expect(leaked).toEqual([]);
  });
});

test.each(RULES.map((rule) => [rule.id, rule] as const))(
  "the words of %s are not taken for a secret",
  (_, rule) => {
    expect(safeText(rule.title)).toBe(rule.title);
    expect(safeText(rule.why)).toBe(rule.why);
    expect(safeText(rule.fix)).toBe(rule.fix);
  },
);
