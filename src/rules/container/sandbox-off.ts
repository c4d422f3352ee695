/** CTR-04: Docker's filters around a container are switched off. */
import { defineRule } from "../../engine/rule.ts";
import { watchesContainers } from "../shared/containers/container-watchers.ts";
import { type GivenFlag, judgeFlags, type Verdict } from "../shared/containers/given-flags.ts";

const SWITCHES: readonly (readonly [value: RegExp, effect: string])[] = [
  [/^seccomp[=:]unconfined$/, "which opens every system call of the kernel to it"],
  [/^apparmor[=:]unconfined$/, "which takes AppArmor's rules off it"],
  [/^label[=:]disable$/, "which takes SELinux's rules off it"],
  [/^systempaths[=:]unconfined$/, "which opens the kernel's settings below /proc to it"],
  [/^no-new-privileges[=:]false$/, "which lets programs in it gain rights by setuid again"],
];

export default defineRule({
  id: "sandbox-off",
  category: "container",
  severity: "high",
  confidence: "high",
  title: "Container's sandbox switched off",
  why: 'Kamal hands it on as `docker run … --security-opt "seccomp=unconfined" …`, so a fault in the application meets the whole kernel instead of the part that containers need.',
  fix: "Remove it, or name a profile that allows just what is missing.",
  references: [
    "https://docs.docker.com/engine/security/seccomp/",
    "https://docs.docker.com/engine/security/apparmor/",
  ],
  appliesTo: ["kamal-configuration", "shell-script"],
  *check(document) {
    yield* judgeFlags(document, judge);
  },
});

function judge({ name, value, image }: GivenFlag): Verdict | undefined {
  if (name !== "security-opt") return undefined;
  const text = value.trim().toLowerCase();
  const effect = SWITCHES.find(([pattern]) => pattern.test(text))?.[1];
  if (effect === undefined) return undefined;
  // Monitors can't read other processes' facts from within AppArmor's rules.
  const severity = text.startsWith("apparmor") && watchesContainers(image) ? "medium" : "high";
  return { severity, effect };
}
