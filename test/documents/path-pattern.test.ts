import { expect, test } from "@jest/globals";
import { hasOwner, readCodeOwners } from "../../src/documents/code-owners.ts";
import { matchesPath } from "../../src/documents/path-pattern.ts";
import { readDockerignore } from "../../src/rules/shared/images/dockerignore.ts";
import { sourceText } from "../../src/source/source-text.ts";

const parts = (path: string): string[] => path.split("/");

test.each([
  ["*.key", "master.key", true],
  ["*.key", "config/master.key", false],
  ["**/*.key", "config/master.key", true],
  ["**/*.key", "master.key", true],
  ["config/**", "config/a/b", true],
  ["config/**/c", "config/c", true],
  ["config/**/c", "config/a/b/c", true],
  ["config/**/c", "config/a/b/d", false],
  ["d*y*.y?l", "deploy.yml", true],
  ["d*y*.y?l", "deploy.yaml", false],
  ["*a*b*c", "aXbXbXc", true],
  ["", "a", false],
])("the pattern %s and the path %s: %s", (pattern, path, expected) => {
  expect(matchesPath(parts(pattern), parts(path))).toBe(expected);
});

test("hostile patterns of many wildcards take no longer than their length allows", () => {
  const pattern = "*a".repeat(120);
  expect(matchesPath([pattern], [`${"a".repeat(250)}b`])).toBe(false);
  expect(
    matchesPath(
      Array.from({ length: 60 }, (_, i) => (i % 2 ? "a" : "**")),
      Array(60).fill("a"),
    ),
  ).toBe(true);
});

test.each([
  [".env*", ".env.production", true],
  ["/.env*\n!/.env.example", ".env.example", false],
  ["config/\n!config/deploy.yml", "config/deploy.yml", false],
  ["config", "config/master.key", true],
  ["*\n!app", ".env", true],
  ["# .env", ".env", false],
  ["**/.git", ".git/config", true],
  ["\r\n.env\r\n", ".env", true],
  ["env", ".env", false],
])("what .dockerignore excludes: %j and %s", (text, path, expected) => {
  expect(readDockerignore(text)(path)).toBe(expected);
});

test.each([
  ["* @a", "config/deploy.yml", true],
  ["*.yml @a", "config/deploy.yml", true],
  ["/deploy.yml @a", "config/deploy.yml", false],
  ["config/ @a", "apps/web/config/deploy.yml", true],
  ["/config/ @a", "apps/web/config/deploy.yml", false],
  ["/config @a", "config/deploy.yml", true],
  ["config/* @a", "config/deploy.yml", true],
  ["config/* @a", "config/deploy/shop.yml", false],
  ["**/deploy*.yml ops@example.com", "apps/web/config/deploy.yml", true],
  ["* @a\n/config/", "config/deploy.yml", false],
  ["/config/\n* @a # all", "config/deploy.yml", true],
  ["* nobody", "config/deploy.yml", false],
])("who owns what by CODEOWNERS: %j and %s", (text, path, expected) => {
  expect(hasOwner(readCodeOwners(sourceText("CODEOWNERS", text)), path)).toBe(expected);
});
