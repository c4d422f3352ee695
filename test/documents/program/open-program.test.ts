/** Ruby, Python and JavaScript in one vocabulary: calls, values, checks, started programs. */
import { beforeAll, describe, expect, test } from "@jest/globals";
import { openProgram } from "../../../src/documents/program/open-program.ts";
import {
  literalOf,
  optionOf,
  type Program,
  type ProgramLanguage,
} from "../../../src/documents/program/program.ts";
import { loadGrammars } from "../../../src/documents/syntax/syntax-tree.ts";
import { wholeText } from "../../../src/source/derived-text.ts";
import { sourceText } from "../../../src/source/source-text.ts";
import { projectOf } from "../../support/project-of.ts";

beforeAll(() => loadGrammars(["ruby", "python", "javascript", "typescript", "tsx", "bash"]));

const PATHS: Readonly<Record<ProgramLanguage, string>> = {
  ruby: "bin/deploy.rb",
  python: "bin/deploy.py",
  javascript: "bin/deploy.ts",
};

function open(language: ProgramLanguage, code: string): Program {
  const program = openProgram(wholeText(sourceText(PATHS[language], code)), language, "script");
  if (!program) throw new Error("took too long");
  return program;
}

/** The command lines of everything that is started, as they stand in the file. */
function commandsOf(language: ProgramLanguage, code: string): string[] {
  const { starts, source } = open(language, code);
  return starts.flatMap(({ shell }) =>
    (shell?.commands ?? []).map(({ span }) => source.text.slice(span.start, span.end)),
  );
}

describe("calls have one path in all languages", () => {
  test.each<[ProgramLanguage, string, string]>([
    ["ruby", "FileUtils.rm_rf('x')", "FileUtils.rm_rf"],
    ["ruby", "Net::HTTP.get(uri)", "Net.HTTP.get"],
    ["ruby", "puts 1", "puts"],
    ["ruby", "`ls`", "`"],
    ["python", "import subprocess as sp\nsp.run(['ls'])", "subprocess.run"],
    ["python", "from os import system as sh\nsh('ls')", "os.system"],
    ["javascript", 'import { exec as run } from "node:child_process";\nrun("ls");', "child_process.exec"],
    ["javascript", 'const cp = require("child_process");\ncp.execSync("ls");', "child_process.execSync"],
    ["javascript", 'require("child_process").execSync("ls");', "child_process.execSync"],
    [
      "javascript",
      'import { exec } from "child_process";\nimport { promisify } from "util";\nconst run = promisify(exec);\nawait run("ls");',
      "child_process.exec",
    ],
    ["javascript", 'new Function("a", "return a");', "new Function"],
  ])("%s %j", (language, code, path) => {
    expect(open(language, code).calls.map((call) => call.path)).toContain(path);
  });
});

test("keyword arguments and trailing hashes or objects are options", () => {
  const codes: [ProgramLanguage, string][] = [
    ["ruby", "system('ls', chdir: 'app')"],
    ["python", "run('ls', chdir='app')"],
    ["javascript", "run('ls', { chdir: 'app' });"],
  ];
  for (const [language, code] of codes) {
    const [call] = open(language, code).calls;
    expect(call?.arguments.map(literalOf)).toEqual(["ls"]);
    expect(call && literalOf(optionOf(call, "chdir"))).toBe("app");
  }
});

describe("started programs are read as shell text with positions in the file", () => {
  test.each<[ProgramLanguage, string, string[]]>([
    ["ruby", 'system("git pull #{branch} && ls")', ["git pull #{branch}", "ls"]],
    ["ruby", "system('git', 'pull', branch)", ["git', 'pull', branch"]],
    ["ruby", "system(<<~SH)\n  git pull\n  ls -l\nSH\n", ["git pull", "ls -l"]],
    ["ruby", "command = 'git ' + 'pull'\nsystem(command)", ["git ' + 'pull"]],
    ["ruby", "def run(line) = system(line)\nrun 'ls -l'", ["ls -l"]],
    ["python", "import os\nos.system('git pull %s' % branch)", ["git pull %s"]],
    ["python", "import subprocess\nsubprocess.run(f'ls {x}', shell=True)", ["ls {x}"]],
    ["python", "import subprocess\nsubprocess.run(['ls', x])", ["ls', x"]],
    ["javascript", 'import { execSync } from "child_process";\nexecSync("ls " + x);', ['ls " + x']],
    ["javascript", 'import { $ } from "bun";\nawait $`ls -l | wc -l`;', ["ls -l", "wc -l"]],
  ])("%s %j", (language, code, commands) => {
    expect(commandsOf(language, code)).toEqual(commands);
  });

  test("a remote command inside is followed, and runs there", () => {
    const [start] = open("ruby", "system('ssh', host, 'docker ps; uptime')").starts;
    expect(start?.shell?.commands.map(({ name, runsOn }) => [name?.literal, runsOn])).toEqual([
      ["ssh", "here"],
      ["docker", "remote"],
      ["uptime", "remote"],
    ]);
  });

  test("values that are filled in are marked, and named like their variables", () => {
    const [start] = open("ruby", 'system("echo $HOME #{ENV["TOKEN"]} #{name}")').starts;
    const parts = start?.shell?.commands[0]?.arguments.flatMap((word) => word.parts) ?? [];
    const variables = parts.flatMap((part) =>
      part.kind === "variable" ? [[part.name, start?.shell?.filledIn?.has(part.span.start)]] : [],
    );
    expect(variables).toEqual([
      ["HOME", false],
      ["TOKEN", true],
      ["name", true],
    ]);
  });

  test("a function that only passes on what it is given is marked, since its calls count", () => {
    const { starts } = open("python", "import os\ndef run(line):\n    os.system(line)\nrun('ls')\n");
    expect(starts.map(({ passesOn }) => passesOn)).toEqual([true, false]);
  });
});

