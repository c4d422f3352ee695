/** Which language a script is taken for. */
import { describe, expect, test } from "@jest/globals";
import { languagesOf, scriptLanguageOf } from "../../src/documents/script-language.ts";
import { sourceText } from "../../src/source/source-text.ts";

function languageOf(path: string, text: string): string {
  return scriptLanguageOf(sourceText(path, text), path.includes("hooks/") ? "hook" : "script");
}

const HOOK = ".kamal/hooks/pre-deploy";

describe("a shebang decides", () => {
  test.each([
    ["#!/bin/sh", "shell"],
    ["#!/usr/bin/env bash", "shell"],
    ["#!/usr/bin/env ruby", "ruby"],
    ["#!/usr/bin/ruby -w", "ruby"],
    ["#!/usr/bin/env -S ruby -w", "ruby"],
    ["#!/usr/bin/env -S RUBYOPT=-W0 ruby", "ruby"],
    ["#!/usr/bin/env python3", "python"],
    ["#!/usr/bin/python3.12", "python"],
    ["#!/usr/bin/env -S uv run --script", "python"],
    ["#!/usr/bin/env node", "javascript"],
    ["#!/usr/bin/env bun", "javascript"],
    ["#!/usr/bin/env -S deno run --allow-env", "javascript"],
    ["#!/usr/bin/env -S npx tsx", "javascript"],
    ["#!/usr/bin/env perl", "unknown"],
  ])("%s", (shebang, language) => {
    expect(languageOf(HOOK, `${shebang}\n`)).toBe(language);
  });
});

describe("without one", () => {
  test.each([
    ["bin/deploy.rb", "", "ruby"],
    ["bin/deploy.py", "", "python"],
    ["scripts/deploy.mts", "", "javascript"],
    [".kamal/hooks/lib/notify.rb", "", "ruby"],
    [".kamal/hooks/README.md", "require 'x'", "unknown"],
    [".kamal/hooks/pre-deploy.sample", "#!/bin/sh", "unknown"],
    [HOOK, "echo deployed\n", "shell"],
    [HOOK, "require 'json'\nputs ENV['KAMAL_VERSION']\n", "ruby"],
    [HOOK, "import os\nprint(os.environ)\n", "python"],
    [HOOK, "const { execSync } = require('child_process');\n", "javascript"],
  ])("%s holding %j is %s", (path, text, language) => {
    expect(languageOf(path, text)).toBe(language);
  });
});

test("a Ruby shebang over a body of shell is shell", () => {
  const text = '#!/usr/bin/env ruby\n\nfor host in $HOSTS; do\n  ssh "$host" uptime\ndone\n';
  expect(languageOf(HOOK, text)).toBe("shell");
});

test("a shell shebang over a message that speaks of Ruby stays shell", () => {
  expect(languageOf(HOOK, '#!/bin/sh\nset -e\necho "$KAMAL_VERSION"\n# end\n')).toBe("shell");
});

test("a here-document of shell makes no shell script of a Ruby one", () => {
  const text =
    '#!/usr/bin/env ruby\nscript = <<~SH\n  set -e\n  echo "$1"\nSH\nsystem("ssh", "web1", script)\n';
  expect(languageOf("bin/deploy", text)).toBe("ruby");
});

test.each([
  ["#!/bin/bash\ncat <<'X'\nrequire \"json\"\nX\n", ["ruby", "shell"]],
  ["#!/usr/bin/env ruby\nfi\n", ["shell", "ruby"]],
  ["cat <<'X'\nimport os\nX\n", ["python", "shell"]],
  ["#!/usr/bin/env ruby\nputs 1\n", ["ruby"]],
  ["#!/usr/bin/env perl\nprint 1\n", []],
])("%j is read as what it looks like and as what runs it: %j", (text, languages) => {
  expect(languagesOf(sourceText(HOOK, text), "hook")).toEqual(languages);
});
