/** How scripts and workflows get Kamal: as a gem, or as an image. */
import { commandsRunning } from "../../../documents/shell/commands-by-program.ts";
import type { ShellCommand, ShellScript, ShellWord } from "../../../documents/shell/shell-script.ts";
import { invocationOf, leadingText } from "../../../documents/shell/wrappers.ts";
import { isGemVersion } from "../../../documents/versions/gem-version.ts";
import { onceFor } from "../../../source/once-for.ts";
import type { Place } from "../../../source/source-text.ts";

/** One installation. */
export interface KamalInstall {
  readonly how: "gem" | "image";
  /** The word that names Kamal. */
  readonly at: Place;
  /** Text of that word as far as it is spelled out. */
  readonly name: string;
  /** The version as written and where: `2.8.1`, `~> 2.0`, `latest`; undefined when none is. */
  readonly version: { readonly text: string; readonly at: Place } | undefined;
  /** True when a version is given that only the run decides. */
  readonly isDynamic: boolean;
  /** `--source` or a program for gems of Git repositories. */
  readonly source: Place | undefined;
}

/** The installations of a script: of gems, then of images. */
export const kamalInstalls: (script: ShellScript) => readonly KamalInstall[] = onceFor((script) => [
  ...commandsRunning(script, /^gem$/).flatMap(gemInstalls),
  ...commandsRunning(script, /^(?:docker|podman|nerdctl)$/).flatMap(imageRuns),
]);

const GEM = /^(?:\S*\/)?(?:kamal|mrsk)(?:-[\d.]+\w*|-[\w.*-]+(?=\.gem$))?(?::(.*)|\.gem|\.git)?$/;

function gemInstalls(command: ShellCommand): KamalInstall[] {
  const { arguments: words } = invocationOf(command);
  if (!/^(?:install|i|update|specific_install)$/.test(words[0]?.literal ?? "")) return [];
  const at = words.slice(1).find((word) => GEM.test(leadingText(word)));
  if (!at) return [];
  const text = leadingText(at);
  const inName = /^[\w-]+:(.*)$/s.exec(text)?.[1];
  const given = inName === undefined ? (versionOption(words) ?? releaseTag(words)) : at;
  const version = inName ?? given?.literal?.replace(/^(?:-v|--version=|v(?=\d))/, "");
  return [
    {
      how: "gem",
      at: { ...at, anchor: command.anchor ?? "" },
      name: text,
      version:
        version && given ? { text: version, at: { ...given, anchor: command.anchor ?? "" } } : undefined,
      isDynamic: given !== undefined && given.literal === undefined,
      source: sourceOf(words),
    },
  ];
}

/** `-v 2.8.1`, `-v2.8.1`, `--version=2.8.1`. */
function versionOption(words: readonly ShellWord[]): ShellWord | undefined {
  const at = words.findIndex((word) => /^(?:-v|--version)/.test(leadingText(word)));
  return /^(?:-v|--version)$/.test(words[at]?.literal ?? "") ? words[at + 1] : words[at];
}

/** `gem specific_install https://github.com/basecamp/kamal.git v2.7.0`, `… -t v2.7.0` */
function releaseTag(words: readonly ShellWord[]): ShellWord | undefined {
  return words[0]?.literal === "specific_install"
    ? words.find(({ literal }) => /^v\d+(?:\.\d+)*$/.test(literal ?? ""))
    : undefined;
}

function sourceOf(words: readonly ShellWord[]): ShellWord | undefined {
  if (words[0]?.literal === "specific_install")
    return words.some(({ literal }) => OF_ITS_MAKERS.test(literal ?? "")) ? undefined : words[0];
  const at = words.findIndex((word) => /^(?:-s|--source|--clear-sources)(?:=|$)/.test(leadingText(word)));
  return /^(?:-s|--source)$/.test(words[at]?.literal ?? "") ? words[at + 1] : words[at];
}

const OF_ITS_MAKERS = /^(?:(?:https:\/\/|git@)github\.com[/:])?basecamp\/kamal(?:\.git)?$/;

const IMAGE = imageNamed("(?:kamal|mrsk)");

/** `colleague/kamal-plus`, for a job that calls Kamal: elsewhere such an image may be that of an application. */
const VARIANT = imageNamed("(?:[a-z0-9]+-)*kamal(?!-proxy)(?:-[a-z0-9]+)*");

function imageNamed(name: string): RegExp {
  return new RegExp(`^(?:[\\w.-]+(?::\\d+)?/)+${name}(?::([\\w.-]*))?(?:@sha256:[0-9a-f]{64})?$`);
}

function imageRuns(command: ShellCommand): KamalInstall[] {
  const { arguments: words } = invocationOf(command);
  if (!/^(?:run|pull|create)$/.test(words[0]?.literal ?? "")) return [];
  const at = words.find((word) => IMAGE.test(leadingText(word)) && !/^[./~]/.test(leadingText(word)));
  return at ? [imageInstall(at, leadingText(at), { ...at, anchor: command.anchor ?? "" })] : [];
}

/** An image of Kamal that is not named by a command: of a container job. */
export function imageInstall(
  word: { readonly literal?: string | undefined },
  text: string,
  at: Place,
): KamalInstall {
  const tag = text.includes("@sha256:") ? "digest" : (IMAGE.exec(text) ?? VARIANT.exec(text))?.[1];
  return {
    how: "image",
    at,
    name: text,
    version: tag ? { text: tag.replace(/^v(?=\d)/, ""), at } : undefined,
    isDynamic: word.literal === undefined,
    source: undefined,
  };
}

/** True for the name of an image that may be Kamal's; with `isCalled`, Kamal is called in it. */
export function isKamalImage(text: string, isCalled: boolean): boolean {
  return IMAGE.test(text) || (isCalled && VARIANT.test(text));
}

/** The exact release that an installation asks for. */
export function releaseOf({ version }: KamalInstall): string | undefined {
  const text = version?.text.replace(/^=\s*/, "");
  return text !== undefined && isGemVersion(text) ? text : undefined;
}
