/** Variables, settings and files of settings by which programs take any certificate. */
import { commandsRunning } from "../../../documents/shell/commands-by-program.ts";
import { elementsOfArray } from "../../../documents/shell/kept-commands.ts";
import type { ShellCommand, ShellScript, ShellWord } from "../../../documents/shell/shell-script.ts";
import type { Problem } from "../../../engine/rule.ts";
import { onceFor } from "../../../source/once-for.ts";
import { commandLine, placeOfLine, placeOfWord, textOfWord } from "./command-line.ts";

const SETTINGS: readonly { readonly name: RegExp; readonly value: RegExp }[] = [
  { name: /^NODE_TLS_REJECT_UNAUTHORIZED$/, value: /^0$/ },
  { name: /^GIT_SSL_NO_VERIFY$/, value: /^(?:1|true)$/ },
  { name: /^PYTHONHTTPSVERIFY$/, value: /^0$/ },
  { name: /^(?:AWS_CA_BUNDLE|REQUESTS_CA_BUNDLE|CURL_CA_BUNDLE)$/, value: /^\/dev\/null$/ },
  { name: /^(?:DOCKER_TLS_VERIFY|VAULT_SKIP_VERIFY)$/, value: /^$/ },
  { name: /^VAULT_SKIP_VERIFY$/, value: /^(?:1|true)$/ },
  { name: /^(?:npm_config_strict_ssl|NPM_CONFIG_STRICT_SSL)$/, value: /^(?:0|false)$/ },
];

/** True for a variable with a value that switches the check off. */
export function switchesOff(name: string, text: string): boolean {
  return SETTINGS.some((setting) => setting.name.test(name) && setting.value.test(text));
}

const NODE_SETTING = /\bNODE_TLS_REJECT_UNAUTHORIZED=["']?0\b/;

/** `docker run -e NODE_TLS_REJECT_UNAUTHORIZED=0`, and the same written into a file. */
export function settingIn(command: ShellCommand): Problem | undefined {
  const { arguments: words, name, line } = commandLine(command);
  const isMentioned = name !== "ssh" && NODE_SETTING.test(line);
  const word = isMentioned ? words.find((one) => NODE_SETTING.test(textOfWord(one))) : undefined;
  if (!word || command.name?.literal === "export") return undefined;
  const message = "`NODE_TLS_REJECT_UNAUTHORIZED` switches the check of certificates off.";
  return { at: placeOfWord(word, command), subject: "NODE_TLS_REJECT_UNAUTHORIZED", message };
}

/** `echo insecure >> ~/.curlrc` */
export function writtenSetting(command: ShellCommand): Problem | undefined {
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

/** Variables that a script sets to that end: those of programs, and those that it hands to curl or wget as options. */
export function* certificateVariables(script: ShellScript): Iterable<Problem> {
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
