/** Files that have a role only because others name them: moved hooks, secrets, Dockerfiles, scripts that scripts call. */
import { posix } from "node:path";
import { onceFor } from "../source/once-for.ts";
import type { Dockerfile } from "./dockerfile/dockerfile.ts";
import { entrypointsOf } from "./dockerfile/entrypoints.ts";
import type { Document } from "./document.ts";
import type { FileRole } from "./file-role.ts";
import { accessoryFilesOf } from "./kamal/accessory-files.ts";
import type { KamalConfiguration } from "./kamal/configuration.ts";
import { scriptsCalledByProgram } from "./program/called-programs.ts";
import type { ScriptLanguage } from "./script-language.ts";
import { scriptsCalledBy } from "./shell/called-scripts.ts";
import { configurationsNamedBy } from "./shell/named-configurations.ts";
import { actionPathsOf, stepsIn } from "./workflow/local-uses.ts";
import { isStepsFile, type StepsFile } from "./workflow/steps-file.ts";
import { dig, isKnown, scalarsOf, type YamlScalar } from "./yaml/yaml-node.ts";

/** What a document asks for: a file, or with `below` every file directly in a folder. */
export interface FileReference {
  readonly path: string;
  readonly role: FileRole;
  readonly form: "file" | "folder" | "prefix";
  /** For a script, the language of what runs it, whatever its name says. */
  readonly runBy?: ScriptLanguage;
}

/** All references of the documents of a commit; the files may not exist. */
export function referencedFiles(documents: readonly Document[]): FileReference[] {
  return documents.flatMap(referencesOf);
}

const referencesOf = onceFor((document: Document): readonly FileReference[] => {
  if (document.kind === "kamal-configuration") return ofConfiguration(document);
  if (document.kind === "program") return scriptsCalledByProgram(document);
  if (isStepsFile(document)) return actionsOf(document);
  if (document.kind === "dockerfile") return startedBy(document);
  if (document.kind !== "shell-script") return [];
  return [...scriptsCalledBy(document), ...configurationsNamedBy(document)];
});

function startedBy(dockerfile: Dockerfile): FileReference[] {
  return entrypointsOf(dockerfile).map((path) => ({ path, role: "entrypoint", form: "file" }));
}

/** Local actions, also those that lie outside of `.github/actions`. */
function actionsOf(document: StepsFile): FileReference[] {
  const paths = stepsIn(document).flatMap(({ uses }) => actionPathsOf(uses));
  return paths.map((path) => ({ path, role: "action", form: "file" }));
}

/** Roles of the listed paths that somebody refers to; `listing` (git modes by path) is looked through once. */
export function rolesByReference(
  references: readonly FileReference[],
  listing: ReadonlyMap<string, string>,
): Map<string, FileRole> {
  const roles = new Map<string, FileRole>();
  if (references.length === 0) return roles;
  const files = new Map(
    references.filter(({ form }) => form === "file").map(({ path, role }) => [path, role]),
  );
  const others = references.filter(({ form }) => form !== "file");
  for (const [path, mode] of listing) {
    const role = isLinkOrSubmodule(mode)
      ? references.find((reference) => reference.path === path || reference.path.startsWith(`${path}/`))?.role
      : (files.get(path) ?? others.find((reference) => covers(reference, path))?.role);
    if (role !== undefined) roles.set(path, role);
  }
  return roles;
}

/** By path, the languages of what is said to run scripts. */
export function runnersByReference(references: readonly FileReference[]): Map<string, ScriptLanguage[]> {
  const runners = new Map<string, ScriptLanguage[]>();
  for (const { path, role, runBy } of references) {
    const known = runners.get(path) ?? [];
    if (runBy && role === "script" && !known.includes(runBy)) runners.set(path, [...known, runBy]);
  }
  return runners;
}

/** What such an entry holds is listed elsewhere or not at all, so it is asked for itself and says why it can't be read. */
function isLinkOrSubmodule(mode: string): boolean {
  return mode === "120000" || mode === "160000";
}

function covers({ path: wanted, form }: FileReference, path: string): boolean {
  if (form === "prefix") return path.startsWith(wanted) && !path.slice(wanted.length).includes("/");
  return posix.dirname(path) === wanted;
}

const NAMED: readonly (readonly [key: readonly string[], role: FileRole, form: FileReference["form"]])[] = [
  [["hooks_path"], "hook", "folder"],
  [["secrets_path"], "secrets", "prefix"],
  [["builder", "dockerfile"], "dockerfile", "file"],
  [["ssh", "config"], "ssh-config", "file"],
  [["ssh", "keys"], "key-file", "file"],
];

function ofConfiguration(configuration: KamalConfiguration): FileReference[] {
  const { root, source } = configuration;
  const named = NAMED.flatMap(([key, role, form]) =>
    scalarsOf(dig(root, ...key)).flatMap((value) => {
      const path = pathOf(value, value.text, source.path);
      return path === undefined ? [] : [{ path, role, form }];
    }),
  );
  return [
    ...named,
    ...jumpFiles(configuration),
    ...tunnelScripts(configuration),
    ...uploadedFiles(configuration),
  ];
}

/** `proxy_command: sh ./bin/tunnel.sh %h`: each path in it that no option names may be a script of the repository. */
function tunnelScripts({ root, source }: KamalConfiguration): FileReference[] {
  return scalarsOf(dig(root, "ssh", "proxy_command")).flatMap((command) => {
    const written = [
      ...command.text
        .slice(0, LONGEST_COMMAND)
        .matchAll(/(?<![^\s"']|-\w[ \t])(?:[\w.-]{1,80}\/){1,8}[\w.-]{1,80}/g),
    ];
    return written.flatMap(([text]): FileReference[] => {
      const path = pathOf(command, text, source.path);
      return path === undefined ? [] : [{ path, role: "script", form: "file" }];
    });
  });
}

/** Nobody's command that opens a tunnel is longer. */
const LONGEST_COMMAND = 2_000;

/** `proxy_command: ssh -F config/jump.conf …` */
function jumpFiles({ root, source }: KamalConfiguration): FileReference[] {
  return scalarsOf(dig(root, "ssh", "proxy_command")).flatMap((command): FileReference[] => {
    const written = /\bssh\b[^|;&\n]{0,300}?\s-F[ \t]{0,3}["']?([^\s"']{1,200})/.exec(command.text)?.[1];
    const path = written === undefined ? undefined : pathOf(command, written, source.path);
    return path === undefined ? [] : [{ path, role: "ssh-config", form: "file" }];
  });
}

/** The files of accessories; those with names like `x.erb` are run as Ruby when they are uploaded. */
function uploadedFiles({ root, source }: KamalConfiguration): FileReference[] {
  return accessoryFilesOf(root).flatMap(({ at, local }): FileReference[] => {
    const path = pathOf(at, local, source.path);
    const role = local.endsWith("erb") ? "erb-file" : "accessory-file";
    return path === undefined ? [] : [{ path, role, form: "file" }];
  });
}

function pathOf(at: YamlScalar, written: string, configPath: string): string | undefined {
  return isKnown(at) ? insideRepository(configPath, written) : undefined;
}

/**
 * The path in the repository that a written one means; Kamal resolves it from where it is started, the folder that holds
 * `config/`. Undefined for what lies elsewhere.
 */
export function insideRepository(configPath: string, written: string): string | undefined {
  if (written.startsWith("/") || written.startsWith("~") || written.includes("$")) return undefined;
  const home = posix.dirname(configPath).replace(/(?:^|\/)config$/, "");
  const path = posix.join(home, written);
  return path === "." || path.startsWith("..") ? undefined : path;
}