describe("a variable is checked by", () => {
  test.each<[ProgramLanguage, string]>([
    ["ruby", "abort unless x.match?(/\\A[a-z]+\\z/)"],
    ["ruby", "raise 'no' if x !~ /^[\\w.-]+$/"],
    ["ruby", "exit 1 unless %w[a b].include?(x)"],
    ["ruby", "case x\nwhen 'a', 'b' then 1\nelse abort\nend"],
    ["python", "if not re.fullmatch(r'[a-z]+', x):\n    sys.exit(1)"],
    ["python", "if x not in ALLOWED:\n    raise ValueError('no')"],
    ["python", "assert x in ('a', 'b')"],
    ["javascript", "if (!/^[a-z]+$/.test(x)) process.exit(1);"],
    ["javascript", "if (!ALLOWED.includes(x)) { throw new Error('no'); }"],
    ["javascript", "switch (x) { case 'a': break; default: process.exit(1); }"],
    ["javascript", "if (/[^\\w.-]/.test(x)) process.exit(1);"],
    ["python", "if re.search(r'[^a-z0-9]', x):\n    sys.exit(1)"],
  ])("%s %j", (language, code) => {
    const { checks, span } = open(language, `${code}\n\n`);
    expect(checks.filter(({ name, holds }) => name === "x" && holds.end === span.end)).not.toEqual([]);
  });

  test.each<[ProgramLanguage, string]>([
    ["ruby", "abort unless x.match?(/[a-z]+/)"],
    ["ruby", "abort unless x.match?(/\\A.+\\z/)"],
    ["ruby", "abort unless x.match?(/\\A\\S+\\z/)"],
    ["ruby", "puts 'odd' unless x.match?(/\\A[a-z]+\\z/)"],
    ["ruby", "abort if x.nil?"],
    ["python", "if not re.match(r'[a-z]+', x):\n    sys.exit(1)"],
    ["javascript", "if (!/^[^;]+$/.test(x)) process.exit(1);"],
  ])("but not by %s %j", (language, code) => {
    const { checks, span } = open(language, `${code}\n\n`);
    expect(checks.filter(({ name, holds }) => name === "x" && holds.end === span.end)).toEqual([]);
  });
});

describe("what can't be followed is said", () => {
  test.each<[ProgramLanguage, string]>([
    ["ruby", `x = ${"(".repeat(10_000)}1${")".repeat(10_000)}`],
    ["python", `x = ${"[".repeat(10_000)}${"]".repeat(10_000)}`],
    ["javascript", `x = ${"[".repeat(10_000)}${"]".repeat(10_000)};`],
  ])("10,000 nested brackets in %s", (language, code) => {
    expect(open(language, code).notFollowed?.reason).toContain("nested deeper");
  });

  test("a condition that a careless pattern would go through for hours", () => {
    const condition = `/[^${"a".repeat(250)}]x/.test(name)`;
    expect(open("javascript", `if (${condition}) process.exit(1);\n`).checks).toEqual([]);
  });

  test("a command of a megabyte", () => {
    const { notFollowed } = open("ruby", `system("${"ls a ".repeat(200_000)}")`);
    expect(notFollowed?.reason).toContain("more shell text");
  });

  test("a part that is no Ruby, while the rest is read", () => {
    const { notFollowed, calls } = open(
      "ruby",
      "system('ls')\nif then ))) {\n ]] \n end end\n} else\nputs 1\n",
    );
    expect(notFollowed?.reason).toContain("can't be read");
    expect(calls.map((call) => call.path)).toContain("system");
  });

  test("a hook in a language that is not read", async () => {
    const { documents } = await projectOf({ ".kamal/hooks/pre-deploy": "#!/usr/bin/env perl\nprint 1;\n" });
    const unread = documents.filter(({ kind }) => kind === "unreadable-file");
    expect(unread).toMatchObject([{ extent: "part", reason: expect.stringContaining("language") }]);
  });
});

describe("lists of words that are put together are read as one command", () => {
  test.each<[ProgramLanguage, string]>([
    ["ruby", 'cmd = %w[docker run]\ncmd += ["-v", "/:/host"]\ncmd << "busybox"\nsystem(*cmd)'],
    [
      "python",
      'import subprocess\ncmd = ["docker", "run"]\ncmd.extend(["-v", "/:/host"])\ncmd.append("busybox")\nsubprocess.run(cmd)',
    ],
    [
      "javascript",
      'import { spawnSync } from "child_process";\nconst args = ["run"];\nargs.push("-v", "/:/host");\nspawnSync("docker", [...args, "busybox"]);',
    ],
  ])("%s %j", (language, code) => {
    const [start] = open(language, code).starts;
    expect(start?.words.map(literalOf)).toEqual(["docker", "run", "-v", "/:/host", "busybox"]);
  });
});

test("each command of a table stands where it is written", () => {
  const code = 'STEPS = ["git pull", "kamal deploy"]\nSTEPS.each { |step| system(step) }\n';
  expect(commandsOf("ruby", code)).toEqual(["git pull", "kamal deploy"]);
});

test("a here-document inside of a here-document ends where Ruby's margin lets it", () => {
  const code =
    'text = <<~SH\n  bash <<\'IN\'\n  chmod 600 a\n  IN\n  rm b\nSH\nsystem("ssh", "web1", text)\n';
  const [start] = open("ruby", code).starts;
  const names = (start?.shell?.commands ?? []).map(({ name }) => name?.literal);
  expect(names.toSorted()).toEqual(["bash", "chmod", "rm", "ssh"]);
});
