/** Which calls of a Ruby program start another one, and what is known of it. */
import { beforeAll, describe, expect, test } from "@jest/globals";
import { type RubyCommand, readRubyCommands } from "../../../src/documents/ruby/ruby-commands.ts";
import { loadGrammars } from "../../../src/documents/syntax/syntax-tree.ts";
import { wholeText } from "../../../src/source/derived-text.ts";
import { sourceText } from "../../../src/source/source-text.ts";

beforeAll(() => loadGrammars(["ruby", "bash"]));

function commandsOf(code: string): readonly RubyCommand[] {
  return readRubyCommands(wholeText(sourceText("config/deploy.yml", code))) ?? [];
}

function wordsOf({ shell }: RubyCommand): (string | undefined)[][] {
  return (shell?.commands ?? []).map(({ name, arguments: words }) =>
    [name, ...words].map((word) => word?.literal),
  );
}

describe("programs are started by", () => {
  test.each<[code: string, via: string]>([
    ["`ls -l`", "backticks"],
    ["%x(ls -l)", "backticks"],
    ["%x[ls -l]", "backticks"],
    ["x = <<~`SH`\n  ls -l\nSH\n", "backticks"],
    ["system('ls -l')", "system"],
    ['system "ls", "-l"', "system"],
    ["system(%w[ls -l])", "system"],
    ["system(<<~SH)\n  ls -l\nSH\n", "system"],
    ["system('ls -l', chdir: 'x', exception: true)", "system"],
    ["exec 'ls' ' -l'", "exec"],
    ["::Kernel.system('ls -l')", "system"],
    ["x&.spawn('ls -l')", "spawn"],
    ["Object.const_get(:Kernel).system('ls -l')", "system"],
    ["IO.popen(['ls', '-l'])", "popen"],
    ["Open3::capture2e('ls', '-l')", "capture2e"],
    ["PTY.getpty('ls -l')", "getpty"],
    ["Gem::Util.popen('ls', '-l')", "popen"],
    ["IO.read('|ls -l')", "read"],
    ["open('|ls -l')", "open"],
    ["Kernel.send(:system, 'ls -l')", "system"],
    ["__send__('exec', 'ls -l')", "exec"],
    ["Kernel.`('ls -l')", "`"],
    ['"#{`ls -l`}"', "backticks"],
    ["at_exit { system 'ls -l' }", "system"],
  ])("%j", (code, via) => {
    const commands = commandsOf(code);
    expect(commands.map((command) => command.via)).toEqual([via]);
    expect(commands.map((command) => wordsOf(command))).toEqual([[["ls", "-l"]]]);
    expect(commands[0]?.computed).toBe(false);
  });

  test.each([
    "method(:system).call('ls')",
    "fork { }",
    "Process.fork",
    "eval('1')",
    "binding.eval(x)",
    "system(x)",
  ])("%j, although nothing is known of it", (code) => {
    expect(commandsOf(code).map(({ shell }) => shell)).toEqual([undefined]);
  });
});

test.each([
  "config.system",
  "system",
  "fork = 1",
  "def fork; end",
  "File.read('ls')",
  "'`ls`'",
  "%q(`ls`)",
  "# `ls`",
  "instance_eval { 1 }",
  "x.public_send(:upcase)",
  "hash[:exec]",
])("%j starts nothing", (code) => {
  expect(commandsOf(code)).toEqual([]);
});

describe("a command is computed in part", () => {
  test.each([
    "`git log #{x}`",
    'system("git", x)',
    'system({"A" => "b"}, "git")',
    'system("git", *x)',
    'system("git \\x3b id")',
    'system("git \\u{3b} id")',
  ])("in %j", (code) => {
    expect(commandsOf(code).map(({ computed }) => computed)).toEqual([true]);
  });
});

test("escapes that Ruby replaces are replaced before the shell is read", () => {
  expect(commandsOf("`git log\\nid`").flatMap(wordsOf)).toEqual([["git", "log"], ["id"]]);
});

test("the place is that of the whole call", () => {
  const code = "x = Kernel.system('ls')\n";
  const [command] = commandsOf(code);
  expect(code.slice(command?.span.start, command?.span.end)).toBe("Kernel.system('ls')");
});
