/** Where a script has made sure of a variable, and where it only seems to. */
import { describe, expect, test } from "@jest/globals";
import type { ShellScript } from "../../../src/documents/shell/shell-script.ts";
import { flowsIn } from "../../../src/rules/shared/scripts/tainted-variables.ts";
import { projectOf } from "../../support/project-of.ts";

/** The origin of the last argument of the last command. */
async function originAtTheEnd(text: string): Promise<string> {
  const { documents } = await projectOf({ ".kamal/hooks/pre-deploy": `#!/bin/bash\n${text}\n` });
  const script = documents.find((document): document is ShellScript => document.kind === "shell-script");
  const command = script?.commands.findLast(({ name }) => name?.literal === "use");
  const word = command?.arguments.at(-1);
  return script && command && word ? flowsIn(script)(word, command.inFunction).origin : "nothing";
}

describe("a variable that was checked is as good as a constant", () => {
  test.each([
    ["a pattern or the end", '[[ "$1" =~ ^[a-z]+$ ]] || exit 1\nuse "$1"'],
    ["the end unless a pattern", 'if [[ ! $1 =~ ^[a-z]+$ ]]; then\n  echo no\n  exit 1\nfi\nuse "$1"'],
    ["inside the branch", 'if [[ $1 =~ ^v[0-9]+$ ]]; then use "$1"; fi'],
    ["a list of values", '[ "$1" = staging ] || [ "$1" = production ] || exit 1\nuse "$1"'],
    ["neither of two values", 'if [[ $1 != a && $1 != b ]]; then exit 1; fi\nuse "$1"'],
    ["a case with an end for the rest", 'case "$1" in a | b) ;; *) exit 1 ;; esac\nuse "$1"'],
    ["a case for what is not allowed", 'case $1 in *[!a-z0-9]*) exit 1 ;; esac\nuse "$1"'],
    ["a grep", 'echo "$1" | grep -Eq \'^[0-9]+$\' || exit 1\nuse "$1"'],
    ["a copy of it", 'x=$1\n[[ $x =~ ^[a-z]+$ ]] || exit 1\ny=$x\nuse "$y"'],
    ["a function that ends the script", 'ok() { [[ $1 =~ ^[a-z]+$ ]] || exit 1; }\nok "$1"\nuse "$1"'],
    [
      "a pattern in a function",
      'f() {\n  local n="$1"\n  [[ $n =~ ^[a-z]+$ ]] || return 1\n  use "$n"\n}\nf "$2"',
    ],
    ["characters taken out", `use "\${1//[^a-z0-9]/}"`],
  ])("%s", async (_, text) => {
    expect(await originAtTheEnd(text)).toBe("constant");
  });
});

describe("what looks like a check and is none", () => {
  test.each([
    ["a pattern without an end", '[[ $1 =~ ^[a-z]+ ]] || exit 1\nuse "$1"'],
    ["a pattern that takes anything", '[[ $1 =~ ^release-.*$ ]] || exit 1\nuse "$1"'],
    ["a check that only complains", '[[ $1 =~ ^[a-z]+$ ]] || echo no\nuse "$1"'],
    ["a check that comes later", 'use "$1"\n[[ $1 =~ ^[a-z]+$ ]] || exit 1'],
    ["a check that there is a value", '[ -n "$1" ] || exit 1\nuse "$1"'],
    ["a case with an open pattern", 'case "$1" in release*) ;; *) exit 1 ;; esac\nuse "$1"'],
    ["a case that lets the rest through", 'case "$1" in a) exit 1 ;; *) ;; esac\nuse "$1"'],
    ["the branch for other values", 'if [[ $1 =~ ^[a-z]+$ ]]; then exit 0; else use "$1"; fi'],
  ])("%s", async (_, text) => {
    expect(await originAtTheEnd(text)).toBe("given");
  });
});

test("a finding can name the line where the value comes in", async () => {
  const { documents } = await projectOf({ "bin/deploy": "#!/bin/bash\n\nx=$(git log -1)\ny=$x\nuse $y\n" });
  const script = documents.find((document): document is ShellScript => document.kind === "shell-script");
  const word = script?.commands.find(({ name }) => name?.literal === "use")?.arguments[0];
  const flow = script && word && flowsIn(script)(word, undefined);
  expect(flow?.source?.what).toBe("`git log`");
  expect(script?.source.positionAt(flow?.source?.at.span.start ?? 0).line).toBe(3);
});
