/** Our verdicts against Kamal's own. */
import { describe, expect, test } from "@jest/globals";
import { readRenderedYaml } from "../../../src/documents/kamal/read-rendered-yaml.ts";
import type { Rejection } from "../../../src/documents/kamal/validation/rejection.ts";
import { rejectionOfFile } from "../../../src/documents/kamal/validation/rejection-of.ts";
import { type KamalMajor, parseVersion } from "../../../src/documents/kamal/version/kamal-version.ts";
import { sourceText } from "../../../src/source/source-text.ts";
import { recordedVerdicts } from "./recorded-verdicts.ts";

function judge(text: string, version: KamalMajor = 2, destination?: string): Rejection | undefined {
  const source = sourceText("config/deploy.yml", text);
  return rejectionOfFile(source, readRenderedYaml(source), { version, destination });
}

/** The text of the file that is blamed. */
function blamed(rejection: Rejection | undefined): string | undefined {
  return rejection?.at.source.text.slice(rejection.at.span.start, rejection.at.span.end);
}

describe("the verdict is Kamal's", () => {
  test.each(recordedVerdicts())("Kamal $major on $file", ({ text, major, accepted, message, kind }) => {
    const rejection = judge(text, major);
    expect(rejection === undefined).toBe(accepted);
    if (!accepted) expect(rejection?.kind).toBe(kind);
    if (kind === "config" || kind === "argument") expect(rejection?.message).toBe(message);
    if (rejection && kind !== "crash") expect(blamed(rejection)).not.toBe("");
  });
});

const HEAD = "service: shop\nimage: acme/shop\n";
const SERVERS = "servers:\n  web: [192.0.2.1]\n";
const REST = "registry: { username: acme, password: [TOKEN] }\nbuilder: { arch: amd64 }\n";
const VALID = `${HEAD}${SERVERS}${REST}`;

/** Replaces a section of the valid file, or adds one. */
function withSection(name: string, text: string): string {
  const section = new RegExp(`^${name}:.*\\n(?:  .*\\n)*`, "m");
  return section.test(VALID) ? VALID.replace(section, text) : `${VALID}${text}`;
}

