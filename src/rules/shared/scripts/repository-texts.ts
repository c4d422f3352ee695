/** Where the text comes from that git and the programs of its hosts print. */
import type { ShellWord } from "../../../documents/shell/shell-script.ts";
import { CONSTANT, type Enters, type Flow } from "./flow.ts";

/** `git log`, `git branch` and their like print what the author of a commit wrote; a commit id is nobody's choice. */
export function gitFlow(words: readonly ShellWord[], enters: Enters): Flow {
  const texts = words.map((word) => word.literal ?? "");
  const [verb = ""] = texts.filter((text) => !text.startsWith("-"));
  const what = `git ${verb}`.trim();
  if (verb === "rev-parse") return texts.includes("--abbrev-ref") ? enters("outside", what, true) : CONSTANT;
  const isFree = verb === "rev-list" && texts.some((text) => /^--(?:format|pretty)\b/.test(text));
  if (/^(?:rev-list|hash-object|merge-base)$/.test(verb) && !isFree) return CONSTANT;
  if (/^(?:remote|status)$/.test(verb)) return enters("unknown", what);
  if (/^(?:log|show)$/.test(verb))
    return texts.some((text) => /^--(?:format|pretty)=(?:format:)?["']?%[hHct]t?["']?$/.test(text))
      ? CONSTANT
      : enters("outside", what);
  if (/^(?:branch|tag|describe|symbolic-ref|for-each-ref|ls-remote|name-rev)$/.test(verb))
    return enters("outside", what, true);
  const isWritten = /^(?:config|ls-files|diff|shortlog|cat-file|notes|blame|whatchanged|reflog)$/.test(verb);
  return enters(isWritten || isFree ? "outside" : "unknown", what);
}

/** `gh pr view --json title` prints what the author of the pull request wrote. */
export function proposalFlow(words: readonly ShellWord[], enters: Enters): Flow {
  const texts = words.map((word) => word.literal ?? "");
  const [noun = "", verb = ""] = texts;
  const line = texts.join(" ");
  if (noun === "api" && /\.(?:message|title|body|login|name|email|ref|tag_name)\b/.test(line))
    return enters("outside", "gh api");
  if (!/^(?:pr|mr|issue|release)$/.test(noun) || !/^(?:view|list|status)$/.test(verb))
    return enters("unknown");
  const isFree = /title|body|comments|author|labels/i.test(line) || !line.includes("json");
  const isNumber =
    !isFree && !/headRefName|headRepository|milestone|files|tag_?name|targetCommitish/i.test(line);
  return isNumber
    ? CONSTANT
    : enters("outside", `${words[0]?.literal === "mr" ? "glab" : "gh"} ${noun} ${verb}`, !isFree);
}
