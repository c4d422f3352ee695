/** HK-20: a file among the hooks that Kamal doesn't find or can't start. */
import type { TextFile } from "../../documents/document.ts";
import type { Project } from "../../documents/project.ts";
import { scriptLanguageOf } from "../../documents/script-language.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import { baseNameOf } from "../shared/scripts/script-files.ts";

export default defineRule({
  id: "hook-not-runnable",
  category: "scripts",
  severity: "low",
  confidence: "high",
  title: "Hook that Kamal can't run",
  why: "Kamal starts a hook by its exact name and as an executable file: another name is never run, and a file that can't be started makes every command that needs it fail.",
  fix: "Name it exactly as the hook, make it executable (`git update-index --chmod=+x`), and start it with a shebang and plain line ends.",
  references: ["https://kamal-deploy.org/docs/hooks/overview/"],
  appliesTo: ["text-file"],
  *check(file: TextFile, project: Project) {
    if (file.role !== "hook" || file.mode === "120000" || file.source.text.trim() === "") return;
    const name = baseNameOf(file);
    if (HOOKS.test(name)) yield* judgeHook(file, name, project);
    else yield* judgeName(file, name);
  },
});

const HOOKS =
  /^(?:pre-connect|pre-build|pre-deploy|post-deploy|docker-setup|(?:pre|post)-(?:proxy|traefik)-reboot|(?:pre|post)-app-boot)$/;

function* judgeHook(file: TextFile, name: string, project: Project): Iterable<Problem> {
  const { source, mode } = file;
  const first = source.lineText(1);
  const at = { source, span: { start: 0, end: first.length }, anchor: "" };
  if (mode !== "" && mode !== "100755") {
    const message = `\`${name}\` is not executable, so every command that needs it fails.`;
    yield { at, subject: "mode", message };
  }
  if (/^#![^\n]*\r\n/.test(source.text)) {
    const message = "The first line ends with a carriage return, so no such interpreter is found.";
    yield { at, subject: "shebang", message };
  } else if (!first.startsWith("#!")) {
    const message = "Without a shebang on its first line the hook is run by sh, whatever it is written in.";
    const isShell = /^shell$/.test(scriptLanguageOf(source, "hook"));
    yield { at, subject: "shebang", message, ...(isShell ? { strictness: "pedantic" as const } : {}) };
  }
  if (/-traefik-reboot$/.test(name) && project.documents.some(isSecondKamal)) {
    const message = `Kamal 2 doesn't know \`${name}\`: it is \`${name.replace("traefik", "proxy")}\` now.`;
    yield { at, subject: "name", message };
  }
}

function isSecondKamal(document: Project["documents"][number]): boolean {
  return document.kind === "kamal-file" && /^proxy:/m.test(document.source.text);
}

/** Names that were meant to be hooks; helpers and notes may lie among them. */
const MEANT =
  /^(?:pre|post|before|after)[-_](?:connect|build|deploy(?:ment)?|app[-_]boot|(?:proxy|traefik)[-_]reboot)(?:\.(?:sh|rb|py|js|bash))?$|^docker[-_]setup(?:\.(?:sh|rb|py|js))?$/;

function* judgeName(file: TextFile, name: string): Iterable<Problem> {
  if (!MEANT.test(name) || (/^(?:before|after)/.test(name) && !/deploy/.test(name))) return;
  const { source } = file;
  const at = { source, span: { start: 0, end: source.lineText(1).length }, anchor: "" };
  yield { at, subject: "name", message: `Kamal has no hook with the name \`${name}\`, so it never runs.` };
}
