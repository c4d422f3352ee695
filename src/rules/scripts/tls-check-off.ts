/** HK-14: certificates are not checked, or programs come over plain HTTP. */
import type { ShellCommand, ShellScript, ShellWord } from "../../documents/shell/shell-script.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import type { Severity } from "../../engine/severity.ts";
import { commandLine, placeOf, placeOfWord, textOfWord } from "../shared/command-line.ts";
import { reachOf } from "../shared/hosts.ts";
import { checkProgram } from "../shared/programs/tls-check-off.ts";
import { lowerInContainer } from "../shared/script-files.ts";
import { isOnlyShown } from "../shared/shown-text.ts";

export default defineRule({
  id: "tls-check-off",
  category: "scripts",
  severity: "high",
  confidence: "high",
  title: "TLS certificates are not checked",
  why: "Anyone on the way can answer in the server's place: read what is sent, tokens included, and choose what comes back.",
  fix: "Leave the check on and trust the right authority: `curl --cacert ca.pem`, or repair the certificate.",
  references: ["https://curl.se/docs/sslcerts.html"],
  appliesTo: ["shell-script", "program"],
  *check(document) {
    if (document.kind === "program") yield* checkProgram(document);
    else yield* checkScript(document);
  },
});

function* checkScript(script: ShellScript): Iterable<Problem> {
  for (const command of script.commands) {
    if (isOnlyShown(command)) continue;
    const problem = uncheckedBy(command) ?? settingIn(command) ?? plainDownload(command);
    if (problem) yield problem;
  }
  const options = optionVariables(script);
  for (const { name, value, source, span } of script.assignments) {
    const text = value?.literal ?? "";
    if (value && options.has(name) && OFF_IN_OPTIONS.test(text))
      yield {
        at: { source, span: value.span, anchor: `${name}=` },
        subject: name,
        message: `\`$${name}\` makes the requests of this script take any certificate.`,
      };
    if (!SETTINGS.some((setting) => setting.name.test(name) && setting.value.test(text))) continue;
    const message = `\`${name}\` switches the check of certificates off.`;
    yield { at: { source, span, anchor: `${name}=` }, subject: name, message };
  }
}

