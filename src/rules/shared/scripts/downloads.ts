/** Commands that bring something in from the network, and where their output becomes a program. */
import { containerShell } from "../../../documents/shell/container-command.ts";
import { inlineProgram } from "../../../documents/shell/embedded-programs.ts";
import { kamalExec } from "../../../documents/shell/kamal-exec.ts";
import { valuesOf } from "../../../documents/shell/option-values.ts";
import { interpreterOf, programFile, runsItsInput } from "../../../documents/shell/runs-input.ts";
import { isShellName } from "../../../documents/shell/shell-names.ts";
import {
  feeders,
  type Redirection,
  type ShellCommand,
  type ShellWord,
  substitutedCommands,
} from "../../../documents/shell/shell-script.ts";
import { readSshCall } from "../../../documents/shell/ssh-command.ts";
import { type Invocation, invocationOf, leadingText } from "../../../documents/shell/wrappers.ts";

const DOWNLOADERS = /^(?:curl|wget|fetch|aria2c|https?|xh|nc|ncat|netcat|socat|telnet|lynx)$/;

/** Downloads into a file and mere requests for headers print nothing that could be run. */
const PRINTS_NOTHING = /^(?:-[a-zA-Z]*[oOI]|--(?:output|remote-name|head|output-document))$/;

/** True for a command that prints something from the network. */
export function isDownload(command: ShellCommand): boolean {
  const { name, arguments: words } = invocationOf(command);
  if (!DOWNLOADERS.test(name ?? "")) return printsStored(name, words);
  if (
    words.some(({ literal }) =>
      /^(?:https?:\/\/)?(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?:[:/]|$)/.test(literal ?? ""),
    )
  )
    return false;
  return name === "wget" || !words.some((word, index) => printsNothing(word, words[index + 1]));
}

/** `aws s3 cp s3://bucket/script -`, `gsutil cat`, `gh release download -O -`. */
function printsStored(name: string | undefined, words: readonly ShellWord[]): boolean {
  const stored = PRINTS_STORED.get(name ?? "");
  return stored?.test(words.map((word) => word.literal ?? "$").join(" ")) === true;
}

const PRINTS_STORED: ReadonlyMap<string, RegExp> = new Map([
  ["aws", /\bs3 cp\b.* -(?: |$)/],
  ["gsutil", /^cat\b/],
  ["openssl", /^s_client\b/],
  ["gh", /^release download\b.* (?:-O|--output)[= ]-(?: |$)/],
]);

function printsNothing({ literal = "" }: ShellWord, next: ShellWord | undefined): boolean {
  return PRINTS_NOTHING.test(literal) && !/^(?:-|\/dev\/stdout)$/.test(next?.literal ?? "");
}

const USUAL_INSTALLERS =
  /^https:\/\/(?:bun\.(?:sh|com)\/install|(?:deb|rpm)\.nodesource\.com\/|sh\.rustup\.rs(?=\/|$)|astral\.sh\/uv|install\.python-poetry\.org(?=\/|$)|deno\.land\/(?:x\/)?install|get\.pnpm\.io\/|raw\.githubusercontent\.com\/nvm-sh\/nvm\/v|get\.docker\.com(?=\/|$)|get\.volta\.sh(?=\/|$)|mise\.run(?=\/|$)|mise\.jdx\.dev\/|getcomposer\.org\/installer|fnm\.vercel\.app(?=\/|$)|get\.sdkman\.io(?=[/?]|$)|packagecloud\.io\/install|cli\.doppler\.com\/install|github\.com\/(?:nodenv\/node-build|rbenv\/ruby-build)\/archive\/)/;

/** True for the installers that languages and package managers name on their own sites. */
export function isUsualInstaller(command: ShellCommand): boolean {
  return invocationOf(command).arguments.some((word) => USUAL_INSTALLERS.test(leadingText(word)));
}

/** The downloads whose output a command runs: piped into it, or part of a text that it takes for a program. */
export function downloadsRunBy(command: ShellCommand): ShellCommand[] {
  if (runsAddress(command) || runsInline(command)) return [command];
  if (shellPrintedInto(command))
    return [...(isDownload(command) ? [command] : []), ...feeders(command).flatMap(downloadsOf)];
  if (runsItems(command)) return [...feeders(command).flatMap(downloadsOf), ...listedDownloads(command)];
  const piped = runsItsInput(command) || runsOtherInput(command) ? feeders(command).flatMap(downloadsOf) : [];
  return piped.length > 0 ? piped : programWords(command).flatMap(substitutedCommands).filter(isDownload);
}

/** `xargs -0 bash -c`: the items are the program. */
function runsItems(command: ShellCommand): boolean {
  const { name, arguments: words, through } = invocationOf(command);
  return isShellName(name) && through.includes("xargs") && /^-[a-zA-Z]*c$/.test(words.at(-1)?.literal ?? "");
}

