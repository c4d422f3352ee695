/** What findings about running containers weigh: by what is at stake, by destination, by the author's reasons. */
import { expect, test } from "@jest/globals";
import { runRules } from "../src/engine/run-rules.ts";
import { RULES } from "../src/rules/index.ts";
import { projectOf } from "./support/project-of.ts";

const BASE = "service: shop\nimage: acme/shop\n";

async function weigh(ruleId: string, text: string, destination?: string): Promise<string[]> {
  const own = destination === undefined ? {} : { [`config/deploy.${destination}.yml`]: text };
  const project = await projectOf({
    "config/deploy.yml": destination === undefined ? BASE + text : BASE,
    ...own,
  });
  const rules = RULES.filter(({ id }) => id === ruleId);
  return runRules(project, rules).findings.map(({ severity }) => severity);
}

const role = (options: string): string => `servers: { web: { hosts: [203.0.113.7], options: ${options} } }\n`;
const accessory = (settings: string): string =>
  `servers: [203.0.113.7]\naccessories: { one: { host: 203.0.113.7, ${settings} } }\n`;

const CASES: readonly (readonly [rule: string, text: string, ...weights: string[]])[] = [
  [
    "capability",
    role("{ cap-add: [ALL, SYS_PTRACE, NET_ADMIN, SYS_NICE] }"),
    "critical",
    "high",
    "medium",
    "low",
  ],
  ["capability", accessory("image: tailscale/tailscale:v1.78, options: { cap-add: NET_ADMIN }"), "low"],
  ["capability", role("{ cap_add: ALL }"), "medium"],
  ["sandbox-off", role("{ security-opt: seccomp=unconfined }"), "high"],
  [
    "sandbox-off",
    accessory("image: netdata/netdata:v2, options: { security-opt: apparmor=unconfined }"),
    "medium",
  ],
  ["accessory-port-public", accessory('image: nginx:1.27, port: "9000:9000"'), "medium"],
  ["host-namespace", role("{ pid: host }"), "high"],
  ["host-namespace", accessory("image: gcr.io/cadvisor/cadvisor:v0.49, options: { pid: host }"), "low"],
  ["duplicate-or-ambiguous-yaml", role("{ cap-drop: ALL, cap-drop: MKNOD }"), "high"],
  ["duplicate-or-ambiguous-yaml", role("{ memory: 1g, memory: 2g }"), "medium"],
  [
    "accessory-file-exposed",
    accessory('image: acme/backup:1, files: ["~/.netrc:/root/.netrc", "config/.netrc:/root/.netrc"]'),
    "high",
    "medium",
  ],
  ["root-user", role("{ user: root }"), "medium"],
  ["root-user", accessory("image: grafana/loki:3.3, options: { user: root }"), "low"],
  ["device", role("{ device: [/dev/sda, /dev/dri] }"), "high", "low"],
  ["network-host", accessory("image: redis:7, network: host"), "high"],
  ["network-host", accessory("image: caddy:2, options: { network: host }"), "medium"],
  [
    "network-host",
    "servers:\n  # host network for calls\n  voice:\n    hosts: [203.0.113.7]\n    options:\n      network: host\n",
    "medium",
  ],
  ["accessory-port-public", accessory("image: postgres:16, port: 5432"), "high"],
  ["accessory-port-public", accessory("image: ollama/ollama:0.5, port: 11434"), "high"],
  ["accessory-port-public", accessory("image: redis:7, port: 6379"), "critical"],
  ["accessory-port-public", accessory('image: redis:7, port: "10.0.0.5:6379:6379"'), "low"],
  ["options-publish", role('{ publish: "3000:3000" }'), "medium"],
  ["options-publish", role('{ publish: "5432:5432" }'), "high"],
  ["admin-ui-exposed", accessory("image: adminer:4, port: 8080"), "high"],
  ["admin-ui-exposed", accessory("image: grafana/grafana:11, port: 3000"), "low"],
  ["docker-api", accessory("image: docker:dind, port: 2375"), "critical"],
  ["private-key-path-in-repo", `${role("{}")}ssh: { keys: [deploy.pem] }\n`, "high"],
  ["shared-personal-key", `${role("{}")}ssh: { keys: [~/.ssh/id_rsa] }\n`, "info"],
];