/** `CURL_OPTS="-sS --insecure"` */
const OFF_IN_OPTIONS = /(?:^|\s)(?:-[sSfLiI#]*k[sSfLiI#]*|--insecure|--no-check-certificate)(?:\s|$)/;

/** Variables that are given to curl or wget as options. */
function optionVariables({ commands }: ShellScript): ReadonlySet<string> {
  const requests = commands.filter((command) => /^(?:curl|wget)$/.test(commandLine(command).name ?? ""));
  const words = requests.flatMap((command) => command.arguments);
  return new Set(
    words.flatMap(({ parts: [part, ...others] }) =>
      part?.kind === "variable" && others.length === 0 ? [part.name] : [],
    ),
  );
}

const SETTINGS: readonly { readonly name: RegExp; readonly value: RegExp }[] = [
  { name: /^NODE_TLS_REJECT_UNAUTHORIZED$/, value: /^0$/ },
  { name: /^GIT_SSL_NO_VERIFY$/, value: /^(?:1|true)$/ },
  { name: /^PYTHONHTTPSVERIFY$/, value: /^0$/ },
  { name: /^(?:AWS_CA_BUNDLE|REQUESTS_CA_BUNDLE|CURL_CA_BUNDLE)$/, value: /^\/dev\/null$/ },
  { name: /^(?:DOCKER_TLS_VERIFY|VAULT_SKIP_VERIFY)$/, value: /^$/ },
  { name: /^VAULT_SKIP_VERIFY$/, value: /^(?:1|true)$/ },
];

/** `docker run -e NODE_TLS_REJECT_UNAUTHORIZED=0`, and the same written into a file. */
function settingIn(command: ShellCommand): Problem | undefined {
  const pattern = /\bNODE_TLS_REJECT_UNAUTHORIZED=["']?0\b/;
  const { arguments: words, name } = commandLine(command);
  const word = name === "ssh" ? undefined : words.find((one) => pattern.test(textOfWord(one)));
  if (!word || command.name?.literal === "export") return undefined;
  const message = "`NODE_TLS_REJECT_UNAUTHORIZED` switches the check of certificates off.";
  return { at: placeOfWord(word, command), subject: "NODE_TLS_REJECT_UNAUTHORIZED", message };
}

interface Unchecked {
  readonly program: RegExp;
  readonly word: RegExp;
}

const UNCHECKED: readonly Unchecked[] = [
  { program: /^curl$/, word: /^(?:-[a-zA-Z#]*k[a-zA-Z#]*|--insecure|--proxy-insecure)$/ },
  { program: /^wget$/, word: /^--no-check-certificate$/ },
  { program: /^git$/, word: /^http(?:\.\S+)?\.sslVerify(?:=(?:false|0|no))?$/i },
  { program: /^(?:aws)$/, word: /^--no-verify-ssl$/ },
  { program: /^(?:https?|xh)$/, word: /^--verify(?:=(?:no|false))?$/ },
  { program: /^npm$/, word: /^(?:--)?strict-ssl(?:=false)?$/ },
  { program: /^pip3?$/, word: /^--trusted-host(?:=.*)?$/ },
  { program: /^(?:kubectl|helm)$/, word: /^--insecure-skip-tls-verify(?:=true)?$/ },
  { program: /^apt(?:-get)?$/, word: /^--allow-unauthenticated$|^--force-yes$/ },
  { program: /^gem$/, word: /^:ssl_verify_mode:?$/ },
  // `--insecure-registry` is the affair of plain-http-registry
  { program: /^(?:docker|dockerd)$/, word: /^--tls-?verify=false$/ },
  { program: /^(?:podman|skopeo|buildah)$/, word: /^--(?:src-|dest-)?tls-verify=false$/ },
];

/** Options of curl that take a value: the `k` of `-dk=v` is data. */
const CURL_VALUE_BEFORE_K = /^-[a-zA-Z#]*[AbcCdDeEFhHKmMoPQrtTuUwxXyYz][a-zA-Z#]*k/;

function uncheckedBy(command: ShellCommand): Problem | undefined {
  const { name = "", arguments: words, line } = commandLine(command);
  for (const { program, word } of UNCHECKED) {
    const found = program.test(name)
      ? words.find((one, index) => isSwitchedOff(one, words[index + 1], word, name))
      : undefined;
    if (!found) continue;
    const reach = reachOfTarget(line);
    const severity: Severity = reach === "near" ? "low" : "high";
    const message = `${name === "" ? "The program" : `\`${name}\``} takes any certificate here.`;
    return {
      at: placeOfWord(found, command),
      subject: textOfWord(found),
      severity: lowerInContainer(severity, command),
      message,
    };
  }
  return undefined;
}

/** Two-word forms need the value that switches off. */
function isSwitchedOff(one: ShellWord, next: ShellWord | undefined, word: RegExp, name: string): boolean {
  const text = textOfWord(one);
  if (!word.test(text)) return false;
  if (name === "curl") return !CURL_VALUE_BEFORE_K.test(text);
  if (/^(?:http(?:\.\S+)?\.sslVerify|--verify|(?:--)?strict-ssl)$/i.test(text))
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

function plainDownload(command: ShellCommand): Problem | undefined {
  const { name = "", arguments: words } = commandLine(command);
  if (!/^(?:curl|wget|aria2c|fetch|http)$/.test(name)) return undefined;
  const word = words.find((one) => PROGRAM.test(textOfWord(one)));
  const host = word && PROGRAM.exec(textOfWord(word))?.[1];
  if (!word || host === undefined || isNear(host)) return undefined;
  const at = placeOf(command, PROGRAM);
  const message = "A program comes over plain HTTP here, so anyone on the way can replace it.";
  return { at, subject: host, severity: lowerInContainer("high", command), message };
}
