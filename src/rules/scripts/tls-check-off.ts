/** HK-14: certificates are not checked, or programs come over plain HTTP. */
import type { Dockerfile } from "../../documents/dockerfile/dockerfile.ts";
import { commandsRunning } from "../../documents/shell/commands-by-program.ts";
import { elementsOfArray } from "../../documents/shell/kept-commands.ts";
import type { ShellCommand, ShellScript, ShellWord } from "../../documents/shell/shell-script.ts";
import type { CompositeAction } from "../../documents/workflow/composite-action.ts";
import type { Workflow } from "../../documents/workflow/workflow.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import type { Severity } from "../../engine/severity.ts";
import { onceFor } from "../../source/once-for.ts";
import { reachOf } from "../shared/network/hosts.ts";
import { checkProgram } from "../shared/programs/tls-check-off.ts";
import {
  commandLine,
  placeOf,
  placeOfLine,
  placeOfWord,
  textOfWord,
} from "../shared/scripts/command-line.ts";
import { environmentSettings } from "../shared/scripts/environment-settings.ts";
import { lowerInContainer } from "../shared/scripts/script-files.ts";
import { isOnlyShown } from "../shared/scripts/shown-text.ts";

export default defineRule({
  id: "tls-check-off",
  category: "scripts",
  severity: "high",
  confidence: "high",
  title: "TLS certificates are not checked",
  why: "Anyone on the way can answer in the server's place: read what is sent, tokens included, and choose what comes back.",
  fix: "Leave the check on and trust the right authority: `curl --cacert ca.pem`, or repair the certificate.",
  references: ["https://curl.se/docs/sslcerts.html"],
  appliesTo: ["shell-script", "program", "workflow", "composite-action", "dockerfile"],
  *check(document) {
    if (document.kind === "program") yield* checkProgram(document);
    else if (document.kind === "shell-script") yield* checkScript(document);
    else yield* checkEnvironment(document);
  },
});

/** `env: { NODE_TLS_REJECT_UNAUTHORIZED: "0" }`, `ENV GIT_SSL_NO_VERIFY=true`: for every program of the job or image. */
function* checkEnvironment(file: Workflow | CompositeAction | Dockerfile): Iterable<Problem> {
  for (const setting of environmentSettings(file)) {
    const { name, text } = setting;
    if (switchesOff(name, text))
      yield {
        at: setting,
        subject: name,
        severity: file.kind === "dockerfile" ? "medium" : "high",
        message: `\`${name}\` switches the check of certificates off.`,
      };
  }
}

function switchesOff(name: string, text: string): boolean {
  return SETTINGS.some((setting) => setting.name.test(name) && setting.value.test(text));
}

function* checkScript(script: ShellScript): Iterable<Problem> {
  for (const command of script.commands) {
    if (isOnlyShown(command)) continue;
    const problem =
      uncheckedBy(command) ?? settingIn(command) ?? writtenSetting(command) ?? plainDownload(command);
    if (problem) yield problem;
  }
  for (const { name, value, source, span } of script.assignments) {
    const text = value?.literal ?? "";
    if (value && OFF_IN_OPTIONS.test(textOfWord(value)) && optionVariables(script).has(name))
      yield {
        at: { source, span: placeOfSwitch(value).span, anchor: `${name}=` },
        subject: name,
        message: `\`$${name}\` makes the requests of this script take any certificate.`,
      };
    if (!switchesOff(name, text)) continue;
    const message = `\`${name}\` switches the check of certificates off.`;
    yield { at: { source, span, anchor: `${name}=` }, subject: name, message };
  }
}

