/** Options by which programs take any certificate: `curl -k`, `git -c http.sslVerify=false`. */
import {
  type ShellCommand,
  type ShellWord,
  substitutedCommands,
} from "../../../documents/shell/shell-script.ts";
import type { Problem } from "../../../engine/rule.ts";
import type { Severity } from "../../../engine/severity.ts";
import { reachOf } from "../network/hosts.ts";
import { commandLine, placeOfWord, textOfWord } from "./command-line.ts";
import { lowerInContainer } from "./script-files.ts";
import { isSecretVariable } from "./secret-flows.ts";
import { printedMaterial } from "./secret-sources.ts";

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

/** The problem of a command that is given one of them. */
export function uncheckedBy(command: ShellCommand): Problem | undefined {
  const { name = "", arguments: words, line } = commandLine(command);
  const option = UNCHECKED_BY_PROGRAM.get(name);
  const found = option && words.find((one, index) => isSwitchedOff(one, words[index + 1], option, name));
  if (!found) return undefined;
  const severity: Severity =
    reachOfTarget(line) === "near" ? "low" : isProbe(line, words) ? "medium" : "high";
  return {
    at: placeOfWord(found, command),
    subject: textOfWord(found),
    severity: lowerInContainer(severity, command),
    message: `\`${name}\` takes any certificate here.`,
  };
}

/** `curl -sk -o /dev/null -w '%{http_code}' "$URL"` sends nothing, and nothing of the answer is used. */
function isProbe(line: string, words: readonly ShellWord[]): boolean {
  return THROWS_AWAY.test(line) && !SENDS.test(line) && !words.some(holdsSecret);
}

/** `https://host/up?token=$TOKEN`, `https://user:$PASSWORD@host/up` */
function holdsSecret(word: ShellWord): boolean {
  const inside = substitutedCommands(word).flatMap(({ arguments: words }) => words);
  return (
    printedMaterial(substitutedCommands(word)) !== undefined ||
    [word, ...inside].some(({ parts }) =>
      parts.some((part) => part.kind === "variable" && isSecretVariable(part.name)),
    )
  );
}

const THROWS_AWAY = /^(?:curl|wget) .*(?: -[a-zA-Z]*[oO]| --output(?:-document)?)[ =]?\/dev\/null\b/;
const SENDS =
  /^curl .*? (?:-[a-zA-Z]*[dFHTubX]|--(?:data|form|json|header|user|cookie|upload-file|request|oauth2-bearer)[\w-]*(?: |=))|^wget .*? --(?:post|body|header|user|password)[\w-]*(?: |=)/;

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

/** True for a host that a request reaches with nobody in between. */
export function isNear(host: string): boolean {
  return !host.includes("$") && /^(?:loopback|private)$/.test(reachOf(host));
}
