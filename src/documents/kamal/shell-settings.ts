/** Shell programs in settings: what `cmd` and health checks start in containers, what aliases run there and on hosts. */
import { type DerivedText, deriveText, nestDerived, type Segment } from "../../source/derived-text.ts";
import { sourceText } from "../../source/source-text.ts";
import { UNKNOWN_OUTPUT } from "../erb/render-erb.ts";
import { asProgram } from "../shell/embedded-programs.ts";
import { kamalExec } from "../shell/kamal-exec.ts";
import type { ShellSetting } from "../shell/open-shell.ts";
import { shellBreaks } from "../shell/shell-breaks.ts";
import { scalarText } from "../yaml/scalar-text.ts";
import {
  dig,
  entriesOf,
  get,
  scalarOf,
  type YamlMap,
  type YamlNode,
  type YamlScalar,
} from "../yaml/yaml-node.ts";
import { accessoriesOf } from "./accessories.ts";
import { aliasWords } from "./alias-words.ts";
import { rolesOf } from "./servers.ts";

/** One of them and where it runs. */
export interface ShellSettingText extends Required<Pick<ShellSetting, "runsOn" | "setting">> {
  readonly program: DerivedText;
}

/** Those in which a rule over scripts could find something; most commands are a name and two words, and cost nothing. */
export function shellSettingsOf(root: YamlMap): ShellSettingText[] {
  const parts = [...rolesOf(root), ...accessoriesOf(root)].map(({ settings }) => settings);
  const commands = parts.flatMap((settings) => [
    ofCommand(get(settings, "cmd")),
    ofHealthCheck(dig(settings, "options", "health-cmd")),
  ]);
  const aliases = entriesOf(get(root, "aliases")).map(({ value }) => ofAlias(value));
  const found = [...commands, ofHealthCheck(dig(root, "healthcheck", "cmd")), ...aliases].flat();
  // a map that others take in by `<<` is written once
  return [...new Map(found.map((one) => [one.program.toSource({ start: 0, end: 0 }).start, one])).values()];
}

/** A shell that gets its program as a word, and programs that may do harm by themselves. */
const TELLING =
  /(?:^|[\s/"'])(?:(?:ba|da|z|k|a)?sh\s+-|(?:curl|wget|nc|ncat|socat|eval|env|printenv|rm|find|dd|mkfs\S{0,10}|tar|unzip|ssh|scp|rsync|ssh-keygen|base64|openssl|git|docker|podman|chmod|umask|sudo|doas|usermod|gpasswd|ufw|iptables|nft|setenforce|systemctl|service)(?:[\s"']|$))/;

const SYNTAX = /[;&|<>`$(){}*]/;

/**
 * `cmd` stands at the end of `docker run … image` as it is. What follows the first `;` or `|`, and every variable, is the business of
 * the host's shell; the rest is the program of the container.
 */
function ofCommand(node: YamlNode | undefined): ShellSettingText[] {
  const scalar = scalarOf(node);
  if (!scalar || !TELLING.test(scalar.text)) return [];
  const written = textOf(scalar);
  const inContainer = withoutHost(written);
  return inContainer && TELLING.test(inContainer.text)
    ? [{ program: inContainer, runsOn: "container", setting: "cmd" }]
    : [];
}

function withoutHost(outer: DerivedText): DerivedText | undefined {
  const text = outer.text.trimEnd();
  const start = text.length - text.trimStart().length;
  const breaks = shellBreaks(text.slice(start)).map((one) => ({ ...one, at: one.at + start }));
  const cut = breaks.find(({ kind }) => kind === "command");
  if (cut && /^(?:\$\(|`)$/.test(cut.text)) return undefined; // it may stand in the middle of a word
  const end = cut?.at ?? text.length;
  const variables = breaks.filter(({ kind, at }) => /expansion|variable/.test(kind) && at < end);
  return rewritten(
    outer,
    { start, end },
    variables.sort((a, b) => a.at - b.at),
  );
}

/** What the host puts in the place of a variable is not known: it becomes a word without meaning. */
function rewritten(
  outer: DerivedText,
  { start, end }: { readonly start: number; readonly end: number },
  variables: readonly { readonly at: number; readonly text: string }[],
): DerivedText {
  const segments: Segment[] = [];
  let position = start;
  for (const { at, text } of variables) {
    segments.push(copied(outer.text, position, at), {
      text: "_".repeat(text.length),
      from: { start: at, end: at + text.length },
    });
    position = at + text.length;
  }
  segments.push(copied(outer.text, position, end));
  const inner = deriveText(
    sourceText("", outer.text),
    segments.filter(({ text }) => text !== ""),
  );
  return nestDerived(outer, inner.text, inner.toSource);
}

function copied(text: string, start: number, end: number): Segment {
  return { text: text.slice(start, end), from: { start, end } };
}

/** Docker gives it to a shell of the container as a whole. */
function ofHealthCheck(node: YamlNode | undefined): ShellSettingText[] {
  const scalar = scalarOf(node);
  if (!scalar || !TELLING.test(scalar.text)) return [];
  return [{ program: textOf(scalar), runsOn: "container", setting: "cmd" }];
}

/** `app exec "…"`: Kamal splits an alias into words, which are no shell's, and runs those behind `exec` joined by blanks. */
function ofAlias(node: YamlNode | undefined): ShellSettingText[] {
  const scalar = scalarOf(node);
  const text = scalar?.text ?? "";
  if (!scalar || !EXECUTES.test(text)) return [];
  if (!ON_HOSTS.test(text) && !SYNTAX.test(text) && !TELLING.test(text)) return [];
  const words = aliasWords(textOf(scalar));
  const exec = kamalExec({ name: "kamal", arguments: words, through: [] });
  if (!exec || exec.words.length === 0) return [];
  const program = asProgram(
    exec.words.map(({ parts }) => parts),
    scalar.source,
  );
  return [{ program, runsOn: exec.runsOn, setting: "alias" }];
}

const EXECUTES = /^\s*(?:server|app|accessory)\s+exec\s/;

/** Any program there may do harm. */
const ON_HOSTS = /^\s*server\s/;

/** As far as it is known before Ruby runs: what it fills in is a word without meaning. */
function textOf(scalar: YamlScalar): DerivedText {
  if (scalar.tags.length === 0) return scalarText(scalar);
  return deriveText(scalar.source, [
    { text: scalar.text.replaceAll(UNKNOWN_OUTPUT, "_"), from: scalar.span },
  ]);
}