/** `CURL_OPTS="-sS --insecure"` */
const OFF_IN_OPTIONS = /(?:^|\s)(?:-[sSfLiI#]*k[sSfLiI#]*|--insecure|--no-check-certificate)(?:\s|$)/;

/** The element of an array, else the whole text. */
function placeOfSwitch(value: ShellWord): ShellWord {
  if (value.source.text[value.span.start] !== "(") return value;
  return elementsOfArray(value).find((word) => OFF_IN_OPTIONS.test(textOfWord(word))) ?? value;
}

/** Variables that are given to curl or wget as options. */
const optionVariables: (script: ShellScript) => ReadonlySet<string> = onceFor((script) => {
  const words = commandsRunning(script, /^(?:curl|wget)$/).flatMap((command) => command.arguments);
  return new Set(
    words.flatMap(({ parts: [part, ...others] }) =>
      part?.kind === "variable" && others.length === 0 ? [part.name] : [],
    ),
  );
});

const SETTINGS: readonly { readonly name: RegExp; readonly value: RegExp }[] = [
  { name: /^NODE_TLS_REJECT_UNAUTHORIZED$/, value: /^0$/ },
  { name: /^GIT_SSL_NO_VERIFY$/, value: /^(?:1|true)$/ },
  { name: /^PYTHONHTTPSVERIFY$/, value: /^0$/ },
  { name: /^(?:AWS_CA_BUNDLE|REQUESTS_CA_BUNDLE|CURL_CA_BUNDLE)$/, value: /^\/dev\/null$/ },
  { name: /^(?:DOCKER_TLS_VERIFY|VAULT_SKIP_VERIFY)$/, value: /^$/ },
  { name: /^VAULT_SKIP_VERIFY$/, value: /^(?:1|true)$/ },
  { name: /^(?:npm_config_strict_ssl|NPM_CONFIG_STRICT_SSL)$/, value: /^(?:0|false)$/ },
];

const NODE_SETTING = /\bNODE_TLS_REJECT_UNAUTHORIZED=["']?0\b/;

/** `docker run -e NODE_TLS_REJECT_UNAUTHORIZED=0`, and the same written into a file. */
function settingIn(command: ShellCommand): Problem | undefined {
  const { arguments: words, name, line } = commandLine(command);
  const isMentioned = name !== "ssh" && NODE_SETTING.test(line);
  const word = isMentioned ? words.find((one) => NODE_SETTING.test(textOfWord(one))) : undefined;
  if (!word || command.name?.literal === "export") return undefined;
  const message = "`NODE_TLS_REJECT_UNAUTHORIZED` switches the check of certificates off.";
  return { at: placeOfWord(word, command), subject: "NODE_TLS_REJECT_UNAUTHORIZED", message };
}

/** `echo insecure >> ~/.curlrc` */
function writtenSetting(command: ShellCommand): Problem | undefined {
  const { redirections, arguments: words } = command;
  const isConfig = redirections.some(
    ({ operator, target }) =>
      operator.startsWith(">") &&
      target &&
      /(?:^|\/)(?:[._]?curlrc|\.?wgetrc|\.npmrc|\.gitconfig|apt\.conf(?:\.d\/[^/]+)?)$/.test(
        textOfWord(target),
      ),
  );
  if (!isConfig) return undefined;
  const texts = redirections.flatMap(({ heredoc }) => (heredoc ? [textOfWord(heredoc)] : []));
  const text = [...words.map(textOfWord), ...texts].join("\n");
  if (
    !/^(?:-k|--?insecure|insecure|check_certificate ?= ?off|strict-ssl ?= ?false|[ \t]*sslVerify ?= ?false|Acquire::https?::(?:\S+::)?Verify-(?:Peer|Host) "?false"?;)\s*$/im.test(
      text,
    )
  )
    return undefined;
  const message = "This setting makes every later request take any certificate.";
  return { at: placeOfLine(command), subject: "settings", message };
}

interface Unchecked {
  readonly programs: readonly string[];
  readonly word: RegExp;
}

const UNCHECKED: readonly Unchecked[] = [
  { programs: ["curl"], word: /^(?:-[a-zA-Z#]*k[a-zA-Z#]*|--insecure|--proxy-insecure)$/ },
  { programs: ["wget"], word: /^--no-check-certificate$/ },
  { programs: ["git"], word: /^http(?:\.\S+)?\.sslVerify(?:=(?:false|0|no))?$/i },
  { programs: ["aws"], word: /^--no-verify-ssl$/ },
  { programs: ["http", "https", "xh"], word: /^--verify(?:=(?:no|false))?$/ },
  { programs: ["npm", "yarn", "pnpm"], word: /^(?:--)?(?:strict-ssl|enableStrictSsl)(?:=false)?$/ },
  { programs: ["bundle", "bundler"], word: /^ssl_verify_mode$/ },
  { programs: ["pip", "pip3"], word: /^--trusted-host(?:=.*)?$/ },
  { programs: ["kubectl", "helm"], word: /^--insecure-skip-tls-verify(?:=true)?$/ },
  { programs: ["apt", "apt-get"], word: /^--allow-unauthenticated$|^--force-yes$/ },
  { programs: ["gem"], word: /^:ssl_verify_mode:?$/ },
  // `--insecure-registry` is the affair of plain-http-registry
  { programs: ["docker", "dockerd"], word: /^--tls-?verify=false$/ },
  { programs: ["podman", "skopeo", "buildah"], word: /^--(?:src-|dest-)?tls-verify=false$/ },
];

/** By program, since most commands are none of them. */
const UNCHECKED_BY_PROGRAM: ReadonlyMap<string, RegExp> = new Map(
  UNCHECKED.flatMap(({ programs, word }) => programs.map((program) => [program, word] as const)),
);

/** Options of curl that take a value: the `k` of `-dk=v` is data. */
const CURL_VALUE_BEFORE_K = /^-[a-zA-Z#]*[AbcCdDeEFhHKmMoPQrtTuUwxXyYz][a-zA-Z#]*k/;

function uncheckedBy(command: ShellCommand): Problem | undefined {
  const { name = "", arguments: words, line } = commandLine(command);
  const option = UNCHECKED_BY_PROGRAM.get(name);
  const found = option && words.find((one, index) => isSwitchedOff(one, words[index + 1], option, name));
  if (!found) return undefined;
  const severity: Severity = reachOfTarget(line) === "near" ? "low" : "high";
  return {
    at: placeOfWord(found, command),
    subject: textOfWord(found),
    severity: lowerInContainer(severity, command),
    message: `\`${name}\` takes any certificate here.`,
  };
}

/** Two-word forms need the value that switches off. */
function isSwitchedOff(one: ShellWord, next: ShellWord | undefined, word: RegExp, name: string): boolean {
  const text = textOfWord(one);
  if (!word.test(text)) return false;
  if (name === "curl") return !CURL_VALUE_BEFORE_K.test(text);
  if (
    /^(?:http(?:\.\S+)?\.sslVerify|--verify|(?:--)?strict-ssl|enableStrictSsl|ssl_verify_mode)$/i.test(text)
  )
    return /^(?:false|no|0)$/.test(next?.literal ?? "");
  return true;
}

/** Where a request goes, as far as its addresses tell; a probe of one's own machine has nobody in between. */
function reachOfTarget(line: string): "near" | "far" {
  const hosts = [...line.matchAll(/https?:\/\/(?:[^\s/@]*@)?(\[[^\]]*\]|[\w.$-]+)/g)].map(
    (match) => match[1] ?? "",
  );
  return hosts.length > 0 && hosts.every(isNear) ? "near" : "far";
}

function isNear(host: string): boolean {
  return !host.includes("$") && /^(?:loopback|private)$/.test(reachOf(host));
}

/** Programs and packages over plain HTTP. */
const PROGRAM =
  /^http:\/\/([\w.-]+)\S*\.(?:sh|bash|deb|rpm|tgz|tar\.(?:gz|xz|bz2|zst)|zip|gz|xz|bin|run|AppImage|exe|jar|whl|gem|py|rb|js|gpg|asc)(?:[?#].*)?$/i;

/** `-o /usr/local/bin/tool`, `-o bin/tool` */
function isProgramPath(word: ShellWord): boolean {
  return /^(?:(?:\/usr(?:\/local)?|\/opt\/[\w-]+|~|\$HOME(?:\/\.local)?)?\/)?(?:\.\/)?s?bin\/[\w.-]+$/.test(
    textOfWord(word),
  );
}

function plainDownload(command: ShellCommand): Problem | undefined {
  const { name = "", arguments: words } = commandLine(command);
  if (!/^(?:curl|wget|aria2c|fetch|http)$/.test(name)) return undefined;
  const pattern = words.some(isProgramPath) ? /^http:\/\/([\w.-]+)/i : PROGRAM;
  const word = words.find((one) => pattern.test(textOfWord(one)));
  const host = word && pattern.exec(textOfWord(word))?.[1];
  if (!word || host === undefined || isNear(host)) return undefined;
  const at = placeOf(command, pattern);
  const message = "A program comes over plain HTTP here, so anyone on the way can replace it.";
  return { at, subject: host, severity: lowerInContainer("high", command), message };
}
