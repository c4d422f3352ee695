/** CHG-04: a change brings in a program that Kamal starts by itself. */
import { posix } from "node:path";
import { roleOf } from "../../documents/file-role.ts";
import { fileAt } from "../../documents/repository-listing.ts";
import { defineChangeRule, type Problem } from "../../engine/rule.ts";

/** Kamal starts files of these names and no others. */
const HOOKS =
  /^(?:pre-connect|pre-build|pre-deploy|post-deploy|docker-setup|(?:pre|post)-(?:app-boot|proxy-reboot|traefik-reboot))$/;

export default defineChangeRule({
  id: "new-code-in-deploy",
  category: "change",
  severity: "medium",
  confidence: "high",
  title: "New hook that Kamal runs",
  why: "Kamal starts the file on the machine of whoever deploys, with the SSH agent, the registry login and, in most hooks, every secret in its environment, from the first deployment after the merge on.",
  fix: "Have an owner of the deployment read the hook line by line.",
  references: ["https://kamal-deploy.org/docs/hooks/overview/"],
  compares: "repository",
  *compare({ paths: before }, { paths: after }) {
    const gone = new Set([...before.keys()].filter((path) => isHook(path) && !after.has(path)).map(nameOf));
    for (const [path, mode] of after) {
      if (!isHook(path)) continue;
      const earlier = before.get(path);
      // One that only moved is no new code; whether it changed on the way shows in the difference.
      if (earlier === undefined && !gone.has(nameOf(path))) yield* found(path, "is new");
      else if (earlier === "100644" && mode === "100755") yield* found(path, "becomes executable");
    }
  },
});

function* found(path: string, what: string): Iterable<Problem> {
  yield { at: fileAt(path), message: `The hook \`${nameOf(path)}\` ${what}, so Kamal runs it from now on.` };
}

function isHook(path: string): boolean {
  return path.includes("/hooks/") && roleOf(path) === "hook" && HOOKS.test(nameOf(path));
}

function nameOf(path: string): string {
  return posix.basename(path);
}
