/** How JavaScript's libraries and run times start programs. */
import { isShellName } from "../../shell/shell-names.ts";
import { type Call, type Expression, literalOf, optionOf } from "../program.ts";
import type { StartForm } from "../started-programs.ts";
import { ofDockerLibrary } from "./docker-libraries.ts";
import { type Found, isShellOn, type Known, wordsOf } from "./found.ts";

const NODE_SHELL = /^(?:child_process\.(?:exec|execSync)|shelljs\.exec)$/;
const NODE_PROCESS =
  /^(?:child_process\.(?:spawn|spawnSync|execFile|execFileSync)|execa(?:\.(?:execa|execaSync|sync|default))?|cross-spawn(?:\.(?:sync|spawn))?|@actions\/exec\.(?:exec|getExecOutput)|tinyexec\.(?:x|exec)|nano-spawn(?:\.default)?|node-pty\.spawn)$/;

/** Undefined for a call that starts nothing. */
export function ofJavascript(call: Call, known: Known): Found | undefined {
  const { method, path, arguments: values, receiver } = call;
  const { text } = known;
  const [first, second] = values;
  const template = first && templateForm(call, known);
  if (template) return { form: template, words: [first] };
  // takes its text apart at the blanks
  if (/^execa\.(?:execaCommand|command)(?:Sync)?$/.test(path))
    return first && { form: isShellOn(call, known) ? "shell" : "template", words: [first] };
  if (NODE_SHELL.test(path)) return first && { form: "shell", words: [first] };
  if (NODE_PROCESS.test(path)) {
    if (!first) return undefined;
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
    receiver && /^(?:exec|execCommand)$/.test(method) && /["'](?:node-)?ssh2?(?:-promise)?["']/.test(text);
  return remote && first && literalOf(receiver) === undefined
    ? { form: "remote", words: [inlineText(first, second) ?? first] }
    : undefined;
}

/** `ssh.exec("sh", ["-c", text])`: node-ssh quotes what is in the list, of which a shell then reads the text. */
function inlineText(program: Expression, words: Expression | undefined): Expression | undefined {
  const [option, text] = words?.kind === "list" ? words.parts : [];
  return isShellName(literalOf(program)) && /^-[a-z]*c$/.test(literalOf(option) ?? "") ? text : undefined;
}

/** `$\`…\`` of zx, Bun and execa quotes what is put into it, unless it is told not to. */
function templateForm({ path, tagged, receiver }: Call, { quotesNothing }: Known): StartForm | undefined {
  if (!tagged) return undefined;
  if (/(?:^|\.)\$\.raw$/.test(path)) return "shell";
  const isShell =
    /(?:^|\.)\$$/.test(path) ||
    (receiver === undefined && path === "sh") ||
    (receiver?.kind === "call" && receiver.call.method === "$"); // `$({ stdio: "inherit" })`
  if (!isShell) return undefined;
  return quotesNothing ? "shell" : "template";
}

function listOf(value: Expression | undefined): Found | undefined {
  if (!value) return undefined;
  return { form: "argv", words: wordsOf(value) };
}
