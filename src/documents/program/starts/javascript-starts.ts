/** How JavaScript's libraries and run times start programs. */
import { isShellName } from "../../shell/shell-names.ts";
import { type Call, type Expression, literalOf, optionOf, pathOf } from "../program.ts";
import type { StartForm } from "../started-programs.ts";
import { ofDockerLibrary } from "./docker-libraries.ts";
import { type Found, isShellOn, type Known, wordsOf } from "./found.ts";
import { wordsOfSplit } from "./split-texts.ts";

const NODE_SHELL = /^(?:child_process\.(?:exec|execSync)|shelljs\.exec)$/;
const NODE_PROCESS =
  /^(?:child_process\.(?:spawn|spawnSync|execFile|execFileSync)|execa(?:\.(?:execa|execaSync|sync|default))?|cross-spawn(?:\.(?:sync|spawn))?|@actions\/exec\.(?:exec|getExecOutput)|tinyexec\.(?:x|exec)|nano-spawn(?:\.default)?|node-pty\.spawn)$/;

/** Undefined for a call that starts nothing. */
export function ofJavascript(call: Call, known: Known): Found | undefined {
  const { method, path, arguments: values, receiver } = call;
  const [first, second] = values;
  const template = first && templateForm(call, known);
  if (template) return { form: template, words: [first] };
  // takes its text apart at the blanks
  if (/^execa\.(?:execaCommand|command)(?:Sync)?$/.test(path))
    return first && { form: isShellOn(call, known) ? "shell" : "template", words: [first] };
  if (first && isComputed(receiver)) return { form: "shell", words: [first] };
  if (NODE_SHELL.test(path)) return first && { form: "shell", words: [first] };
  if (NODE_PROCESS.test(path)) {
    if (!first) return undefined;
    // a text alone is cut into words
    const split = path.startsWith("@actions/exec.") ? wordsOfSplit(first, { quotes: true }) : undefined;
    if (split) return { form: "argv", words: [...split, ...(second ? wordsOf(second) : [])] };
    const form = isShellOn(call, known) ? "shell" : "argv";
    return { form, words: [first, ...(second ? wordsOf(second) : [])] };
  }
  if (/^Bun\.spawn(?:Sync)?$/.test(path)) return listOf(first ?? optionOf(call, "cmd"));
  if (path === "Deno.run") return listOf(optionOf(call, "cmd"));
  if (path === "new Deno.Command" && first) {
    const rest = optionOf(call, "args");
    return { form: "argv", words: [first, ...(rest ? wordsOf(rest) : [])] };
  }
  const container = ofDockerLibrary(call);
  if (container) return container;
  const remote =
    receiver &&
    /^(?:exec|execCommand)$/.test(method) &&
    known.bringsSsh &&
    !isPattern(receiver, known.onlyValueOf);
  return remote && first && literalOf(receiver) === undefined
    ? { form: "remote", words: [inlineText(first, second) ?? first] }
    : undefined;
}

/** `PATTERN.exec(line)` */
function isPattern(receiver: Expression, onlyValueOf: Known["onlyValueOf"]): boolean {
  const value = receiver.kind === "name" ? onlyValueOf(receiver) : receiver;
  return value?.kind === "constant" || (value?.kind === "call" && value.call.path === "new RegExp");
}

/** `child_process[name](text)`: whatever the name comes to, the text may be for a shell. */
function isComputed(callee: Expression | undefined): boolean {
  return callee?.kind === "member" && callee.name === undefined && pathOf(callee.of) === "child_process";
}

/** `ssh.exec("sh", ["-c", text])`: node-ssh quotes what is in the list, of which a shell then reads the text. */
function inlineText(program: Expression, words: Expression | undefined): Expression | undefined {
  const [option, text] = words?.kind === "list" ? words.parts : [];
  return isShellName(literalOf(program)) && /^-[a-z]*c$/.test(literalOf(option) ?? "") ? text : undefined;
}

/** `$\`…\`` of zx, Bun and execa quotes what is put into it, unless it is told not to. */
function templateForm(call: Call, known: Known): StartForm | undefined {
  const { path, tagged, receiver } = call;
  if (!tagged) return undefined;
  if (/(?:^|\.)\$\.raw$/.test(path)) return "shell";
  const maker = makerOf(call, known);
  if (maker && isShellOn(maker, known)) return "shell";
  const isShell = maker !== undefined || TEMPLATES.test(path) || (receiver === undefined && path === "sh");
  if (!isShell) return undefined;
  return known.quotesNothing ? "shell" : "template";
}

const TEMPLATES = /(?:^|\.)\$$|^execa(?:\.execa(?:Sync)?)?$/;

/** `$({ stdio: "inherit" })\`…\``, also by way of a variable: the call that makes the function. */
function makerOf({ receiver, path, scope, ...at }: Call, { onlyValueOf }: Known): Call | undefined {
  const held = receiver ?? onlyValueOf({ source: at.source, span: at.span, kind: "name", name: path, scope });
  return held?.kind === "call" && TEMPLATES.test(held.call.path) ? held.call : undefined;
}

function listOf(value: Expression | undefined): Found | undefined {
  if (!value) return undefined;
  return { form: "argv", words: wordsOf(value) };
}