/** Interpreters of languages that are not read, and what starts the lines of a table later. */
function runsOtherInput(command: ShellCommand): boolean {
  const { name = "", arguments: words } = invocationOf(command);
  const [first, second] = words.map(({ literal }) => literal);
  if (name === "crontab") return first === "-" || (first === "-u" && words.at(-1)?.literal === "-");
  if (name === "rails") return /^(?:runner|r)$/.test(first ?? "") && second === "-";
  return (
    OTHERS.test(name) && words.every(({ literal = "$" }) => literal === "-" || /^--?[\w-]+$/.test(literal))
  );
}

const OTHERS = /^(?:irb|pry|fish|lua[\d.]*|tclsh[\d.]*|pwsh|Rscript|osascript|bun|deno|elixir|iex)$/;

/** `xargs -a <(curl …)` */
function listedDownloads({ arguments: words }: ShellCommand): ShellCommand[] {
  return valuesOf(words, /^(?:-a|--arg-file)$/)
    .flatMap(substitutedCommands)
    .filter(isDownload);
}

/** The shell in `curl … | tee >(bash)` and `curl … > >(sh)`. */
export function shellPrintedInto({ arguments: words, redirections }: ShellCommand): ShellCommand | undefined {
  for (const word of [...words, ...redirections.flatMap(({ target }) => target ?? [])])
    for (const part of word.parts) {
      const isWritten = part.kind === "process" && word.source.text[part.span.start] === ">";
      const shell = isWritten ? part.commands.find(runsItsInput) : undefined;
      if (shell) return shell;
    }
  return undefined;
}

/** `perl -e 'eval get("https://…")'`: of languages that are not read as programs. */
function runsInline(command: ShellCommand): boolean {
  const { name = "", arguments: words } = invocationOf(command);
  if (!/^(?:perl|php)$/.test(name)) return false;
  return words.some(({ literal = "" }) => EVALUATES_DOWNLOAD.test(literal));
}

const EVALUATES_DOWNLOAD =
  /\b(?:eval|system|exec)\b[^;]{0,200}(?:\bget\(|\bget ["'(]|file_get_contents\(\s*["']https?:|curl_exec|HTTP::Tiny|LWP::)/;

/** `deno run https://…`, `npx https://…/tool.tgz` */
function runsAddress(command: ShellCommand): boolean {
  const { name, arguments: words } = invocationOf(command);
  const isRunner = /^(?:npx|bunx|uvx)$/.test(name ?? "");
  const isVerb = /^(?:deno run|pnpm dlx|yarn dlx|pipx run)$/.test(`${name} ${words[0]?.literal}`);
  if (!isRunner && !isVerb) return false;
  const program =
    words
      .slice(isVerb ? 1 : 0)
      .map(leadingText)
      .find((text) => !text.startsWith("-")) ?? "";
  return /^https?:\/\//.test(program) && !isPinnedAddress(program);
}

/** Deno's registries never change what a version means. */
export function isPinnedAddress(address: string): boolean {
  return /^https:\/\/(?:deno\.land|esm\.sh)\/[^?]*@v?\d+\.\d+/.test(address);
}

function downloadsOf(command: ShellCommand): ShellCommand[] {
  if (isDownload(command)) return [command];
  return command.arguments.flatMap(substitutedCommands).filter(isDownload);
}

/** Words whose text a command runs. */
function programWords(command: ShellCommand): readonly ShellWord[] {
  const invocation = invocationOf(command);
  const { name, arguments: words } = invocation;
  if (name === undefined) return command.name ? [command.name] : [];
  if (name === "eval") return words;
  if (name === "make") return valuesOf(words, /^(?:-f|--file|--makefile)$/);
  if (name === "parallel") return runsItsInput(command) ? valuesOf(words, /^(?:-a|--arg-file)$/) : [];
  if (name === "source" || name === ".") return runsItsInput(command) ? inputOf(command) : words.slice(0, 1);
  if (name === "ssh") return [...readSshCall(invocation).remote, ...inputOf(command)];
  if (name === "su" || name === "runuser") return inlineProgram(words);
  const inside = isShellName(name) ? invocation : containerShell(invocation);
  if (inside) return ofInterpreter(inside, /^-[a-zA-Z]*c$/, command);
  const interpreter = interpreterOf(name);
  return interpreter
    ? ofInterpreter(invocation, interpreter.inline, command)
    : (kamalExec(invocation)?.words ?? []);
}

/** The inline program, else the program's file, else what stands in its input. */
function ofInterpreter(
  { arguments: words }: Invocation,
  inline: RegExp,
  command: ShellCommand,
): readonly ShellWord[] {
  const at = words.findIndex(({ literal }) => inline.test(literal ?? ""));
  if (at >= 0) return words.slice(at + 1, at + 2);
  if (runsItsInput(command)) return inputOf(command);
  const file = programFile(words);
  return file ? [file] : [];
}

/** `<<< "…"` and `< <(…)`, also of the block around. */
function inputOf({ redirections, surrounding }: ShellCommand): ShellWord[] {
  const isInput = ({ operator }: Redirection): boolean => operator.startsWith("<");
  return [...redirections, ...surrounding].filter(isInput).flatMap(({ target }) => target ?? []);
}
