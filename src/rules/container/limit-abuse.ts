/** CTR-12: flags that let a container take all the host has. */
import type { KamalConfiguration } from "../../documents/kamal/configuration.ts";
import { setsFlag } from "../../documents/kamal/docker-options.ts";
import { defineRule } from "../../engine/rule.ts";
import { optionsOfOwner } from "../shared/configuration/parts.ts";
import { type GivenFlag, judgeFlags, type Verdict } from "../shared/containers/given-flags.ts";

export default defineRule({
  id: "limit-abuse",
  category: "container",
  severity: "low",
  confidence: "high",
  title: "Container may use up the host",
  why: "Kamal hands it on, for example as `docker run … --oom-kill-disable …`; when the container then takes too much, the kernel stops other containers, sshd or Docker itself.",
  fix: "Set a bound (`memory`, `pids-limit`) that the host can bear, and remove the flag.",
  references: ["https://docs.docker.com/engine/containers/resource_constraints/"],
  appliesTo: ["kamal-configuration"],
  *check(configuration) {
    yield* judgeFlags(configuration, (flag) => judge(flag, configuration));
  },
});

function judge(flag: GivenFlag, configuration: KamalConfiguration): Verdict | undefined {
  const value = flag.value.trim();
  const bounded = (): boolean => hasMemoryLimit(flag, configuration);
  switch (flag.name) {
    case "oom-kill-disable":
      if (value === "false" || bounded()) return undefined;
      return { severity: "medium", effect: "so the kernel can't stop it when memory runs out" };
    case "memory-swap":
      return value === "-1" && !bounded()
        ? { severity: "low", effect: "so it may fill all swap" }
        : undefined;
    case "pids-limit":
      return /^-\d|^0$/.test(value)
        ? { severity: "low", effect: "so a fork bomb in it takes the host along" }
        : undefined;
    case "oom-score-adj":
      return /^-\d/.test(value) && !bounded()
        ? { severity: "low", effect: "so the kernel stops other programs before it" }
        : undefined;
    default:
      return undefined;
  }
}

/** With a limit of its own, a database may be spared: it can't take more than that. */
function hasMemoryLimit({ owner }: GivenFlag, configuration: KamalConfiguration): boolean {
  return owner !== undefined && setsFlag(optionsOfOwner(owner, configuration), "memory", "m");
}
