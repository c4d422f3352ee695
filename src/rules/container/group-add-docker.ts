/** CTR-10: a container's user gets the group that owns the runtime's socket. */
import { defineRule } from "../../engine/rule.ts";
import { type GivenFlag, isReasoned, judgeFlags, type Verdict } from "../shared/containers/given-flags.ts";

export default defineRule({
  id: "group-add-docker",
  category: "container",
  severity: "high",
  confidence: "high",
  title: "Container joins the docker or root group",
  why: 'Kamal hands it on as `docker run … --group-add "docker" …`: with the socket mounted the application starts any container it likes, and members of group root write to many files of the host.',
  fix: "Put a socket proxy in between that allows only the calls that are needed, and leave the group out.",
  references: ["https://docs.docker.com/engine/security/#docker-daemon-attack-surface"],
  appliesTo: ["kamal-configuration", "shell-script"],
  *check(document) {
    yield* judgeFlags(document, judge);
  },
});

/** 999 is docker's group on many systems, and a service's on others. */
function judge(flag: GivenFlag): Verdict | undefined {
  if (flag.name !== "group-add") return undefined;
  const group = flag.value.trim().toLowerCase();
  if (group === "docker") return { severity: "high", effect: "which is the group of Docker's socket" };
  if (group === "root" || group === "0")
    return { severity: "high", effect: "which is the group of the host's system files" };
  if (group !== "999" || isReasoned(flag)) return undefined;
  return { severity: "high", effect: "which on most systems is the group of Docker's socket" };
}