describe("further refusals of Kamal 2", () => {
  test.each<[section: string, text: string, message: string, at: string]>([
    ["servers", "servers: {}\n", "The primary_role web isn't defined", "{}"],
    ["servers", "servers:\n", "servers: should be an array or a hash", "servers"],
    ["servers", "servers:\n  web:\n", "servers/web: should be an array or a hash", "web"],
    ["servers", "servers:\n  - 10.5\n", "No servers specified for the web primary_role", "servers"],
    [
      "servers",
      "servers:\n  - 192.0.2.1:\n",
      "servers/0/192.0.2.1: should be a string or an array",
      "192.0.2.1",
    ],
    [
      "servers",
      "servers:\n  web:\n    hosts: [~]\n",
      "servers/web/hosts/0: should be a string or a hash",
      "~",
    ],
    [
      "servers",
      "servers:\n  web: [192.0.2.1]\n  b: []\n  a: []\n",
      "No servers specified for the a role. You can ignore this with allow_empty_roles: true",
      "a",
    ],
    ["primary_role", "primary_role: job\n", "The primary_role job isn't defined", "job"],
    ["env", "env: { clear: { no: [] } }\n", "env/clear: should be a string", "[]"],
    ["env", "env: { clear: ~ }\n", "env/clear: should be a hash", "~"],
    ["env", "env: { secret: [A, ~] }\n", "env/secret/1: should be a string", "~"],
    ["env", "env: { tags: [] }\n", "env/tags: should be a hash", "[]"],
    ["ssh", "ssh: { on: 1 }\n", "ssh: unknown key: true", "on"],
    ["ssh", "ssh: { keys: ~/.ssh/id }\n", "ssh/keys: should be an array", "~/.ssh/id"],
    ["ssh", "ssh: { config: 5 }\n", "ssh/config: should be a boolean or a string or an array", "5"],
    ["ssh", "ssh: { :user: app }\n", "ssh: unknown key: user", ":user"],
    ["boot", "boot: { limit: [1] }\n", "boot/limit: should be a string", "[1]"],
    [
      "registry",
      "registry: { username: acme, password: 12345 }\n",
      "registry/password: should be a string or an array with one string (for secret lookup)",
      "12345",
    ],
    [
      "registry",
      "registry: { server: localhost, username: acme }\n",
      "registry/password: is required",
      "registry",
    ],
    ["builder", "builder: {}\n", "builder: Builder arch not set", "builder"],
    ["builder", "builder: { arch: ~ }\n", "builder/arch: should be an array or a string", "~"],
    [
      "builder",
      "builder: { arch: amd64, cache: { type: yes } }\n",
      "builder: Invalid cache type: true",
      "yes",
    ],
    ["proxy", "proxy: yes\n", "proxy: should be a hash", "yes"],
    ["proxy", "proxy: { ssl: {} }\n", "proxy: Must set a host to enable automatic SSL", "{}"],
    ["proxy", "proxy: { ssl: ~ }\n", "proxy/ssl: should be a boolean or a hash", "~"],
    [
      "proxy",
      "proxy: { run: { http_port: 8:30, publish: off } }\n",
      "proxy: Cannot set http_port, https_port or bind_ips when publish is false",
      "http_port",
    ],
    [
      "minimum_version",
      "minimum_version: '2.12.1'\n",
      "Current version is 2.12.0, minimum required is 2.12.1",
      "'2.12.1'",
    ],
    ["minimum_version", "minimum_version: latest\n", "Malformed version number string latest", "latest"],
    [
      "service",
      "service: 123\n",
      "Service name can only include alphanumeric characters, hyphens, and underscores",
      "123",
    ],
    ["service", "service: 2024-01-02\n", "service: should be a string", "2024-01-02"],
    ["service", "service: off\n", "Missing required configuration for service", "off"],
    ["retain_containers", "retain_containers: 0\n", "Must retain at least 1 container", "0"],
    [
      "hooks_output",
      "hooks_output: :loud\n",
      "Invalid hooks_output 'loud', must be one of: quiet, verbose",
      ":loud",
    ],
    ["accessories", "accessories:\n", "accessories: should be a hash", "accessories"],
    [
      "accessories",
      "accessories: { db: { host: a, proxy: true } }\n",
      "accessories/db/proxy: should be a hash",
      "true",
    ],
    [
      "accessories",
      "accessories: { db: { host: a, files: [{ local: a, mode: ~ }] } }\n",
      "accessories/db/files/0/mode: should be a string",
      "~",
    ],
    [
      "aliases",
      "aliases: { server: app exec }\n",
      "aliases/server: Alias 'server' conflicts with a built-in command.",
      "server",
    ],
    ["volumes", "volumes: [a:/a, { b: /b }]\n", "volumes/1: should be a string", "{ b: /b }"],
  ])("%s: %j", (section, text, message, at) => {
    const rejection = judge(withSection(section, text));
    expect(rejection?.message).toBe(message);
    expect(blamed(rejection)).toBe(at);
  });

  test("what the root and a role want of the proxy is judged together", () => {
    const text = `${HEAD}${REST}proxy: { host: a.example }\nservers: { web: { hosts: [192.0.2.1], proxy: { hosts: [b.example] } } }\n`;
    expect(judge(text)?.message).toBe("proxy: Specify one of 'host' or 'hosts', not both");
  });

  test("two roles behind one name need one certificate each", () => {
    const text = `${HEAD}${REST}proxy: { host: a.example, ssl: true }\nservers: { web: [192.0.2.1], api: { hosts: [192.0.2.2], proxy: true } }\n`;
    expect(judge(text)?.message).toBe("Different roles can't share the same host for SSL: a.example");
  });

  test.each([
    ["a role name that is no text", "servers: { 1: [192.0.2.1] }\n"],
    ["a server of the registry that is no text", "registry: { server: 5000, username: a, password: [B] }\n"],
    ["a tag where there are no roles", "servers: [192.0.2.1]\naccessories: { db: { image: a, tag: b } }\n"],
    ["a path of hooks that is no text", "hooks_path: 5\n"],
    ["an endpoint that is no URL", 'output: { otel: { endpoint: "not a url" } }\n'],
  ])("%s makes it crash", (_, text) => {
    expect(judge(withSection(text.slice(0, text.indexOf(":")), text))?.kind).toBe("crash");
  });
});