test.each(CASES)("%s weighs %j", async (ruleId, text, ...weights) => {
  expect(await weigh(ruleId, text)).toEqual(weights);
});

test.each([
  ["privileged", role("{ privileged: true }"), "critical", "critical", "high"],
  ["capability", role("{ cap-add: ALL }"), "critical", "critical", "high"],
  ["accessory-port-public", accessory("image: redis:7, port: 6379"), "critical", "high", "low"],
] as const)("%s weighs less where less is at stake", async (ruleId, text, ...weights) => {
  const found = await Promise.all(
    ["production", "staging", "development"].map((destination) => weigh(ruleId, text, destination)),
  );
  expect(found).toEqual(weights.map((weight) => [weight]));
});

test.each([
  [
    "accessory-port-public",
    accessory('image: postgres:16, port: "10.0.0.5:5432:5432"'),
    accessory("image: postgres:16, port: 5432"),
  ],
  ["options-publish", role('{ publish: "10.0.0.5:80:80" }'), role('{ publish: "80:80" }')],
  [
    "admin-ui-exposed",
    accessory('image: adminer:4, port: "10.0.0.5:80:80"'),
    accessory("image: adminer:4, port: 80"),
  ],
  ["docker-api", accessory('image: a/b, port: "10.0.0.5:2375:2375"'), accessory("image: a/b, port: 2375")],
  [
    "host-path-mount",
    "servers: [203.0.113.7]\nvolumes: [/etc:/etc:ro]\n",
    "servers: [203.0.113.7]\nvolumes: [/etc:/etc]\n",
  ],
  [
    "accessory-port-public",
    accessory("image: redis:7, cmd: --requirepass $X, port: 6379"),
    accessory("image: redis:7, port: 6379"),
  ],
] as const)("%s takes what became worse for another finding", async (ruleId, before, after) => {
  const rules = RULES.filter(({ id }) => id === ruleId);
  const [was, now] = await Promise.all(
    [before, after].map(async (text) =>
      runRules(await projectOf({ "config/deploy.yml": BASE + text }), rules),
    ),
  );
  expect(was?.findings).toHaveLength(1);
  expect(now?.findings).toHaveLength(1);
  expect(now?.findings[0]?.fingerprint).not.toBe(was?.findings[0]?.fingerprint);
});

const COPIES =
  "FROM ruby:3.4 AS base\nWORKDIR /rails\nFROM base AS build\nCOPY config/master.key ./config/\n";
const IMAGE = "FROM base\nUSER rails\n";

test.each([
  ["the final stage copies the folder", `${COPIES}${IMAGE}COPY --from=build /rails /rails\n`, ["high"]],
  [
    "the final stage copies another folder",
    `${COPIES}${IMAGE}COPY --from=build /rails/public ./public\n`,
    ["medium"],
  ],
  [
    "the build stage deletes it",
    `${COPIES}RUN rm config/master.key\n${IMAGE}COPY --from=build /rails .\n`,
    ["medium"],
  ],
  [
    "nothing but other files are copied",
    `${COPIES.replace("./config/", "/etc/keys/")}${IMAGE}COPY --from=build /rails .\n`,
    ["medium"],
  ],
])("a key copied in a build stage weighs by what reaches the image: %s", async (_, dockerfile, expected) => {
  const project = await projectOf({
    "config/deploy.yml": `${BASE}servers: [203.0.113.7]\nbuilder: { arch: amd64 }\n`,
    Dockerfile: dockerfile,
  });
  const rules = RULES.filter(({ id }) => id === "image-copies-secret-files");
  expect(runRules(project, rules).findings.map(({ severity }) => severity)).toEqual(expected);
});
