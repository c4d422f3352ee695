/** What goes into a build: the folder that `builder.context` names and the files that decide what of it is used. */
import { posix } from "node:path";
import type { TextFile } from "../../documents/document.ts";
import type { KamalConfiguration } from "../../documents/kamal/configuration.ts";
import type { Project } from "../../documents/project.ts";
import { dig, isKnown, scalarOf, type YamlScalar } from "../../documents/yaml/yaml-node.ts";

/** A context inside the repository. */
export interface BuildContext {
  readonly at: YamlScalar;
  /** Path inside the repository; empty for its root. */
  readonly folder: string;
  /** The folder from which Kamal is started, seen from the context; undefined when it lies outside of it. */
  readonly home: string | undefined;
}

/** Undefined when the key is absent, when only Ruby knows it, and for addresses and absolute paths. */
export function buildContextOf({ root, source }: KamalConfiguration): BuildContext | undefined {
  const at = scalarOf(dig(root, "builder", "context"));
  if (!at || !isKnown(at) || /^(?:\/|~|-$|\w+:|git@)|\$/.test(at.text.trim())) return undefined;
  const home = homeOf(source.path);
  const folder = posix.join(home, at.text.trim()).replace(/\/$/, "");
  if (folder.startsWith("..")) return undefined;
  const inside = posix.relative(folder === "." ? "" : folder, home);
  return { at, folder: folder === "." ? "" : folder, home: inside.startsWith("..") ? undefined : inside };
}

/** The Dockerfile of a configuration, when it is among the files. */
export function dockerfileOf({ root, source }: KamalConfiguration, project: Project): TextFile | undefined {
  const written = scalarOf(dig(root, "builder", "dockerfile"));
  if (written && !isKnown(written)) return undefined;
  return textFileAt(posix.join(homeOf(source.path), written?.text ?? "Dockerfile"), project);
}

/** A file of the project as text. */
export function textFileAt(path: string, { documents }: Project): TextFile | undefined {
  return documents.find(
    (document): document is TextFile => document.kind === "text-file" && document.source.path === path,
  );
}

/** True when the commit has the file, read or not. */
export function isListed(path: string, { documents }: Project): boolean {
  return documents.some((document) => document.kind === "repository" && document.paths.has(path));
}

/** Kamal is started from the folder that holds `config/`. */
function homeOf(configPath: string): string {
  const folder = posix.dirname(configPath).replace(/(?:^|\/)config$/, "");
  return folder === "." ? "" : folder;
}