describe("further refusals of Kamal 1", () => {
  test.each<[text: string, message: string]>([
    [
      `${HEAD}registry: { username: a, password: [B] }\nservers: {}\n`,
      "Missing required configuration for servers",
    ],
    [`${HEAD}registry: { server: "localhost:5000" }\nservers: [a]\n`, "registry/username: is required"],
    [
      `${HEAD}registry: { username: a, password: [B] }\nservers: { web: [~] }\n`,
      "No servers specified for the web primary_role",
    ],
    [
      `${HEAD}registry: { username: a, password: [B] }\nservers: [a]\ntraefik:\n`,
      "traefik: should be a hash",
    ],
    [
      `${HEAD}registry: { username: a, password: [B] }\nservers: { web: { hosts: [a], healthcheck: { port: [3000] } } }\n`,
      "servers/web/healthcheck/port: should be a string",
    ],
  ])("%j", (text, message) => {
    expect(judge(text, 1)?.message).toBe(message);
  });
});

describe("releases in between", () => {
  const at = (text: string, version: string) => {
    const source = sourceText("config/deploy.yml", text);
    const release = parseVersion(version);
    return release && rejectionOfFile(source, readRenderedYaml(source), { version: release })?.message;
  };

  test.each<[version: string, section: string, message: string | undefined]>([
    ["2.11.0", "ssh: { forward_agent: false }\n", "ssh: unknown key: forward_agent"],
    ["2.12.0", "ssh: { forward_agent: false }\n", undefined],
    ["2.9.0", "proxy: { run: {} }\n", "proxy: unknown key: run"],
    [
      "2.11.0",
      "servers: { web: { hosts: [a], options: { restart: always } } }\n",
      "servers/web: Cannot set restart policy in docker options, unless-stopped is required",
    ],
    ["2.5.0", "servers: { web: { hosts: [a], options: { restart: always } } }\n", undefined],
    [
      "2.5.0",
      "accessories: { db: { image: a } }\n",
      "accessories/db: specify one of `host`, `hosts` or `roles`",
    ],
    ["2.0.0", "proxy: { hosts: [a] }\n", "proxy: unknown key: hosts"],
    ["2.7.0", "registry: { server: 'localhost:5000' }\n", "registry/username: is required"],
    [
      "2.9.0",
      "accessories: { db: { host: a, files: [{ local: a, remote: b }] } }\n",
      "accessories/db/files/0: should be a string",
    ],
    ["2.8.0", "ssh: { config: [a] }\n", "ssh/config: should be a boolean"],
  ])("%s: %j", (version, text, message) => {
    expect(at(withSection(text.slice(0, text.indexOf(":")), text), version)).toBe(message);
  });
});

describe("what Ruby decides is no fault of the file", () => {
  test.each([
    withSection("servers", "servers: <%= servers %>\n"),
    withSection("servers", "servers:\n  web:\n<% hosts.each do |h| %>\n    - <%= h %>\n<% end %>\n"),
    withSection("servers", "servers:\n  web: [<% hosts.each do |h| %> <%= h %>, <% end %>]\n"),
    withSection("service", "service: <%= name %>\n"),
    withSection("builder", "builder:\n  <%= key %>: amd64\n"),
    withSection("proxy", "proxy:\n  ssl: <%= tls %>\n"),
    withSection("proxy", "proxy:\n  ssl: true\n  host: <%= host %>\n"),
    withSection("proxy", "proxy:\n<% if wildcard %>\n  hosts: [a, b]\n<% else %>\n  host: a\n<% end %>\n"),
    withSection("env", "env:\n<% if staging %>\n  A: b\n<% else %>\n  clear: { A: b }\n<% end %>\n"),
    withSection("deploy_timeout", "deploy_timeout: <%= 60 * 2 %>\n"),
    withSection(
      "servers",
      "servers:\n  web: [a]\n<% if api %>\n  api: { hosts: [b], proxy: true }\n<% end %>\nproxy: { host: a, ssl: true }\n",
    ),
    withSection("minimum_version", "minimum_version: <%= v %>\n"),
    withSection("accessories", "accessories:\n  db:\n    image: a\n    <%= where %>: b\n"),
    withSection("accessories", "accessories:\n  db:\n    image: a\n    role: <%= role %>\n"),
    withSection("registry", "<%= registry_section %>\n"),
    withSection("accessories", "accessories:\n<%= accessories %>\n"),
    withSection("accessories", "accessories: # all of them\n<% if a %>\n<% end %>\n"),
    withSection("labels", "labels: !ruby/object:Labels { a: b }\n"),
  ])("%j", (text) => {
    expect(judge(text)).toBeUndefined();
  });

  test("and the rest is judged all the same", () => {
    const text = withSection(
      "servers",
      "servers:\n<% roles.each do |r| %>\n  <%= r %>: []\n<% end %>\nssh_key: a\n",
    );
    expect(judge(text)?.message).toBe("unknown key: ssh_key");
  });
});
