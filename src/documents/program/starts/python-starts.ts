/** How Python's libraries start programs. */
import { type Call, type Expression, optionOf, partsOf, pathOf } from "../program.ts";
import { textOf } from "../text-of.ts";
import type { OnlyValueOf } from "../variables.ts";
import { ofDockerLibrary } from "./docker-libraries.ts";
import { type Found, isShellOn, type Known, named, textOrWords, wordsOf } from "./found.ts";
import { ofPlumbum } from "./plumbum.ts";
import { wordsOfSplit } from "./split-texts.ts";

const PYTHON_SHELL =
  /^(?:os\.(?:system|popen)|subprocess\.(?:getoutput|getstatusoutput)|commands\.get(?:status)?output|asyncio\.create_subprocess_shell|popen2\.\w+)$/;
const PYTHON_PROCESS = /^subprocess\.(?:run|call|check_call|check_output|Popen)$/;

/** Undefined for a call that starts nothing. */
export function ofPython(call: Call, known: Known): Found | undefined {
  return ofPlumbum(call, known) ?? ofModules(call, known);
}

function ofModules(call: Call, known: Known): Found | undefined {
  const { path, arguments: values } = call;
  const [first = optionOf(call, "args") ?? optionOf(call, "cmd")] = values;
  if (!first) return undefined;
  if (PYTHON_SHELL.test(path) || isComputed(call.receiver)) return { form: "shell", words: [first] };
  if (PYTHON_PROCESS.test(path)) {
    if (isShellOn(call, known) || isOnByDefault(call, known.text))
      return { form: "shell", words: first.kind === "list" ? first.parts.slice(0, 1) : [first] };
    return { form: "argv", words: wordsOf(first) };
  }
  if (path === "asyncio.create_subprocess_exec") return { form: "argv", words: values };
  const replaced = /^os\.(exec|spawn|posix_spawn)([lv]?)/.exec(path);
  if (replaced) {
    const given = replaced[1] === "spawn" ? values.slice(1) : values;
    return { form: "argv", words: wordsOfExec(given, replaced[2] === "l") };
  }
  return ofDockerLibrary(call) ?? ofPythonLibrary(call, first, known);
}

/** `getattr(os, name)(text)`: whatever the name comes to, the text may be for a shell. */
function isComputed(callee: Expression | undefined): boolean {
  return (
    callee?.kind === "call" && callee.call.path === "getattr" && pathOf(callee.call.arguments[0]) === "os"
  );
}

/** Libraries that start programs, here and on servers, and take them as lists or as texts. */
function ofPythonLibrary(call: Call, first: Expression, { modules, onlyValueOf }: Known): Found | undefined {
  const { method, path, arguments: values, receiver } = call;
  if (/^(?:anyio|trio)\.(?:run|open)_process$/.test(path)) return textOrWords(first);
  if (/^(?:pexpect\.(?:spawn\w*|run\w*)|pty\.spawn)$/.test(path))
    return ofTerminal(values, path, onlyValueOf);
  if (/^sh\.[a-z_]\w*$/.test(path) && modules.has("sh")) return named(path.slice(3), call, values);
  if (/^(?:invoke\.run|fabric\.api\.local)$/.test(path)) return { form: "shell", words: [first] };
  if (/^fabric\.api\.(?:run|sudo)$/.test(path)) return { form: "remote", words: [first] };
  if (method === "exec_command") return { form: "remote", words: [first] };
  if (!receiver || path === "asyncio.run") return undefined;
  if (/^(?:run|create_process)$/.test(method) && modules.has("asyncssh"))
    return { form: "remote", words: [first] };
  if (!/^(?:run|sudo|local)$/.test(method)) return undefined;
  if (modules.has("fabric")) return { form: method === "local" ? "shell" : "remote", words: [first] };
  return modules.has("invoke") ? { form: "shell", words: [first] } : undefined;
}

/** `pexpect.spawn("bash", ["-c", text])`; a text alone is cut into words, without a shell. */
function ofTerminal(
  [first, words]: readonly Expression[],
  path: string,
  onlyValueOf: OnlyValueOf,
): Found | undefined {
  if (first?.kind === "list") return { form: "argv", words: first.parts };
  if (first && words) return { form: "argv", words: [first, ...wordsOf(words)] };
  return first && path.startsWith("pexpect.") ? textInWords(first, onlyValueOf) : undefined;
}

function textInWords(text: Expression, onlyValueOf: OnlyValueOf): Found | undefined {
  const spelledOut: Expression = { ...text, kind: "text", parts: textOf(text, onlyValueOf) };
  const words = wordsOfSplit(spelledOut, { quotes: true });
  return words && { form: "argv", words };
}

/** The program comes first, then all its words, one by one or as a list: `os.execvp("ls", ["ls", "-l"])`, `os.execlp("ls", "ls", "-l")`. */
function wordsOfExec([path, ...words]: readonly Expression[], one: boolean): readonly Expression[] {
  const [first] = words;
  if (!path || !first) return path ? [path] : [];
  if (one) return words;
  return wordsOf(first);
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
