/** DKF-03: a file from the network becomes part of the image unseen. */
import { defineRule } from "../../engine/rule.ts";
import { buildsOf, usedStages } from "../shared/images/built-images.ts";

export default defineRule({
  id: "remote-add",
  category: "dockerfile",
  severity: "medium",
  confidence: "high",
  title: "Remote file added without a checksum",
  why: "Whatever the address serves on the day of the build goes into the image that Kamal starts on every server.",
  fix: "Add `--checksum=sha256:…`, a commit for a Git address, or install a package of a fixed version.",
  references: ["https://docs.docker.com/reference/dockerfile/#add---checksum"],
  appliesTo: ["dockerfile"],
  *check(dockerfile, project) {
    for (const stage of usedStages(dockerfile, buildsOf(dockerfile, project)))
      for (const { keyword, flags, words } of stage.instructions) {
        if (keyword !== "ADD" || flags.some(({ name }) => name === "checksum")) continue;
        for (const word of words.slice(0, -1)) {
          if (!/^(?:https?|ftp|git):\/\/|^git@/i.test(word.text) || isFixedCommit(word.text)) continue;
          const message = "What this address serves becomes part of the image without a check.";
          yield { at: { ...word, anchor: "ADD" }, message };
        }
      }
  },
});

/** `https://github.com/a/b.git#<commit>` always gives the same files. */
function isFixedCommit(address: string): boolean {
  return /#[0-9a-f]{40}(?::|$)/.test(address);
}
