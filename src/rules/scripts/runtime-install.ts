/** HK-22: a program of no fixed version is fetched and run while deploying. */
import type { Project } from "../../documents/project.ts";
import { commandsRunning } from "../../documents/shell/commands-by-program.ts";
import type { ShellCommand, ShellScript, ShellWord } from "../../documents/shell/shell-script.ts";
import { get, scalarOf } from "../../documents/yaml/yaml-node.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import { checkProgram } from "../shared/programs/runtime-install.ts";
import { clonedPrograms } from "../shared/scripts/cloned-programs.ts";
import { commandLine, placeOfWord, textOfWord } from "../shared/scripts/command-line.ts";
import { itemCalls } from "../shared/scripts/item-calls.ts";
import { PLACES, roleOfScript } from "../shared/scripts/script-files.ts";
import { isOnlyShown } from "../shared/scripts/shown-text.ts";

export default defineRule({
  id: "runtime-install",
  category: "scripts",
  severity: "medium",
  confidence: "medium",
  title: "Program without a version installed while deploying",
  why: "Whatever was published last runs with the keys of the deployment, so whoever takes over the package takes over the deployment.",
  fix: "Name a version, or install it beforehand from a lock file.",
  references: ["https://slsa.dev/spec/v1.0/threats-overview"],
  appliesTo: ["shell-script", "program"],
  *check(document, project) {
    if (document.kind === "program") yield* checkProgram(document);
    else yield* checkScript(document, project);
  },
});

function* checkScript(script: ShellScript, project: Project): Iterable<Problem> {
  const role = roleOfScript(script, project);
  if (role !== "hook" && role !== "script") return;
  const seen = new Set<string>();
  for (const command of commandsRunning(script, INSTALLERS)) {
    const word = command.runsOn === "container" || isOnlyShown(command) ? undefined : unpinned(command);
    if (!word || seen.has(textOfWord(word))) continue;
    seen.add(textOfWord(word));
    yield report(word, command);
  }
  yield* clonedInto(script, project);
}

/** `git clone https://github.com/… tool && tool/install.sh` */
function* clonedInto(script: ShellScript, project: Project): Iterable<Problem> {
  for (const { clone, address, run } of clonedPrograms(script)) {
    const text = textOfWord(address);
    if (isOwnRepository(text, project)) continue;
    const line = run.source.positionAt(run.span.start).line;
    const message = `The newest state of \`${text}\` is fetched here${PLACES[clone.runsOn]}, and line ${line} runs it.`;
    yield { at: placeOfWord(address, clone), subject: text, message };
  }
}

/** Of the same owner as what is deployed, on a host where owners are who they say. */
function isOwnRepository(address: string, { documents }: Project): boolean {
  const [, owner = ""] = FORGE.exec(address) ?? [];
  return documents.some((document) => {
    if (document.kind !== "kamal-configuration") return false;
    const image = scalarOf(get(document.root, "image"))?.text ?? "";
    return image.split("/").slice(0, -1).includes(owner);
  });
}

/** `https://github.com/acme/tool.git` */
const FORGE =
  /^https?:\/\/(?:www\.)?(?:github\.com|gitlab\.com|bitbucket\.org|codeberg\.org)\/([\w.-]+)\/[^/]+\/?$/;

/** Those that `unpinned` knows. */
const INSTALLERS = /^(?:gem|pip[\d.]*|python[\d.]*|pipx|npx|bunx|uvx|pnpm|yarn|npm|go|cargo|docker|podman)$/;

function report(word: ShellWord, command: ShellCommand): Problem {
  const text = textOfWord(word);
  const message = `The newest \`${text}\` there is is fetched here${PLACES[command.runsOn]}.`;
  return { at: placeOfWord(word, command), subject: text, message };
}

/** The first package or image that has no fixed version. */
function unpinned(command: ShellCommand): ShellWord | undefined {
  const { name = "" } = commandLine(command);
  return itemCalls(command).flatMap((words) => unpinnedIn(name, words) ?? [])[0];
}

