/** EXE-06: a part of `cmd` that the host's shell runs or fills in before Docker sees it. */
import { accessoriesOf } from "../../documents/kamal/accessories.ts";
import { describeOwner, type Owner } from "../../documents/kamal/owner.ts";
import { rolesOf } from "../../documents/kamal/servers.ts";
import { type ShellBreak, shellBreaks } from "../../documents/shell/shell-breaks.ts";
import { get, scalarOf, type YamlScalar } from "../../documents/yaml/yaml-node.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import { shown } from "../shared/configuration/shown-break.ts";
import { placeIn } from "../shared/places/place-in.ts";

export default defineRule({
  id: "cmd-runs-on-host",
  category: "execution",
  severity: "high",
  confidence: "high",
  title: "Part of `cmd` runs on the host instead of in the container",
  why: "Kamal puts `cmd` at the end of `docker run … image` as it is, and the shell of the host reads that line first: what follows `;`, `&&` or `|` runs on the host as the SSH user, and variables are replaced there, mostly by nothing.",
  fix: "Put the whole command between single quotes for a shell of the container: `sh -c '…'`, or into a script of the image.",
  references: ["https://kamal-deploy.org/docs/configuration/roles/"],
  appliesTo: ["kamal-configuration"],
  *check({ root }) {
    for (const { owner, settings } of [...rolesOf(root), ...accessoriesOf(root)]) {
      const cmd = scalarOf(get(settings, "cmd"));
      if (cmd) yield* judge(cmd, owner);
    }
  },
});

/** Only the gravest: one cause, one finding. */
function* judge(cmd: YamlScalar, owner: Owner): Iterable<Problem> {
  const [found] = shellBreaks(cmd.text.trim());
  const problem = found && problemOf(found, describeOwner(owner));
  if (!found || !problem) return;
  const isFatal =
    found.kind === "command" && FROM_THE_NETWORK.test(cmd.text.slice(found.at, found.at + 2_000));
  const at = placeIn(cmd, found.text === "\n" ? "" : found.text);
  yield { at, ...problem, ...(isFatal ? { severity: "critical" } : {}) };
}

/** A program from the network that the host's shell then runs. */
const FROM_THE_NETWORK = /\b(?:curl|wget)\b[^;&\n]{0,500}\|\s{0,5}(?:sudo\s{1,5})?(?:ba|da|z)?sh\b/;

function problemOf(
  { kind, text }: ShellBreak,
  whose: string,
): Pick<Problem, "message" | "severity"> | undefined {
  const what = shown(text);
  switch (kind) {
    case "command":
      return {
        message: `The host's shell reads ${what} in the command of ${whose}, so what follows is not run in the container.`,
      };
    case "expansion":
    case "variable":
      return {
        message: `The host's shell replaces ${what} in the command of ${whose}, mostly by nothing; the container's variables are not known there.`,
      };
    case "quoted-variable":
      return {
        severity: "medium",
        message: `The host's shell replaces ${what} inside the double quotes of the command of ${whose}; the container's variables are not known there.`,
      };
    case "redirect":
      return undefined;
  }
}
