/** CHG-05: a script or workflow deploys with another configuration than before. */
import { posix } from "node:path";
import type { Project } from "../../documents/project.ts";
import type { ShellCommand, ShellWord } from "../../documents/shell/shell-script.ts";
import { invocationOf, leadingText } from "../../documents/shell/wrappers.ts";
import { defineChangeRule } from "../../engine/rule.ts";
import { placeOfWord } from "../shared/scripts/command-line.ts";

export default defineChangeRule({
  id: "config-path-changed",
  category: "change",
  severity: "medium",
  confidence: "medium",
  title: "Deployment with another configuration",
  why: "The option `-c` takes hosts, images, secrets and hooks from another file at once, and code owners, branch rules and reviews that watch the old one no longer see what is deployed.",
  fix: "Keep the configuration at `config/deploy.yml`, or review the other file as if it were new and watch it in CODEOWNERS.",
  references: ["https://kamal-deploy.org/docs/configuration/overview/"],
  compares: "repository",
  *compare(_before, _after, { before, after }) {
    const earlier = runsByFile(before);
    for (const [path, runs] of runsByFile(after)) {
      const old = new Set(earlier.get(path)?.map(({ config }) => config));
      const now = new Set(runs.map(({ config }) => config));
      // one more application beside the others is no other configuration
      if ([...old].every((config) => now.has(config))) continue;
      const told = new Set<string | undefined>();
      for (const { config, word, command } of runs) {
        if (!word || old.has(config) || old.has(undefined) || told.has(config)) continue;
        told.add(config);
        const at = placeOfWord(word, command);
        yield { at, message: "This deploys with another configuration than before." };
      }
    }
  },
});

/** One call of Kamal. */
interface Run {
  /** The file it deploys with; undefined when only the run decides. */
  readonly config: string | undefined;
  /** The word that names it. */
  readonly word: ShellWord | undefined;
  readonly command: ShellCommand;
}

function runsByFile({ documents }: Project): ReadonlyMap<string, readonly Run[]> {
  const scripts = documents.filter((document) => document.kind === "shell-script");
  const runs = scripts.flatMap(({ commands }) => commands.flatMap(runOf));
  return Map.groupBy(runs, ({ command }) => command.source.path);
}

const OPTION = /^(?:-c|--config[-_]file)(?:=|$)/;

function runOf(command: ShellCommand): Run[] {
  const { name, arguments: words } = invocationOf(command);
  if (name !== "kamal" && name !== "mrsk") return [];
  const at = words.findIndex((word) => OPTION.test(leadingText(word)));
  if (at < 0) return [{ config: "config/deploy.yml", word: undefined, command }];
  const option = words[at];
  const isJoined = leadingText(option).includes("=");
  const word = isJoined ? option : words[at + 1];
  const text = word?.literal?.replace(/^--config[-_]file=|^-c=/, "");
  return [{ config: text === undefined ? undefined : posix.normalize(text), word, command }];
}
