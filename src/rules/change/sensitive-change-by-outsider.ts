/** CHG-03: somebody without a part in the repository changes what a deployment runs or obeys. */
import type { Project } from "../../documents/project.ts";
import { fileAt } from "../../documents/repository-listing.ts";
import { isOutsider } from "../../engine/author.ts";
import { type Change, defineChangeRule } from "../../engine/rule.ts";
import { type SensitiveFile, sensitiveFiles } from "../shared/configuration/sensitive-files.ts";
import { firstDifference } from "../shared/places/first-difference.ts";

export default defineChangeRule({
  id: "sensitive-change-by-outsider",
  category: "change",
  severity: "high",
  confidence: "high",
  title: "Deployment changed by an outsider",
  why: "Whatever runs Kamal on the head of a fork runs what its author wrote, on the machine that deploys and with its keys: hooks, substitutions in the secrets file and Ruby in the configuration before anybody sees a line of it, the Dockerfile during the build.",
  fix: "Have a maintainer read the change to the end before any job that has secrets runs on it, and require approval for workflows of outside contributors.",
  references: [
    "https://docs.github.com/actions/managing-workflow-runs/approving-workflow-runs-from-public-forks",
    "https://securitylab.github.com/resources/github-actions-preventing-pwn-requests/",
  ],
  compares: "repository",
  *compare(_before, _after, change) {
    if (!isOutsider(change.author)) return;
    const changed = changedFiles(change);
    const [worst] = changed;
    if (!worst) return;
    const others = changed.length - 1;
    const rest = others === 0 ? "" : ` and ${others} more file${others === 1 ? "" : "s"} of the deployment`;
    yield {
      at: firstChange(worst.path, change),
      message: `The author, who may not write to this repository, changes ${worst.what}${rest} from a fork.`,
    };
  },
});

/** The most dangerous first; of two alike, one that is still there. */
function changedFiles({ before, after }: Change): SensitiveFile[] {
  const files = new Map([...sensitiveFiles(before), ...sensitiveFiles(after)].map((one) => [one.path, one]));
  const changed = [...files.values()].filter(({ path }) => !isSame(path, before, after));
  const isGone = ({ path }: SensitiveFile): number => (after.opened.has(path) ? 0 : 1);
  return changed.sort((a, b) => a.rank - b.rank || isGone(a) - isGone(b) || (a.path < b.path ? -1 : 1));
}

/** Files that both commits share are opened once; others are told apart by what a reader sees of them. */
function isSame(path: string, before: Project, after: Project): boolean {
  const [old, now] = [before.opened.get(path), after.opened.get(path)];
  if (old === now) return true;
  return !!old?.source.text && old.source.text === now?.source.text && old.file.mode === now.file.mode;
}

function firstChange(path: string, { before, after }: Change) {
  const now = after.opened.get(path)?.source;
  return (now && firstDifference(before.opened.get(path)?.source, now)) ?? fileAt(path);
}