function unpinnedIn(name: string, words: readonly ShellWord[]): ShellWord | undefined {
  const verb = words[0]?.literal ?? "";
  const rest = positional(words.slice(1));
  if (name === "gem" && verb === "install")
    return hasOption(words, /^(?:-v|--version)/) ? undefined : rest.find(isGem);
  if (/^pip[\d.]*$/.test(name) && verb === "install") return pipPackage(words);
  if (/^(?:python[\d.]*)$/.test(name) && /^-m pip install\b/.test(words.map(textOfWord).join(" ")))
    return pipPackage(words.slice(2));
  if (name === "pipx" && /^(?:run|install)$/.test(verb))
    return rest.find((word) => !/[=@]/.test(textOfWord(word)));
  if (/^(?:npx|bunx|uvx)$/.test(name))
    return hasOption(words, /^--no(?:-install)?$/) ? undefined : npmPackage(positional(words)[0]);
  if (/^(?:pnpm|yarn)$/.test(name) && verb === "dlx") return npmPackage(rest[0]);
  if (
    name === "npm" &&
    /^(?:i|install|add|exec)$/.test(verb) &&
    (verb === "exec" || hasOption(words, /^(?:-g|--global)$/))
  )
    return rest.find((word) => npmPackage(word));
  if (name === "go" && /^(?:install|run)$/.test(verb))
    return rest.find((word) => /@latest$/.test(textOfWord(word)));
  if (name === "cargo" && verb === "install")
    return hasOption(words, /^--(?:version|locked|path)/) ? undefined : rest[0];
  if (/^(?:docker|podman)$/.test(name) && /^(?:run|pull|create)$/.test(verb)) return image(words.slice(1));
  return undefined;
}

function hasOption(words: readonly ShellWord[], option: RegExp): boolean {
  return words.some((word) => option.test(textOfWord(word)));
}

function positional(words: readonly ShellWord[]): ShellWord[] {
  return words.filter((word) => !textOfWord(word).startsWith("-"));
}

/** Kamal itself has a rule of its own; a file of one's own or a variable says nothing. */
function isGem(word: ShellWord): boolean {
  return word.literal !== undefined && !/^(?:kamal|mrsk)$|\.gem$|:[\d.]+$/.test(word.literal);
}

function pipPackage(words: readonly ShellWord[]): ShellWord | undefined {
  if (hasOption(words, /^(?:-\w*r|--requirement|-e|--editable|--require-hashes|-c|--constraint)/))
    return undefined;
  return positional(words.slice(1)).find(
    ({ literal }) => literal !== undefined && !/[=<>~@/.]|^(?:pip|setuptools|wheel)$/.test(literal),
  );
}

function npmPackage(word: ShellWord | undefined): ShellWord | undefined {
  const text = word?.literal;
  if (text === undefined || /^[./]/.test(text)) return undefined;
  const version = /^(?:@[^/]+\/)?[^@]+@(.+)$/.exec(text)?.[1];
  return version === undefined || /^(?:latest|next|\*)$/.test(version) ? word : undefined;
}

/** Options of `docker run` that stand alone. */
const ALONE =
  /^(?:-[ditPq]+|--(?:rm|detach|interactive|tty|init|privileged|read-only|quiet|no-healthcheck|publish-all|all-tags|oom-kill-disable)|--[\w-]+=.*)$/;

function image(words: readonly ShellWord[]): ShellWord | undefined {
  for (let at = 0; at < words.length; at++) {
    const word = words[at];
    const text = word ? textOfWord(word) : "";
    if (text.startsWith("-")) at += ALONE.test(text) ? 0 : 1;
    else return word && isMutable(text) ? word : undefined;
  }
  return undefined;
}

/** An image of one's own, tagged by a variable, is what is being deployed; Kamal's has a rule of its own. */
function isMutable(text: string): boolean {
  if (text.includes("$") || text.includes("@sha256:") || text.startsWith("ghcr.io/basecamp/kamal:"))
    return false;
  const tag = /:([\w.-]+)$/.exec(text.replace(/^[^/]*:\d+\//, ""))?.[1];
  return tag === undefined || tag === "latest";
}
