/** Which calls of the languages' libraries start a program, and how they take it. */
import {
  type Call,
  type Expression,
  literalOf,
  optionOf,
  type ProgramLanguage,
  partsOf,
} from "../program.ts";
import type { Start, StartForm } from "../started-programs.ts";

/** Undefined for a call that starts nothing. `text` is the whole program, to see which libraries it uses. */
export function classify(call: Call, language: ProgramLanguage, text: string): Start | undefined {
  const found = { ruby: ofRuby, python: ofPython, javascript: ofJavascript }[language](call, text);
  if (!found || found.words.length === 0) return undefined;
  return { call, ...found, input: inputOf(call), passesOn: false };
}

interface Found {
  readonly form: StartForm;
  readonly words: readonly Expression[];
}

function inputOf(call: Call): Expression | undefined {
  return optionOf(call, "input") ?? optionOf(call, "stdin_data");
}

const KERNEL =
  /^(?:(?:Kernel|Process|PTY|Bundler|self)\.)?(?:system|exec|spawn|unbundled_system|clean_system)$/;
const OPEN3 = /^Open3\.(?:capture(?:2e?|3)|popen(?:2e?|3)|pipeline\w*)$/;

function ofRuby(call: Call, text: string): Found | undefined {
  const { method, path, receiver } = call;
  const [named, ...others] = call.arguments;
  if (
    /^(?:send|__send__|public_send)$/.test(method) &&
    /^["':](?:system|exec|spawn)["']?$/.test(written(named))
  )
    return oneOrMany(withoutEnvironment(others));
  const values = call.arguments;
  if (method === "`") return { form: "shell", words: values };
  if (KERNEL.test(path) || OPEN3.test(path) || path === "PTY.getpty")
    return oneOrMany(withoutEnvironment(values));
  if (path === "IO.popen") return textOrList(withoutEnvironment(values)[0]);
  if (/^(?:sh|FileUtils\.sh|DSL\.sh)$/.test(path)) return oneOrMany(values);
  if (/^(?:open|read|readlines|foreach|binread)$/.test(method) && /^["'][ ]*\|/.test(written(values[0])))
    return { form: "shell", words: values.slice(0, 1) };
  if (
    method === "exec!" ||
    (method === "exec" && /(?:ssh|session|channel)$/.test(path.replace(/\.exec$/, "")))
  )
    return { form: "remote", words: values.slice(0, 1) };
  if (/^(?:execute|capture|background)$/.test(path) && /sshkit/i.test(text))
    return joinedWords("remote", values);
  if (/^run!?$/.test(method) && receiver && text.includes("TTY::Command")) return oneOrMany(values);
  return /^(?:run|inside)$/.test(path) && /\bThor\b/.test(text)
    ? { form: "shell", words: values.slice(0, 1) }
    : undefined;
}

/** A hash in front sets variables for the program. */
function withoutEnvironment(values: readonly Expression[]): readonly Expression[] {
  const [first, ...rest] = values;
  const isEnvironment =
    first?.kind === "map" || (first?.kind === "name" && /env/i.test(first.name) && rest.length > 0);
  return isEnvironment ? rest : values;
}

/** A single text goes to a shell, several words to the program itself. */
function oneOrMany(values: readonly Expression[]): Found | undefined {
  const [first, ...others] = values;
  if (!first) return undefined;
  if (others.length > 0 || first.kind === "spread") return { form: "argv", words: values };
  return textOrList(first);
}

function textOrList(value: Expression | undefined): Found | undefined {
  if (!value) return undefined;
  return value.kind === "list" ? { form: "argv", words: value.parts } : { form: "shell", words: [value] };
}

/** SSHKit joins its words and quotes none of them. */
function joinedWords(form: StartForm, values: readonly Expression[]): Found | undefined {
  const words = values.filter(({ kind }) => kind !== "map" && kind !== "spread");
  return words.length === values.length && words.length > 0 ? { form, words } : undefined;
}

function written(value: Expression | undefined): string {
  return value
    ? value.source.text.slice(value.span.start, Math.min(value.span.end, value.span.start + 20))
    : "";
}

const PYTHON_SHELL =
  /^(?:os\.(?:system|popen)|subprocess\.(?:getoutput|getstatusoutput)|commands\.get(?:status)?output|asyncio\.create_subprocess_shell|popen2\.\w+)$/;
const PYTHON_PROCESS = /^subprocess\.(?:run|call|check_call|check_output|Popen)$/;

function ofPython(call: Call, text: string): Found | undefined {
  const { method, path, arguments: values, receiver } = call;
  const [first = optionOf(call, "args") ?? optionOf(call, "cmd")] = values;
  if (!first) return undefined;
  if (PYTHON_SHELL.test(path)) return { form: "shell", words: [first] };
  if (PYTHON_PROCESS.test(path)) {
    if (isOn(optionOf(call, "shell")) || isOnByDefault(call, text))
      return { form: "shell", words: first.kind === "list" ? first.parts.slice(0, 1) : [first] };
    return { form: "argv", words: first.kind === "list" ? first.parts : [spreadOf(first)] };
  }
  if (path === "asyncio.create_subprocess_exec") return { form: "argv", words: values };
  const replaced = /^os\.(exec|spawn|posix_spawn)([lv]?)/.exec(path);
  if (replaced) {
    const given = replaced[1] === "spawn" ? values.slice(1) : values;
    return { form: "argv", words: wordsOfExec(given, replaced[2] === "l") };
  }
  if (method === "exec_command") return { form: "remote", words: [first] };
  if (!receiver || !/^(?:run|sudo|local)$/.test(method)) return undefined;
  if (/^[ \t]*(?:from|import) fabric\b/m.test(text))
    return { form: method === "local" ? "shell" : "remote", words: [first] };
  return /^[ \t]*(?:from|import) invoke\b/m.test(text) ? { form: "shell", words: [first] } : undefined;
}

/** The program comes first, then all its words, one by one or as a list: `os.execvp("ls", ["ls", "-l"])`, `os.execlp("ls", "ls", "-l")`. */
function wordsOfExec([path, ...words]: readonly Expression[], one: boolean): readonly Expression[] {
  const [first] = words;
  if (!path || !first) return path ? [path] : [];
  if (one) return words;
  return first.kind === "list" ? first.parts : [spreadOf(first)];
}

/** A list that is put together elsewhere. */
function spreadOf(value: Expression): Expression {
  const { source, span } = value;
  return { source, span, kind: "spread", parts: [value] };
}

/** `options.setdefault("shell", True)`, then `subprocess.run(command, **options)`. */
function isOnByDefault({ options, span }: Call, text: string): boolean {
  const before = text.slice(Math.max(0, span.start - MAX_DISTANCE), span.start);
  if (!SHELL_SET.test(before)) return false;
  return options.some(({ key, value }) => {
    const inner = key === undefined && value.kind !== "name" ? partsOf(value)[0] : value;
    const name = key === undefined && inner?.kind === "name" ? inner.name : undefined;
    const set = name === undefined ? [] : [`${name}.setdefault("shell", True)`, `${name}["shell"] = True`];
    return set.some((one) => before.replaceAll("'", '"').includes(one));
  });
}

const SHELL_SET = /["']shell["'](?:, |\] = )True/;

/** Such a default stands in the same function. */
const MAX_DISTANCE = 2_000;

/** `shell=True`, `{ shell: "/bin/bash" }`. */
function isOn(option: Expression | undefined): boolean {
  return (
    option !== undefined &&
    !(option.kind === "constant" && /^(?:false|none|null|nil|undefined|0)$/i.test(option.text))
  );
}

const NODE_SHELL = /^(?:child_process\.(?:exec|execSync)|shelljs\.exec)$/;
const NODE_PROCESS =
  /^(?:child_process\.(?:spawn|spawnSync|execFile|execFileSync)|execa(?:\.(?:execa|execaSync|sync|default))?|cross-spawn(?:\.(?:sync|spawn))?)$/;

function ofJavascript(call: Call, text: string): Found | undefined {
  const { method, path, arguments: values, tagged, receiver } = call;
  const [first, second] = values;
  if (tagged && /(?:^|\.)\$$/.test(path)) return first && { form: "template", words: [first] };
  if (tagged && receiver === undefined && path === "sh") return first && { form: "template", words: [first] };
  if (tagged && receiver?.kind === "call" && receiver.call.method === "$")
    return first && { form: "template", words: [first] }; // `$({ stdio: "inherit" })`
  if (/^execa\.(?:execaCommand|command)(?:Sync)?$/.test(path))
    return first && isOn(optionOf(call, "shell")) ? { form: "shell", words: [first] } : undefined;
  if (NODE_SHELL.test(path)) return first && { form: "shell", words: [first] };
  if (NODE_PROCESS.test(path)) {
    if (!first) return undefined;
    const words = [first, ...(second?.kind === "list" ? second.parts : second ? [spreadOf(second)] : [])];
    return { form: isOn(optionOf(call, "shell")) ? "shell" : "argv", words };
  }
  if (/^Bun\.spawn(?:Sync)?$/.test(path)) return listOf(first ?? optionOf(call, "cmd"));
  if (path === "Deno.run") return listOf(optionOf(call, "cmd"));
  if (path === "new Deno.Command" && first) {
    const rest = optionOf(call, "args");
    return {
      form: "argv",
      words: [first, ...(rest?.kind === "list" ? rest.parts : rest ? [spreadOf(rest)] : [])],
    };
  }
  const remote =
    receiver && /^(?:exec|execCommand)$/.test(method) && /["'](?:node-)?ssh2?(?:-promise)?["']/.test(text);
  return remote && first && literalOf(receiver) === undefined
    ? { form: "remote", words: [first] }
    : undefined;
}

function listOf(value: Expression | undefined): Found | undefined {
  if (!value) return undefined;
  return { form: "argv", words: value.kind === "list" ? value.parts : [spreadOf(value)] };
}
