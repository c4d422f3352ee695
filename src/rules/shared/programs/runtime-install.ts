/** HK-22 in Ruby, Python and JavaScript: packages are fetched while deploying, in whatever version there is. */
import { type Call, literalOf, optionOf, type Program } from "../../../documents/program/program.ts";
import type { Problem } from "../../../engine/rule.ts";

/** Installs by the languages' own means; those by a command line are a matter of its text. */
export function* checkProgram(program: Program): Iterable<Problem> {
  const inline = program.language === "ruby" && /["']bundler\/inline["']/.test(program.source.text);
  for (const call of program.calls) {
    if (inline && call.path === "gem" && isUnpinnedGem(call))
      yield {
        at: call,
        severity: "low",
        message: `The gem \`${literalOf(call.arguments[0])}\` is installed here in whatever version is the newest.`,
        fix: 'Name the version, as in `gem "octokit", "9.2.0"`, or use the Gemfile of the project.',
      };
    if (/^Gem\.install$/.test(call.path) && call.arguments.length === 1)
      yield { at: call, message: "A gem is installed here in whatever version is the newest." };
  }
  for (const { call, form, words } of program.starts) {
    if (form !== "argv" || literalOf(words[0]) !== undefined) continue; // a name at the front makes it a matter of shell rules
    const texts = words.map((word) => literalOf(word) ?? "$");
    const at = texts.findIndex((text, index) => text === "install" && /^pip3?$/.test(texts[index - 1] ?? ""));
    if (at >= 0 && texts.slice(at + 1).some(isUnpinnedPackage) && !texts.includes("-r"))
      yield { at: call, message: "A package is installed here in whatever version is the newest." };
  }
}

function isUnpinnedGem(call: Call): boolean {
  const [name, ...versions] = call.arguments;
  if (literalOf(name) === undefined || versions.length > 0) return false;
  return !["ref", "tag", "path"].some((key) => optionOf(call, key));
}

function isUnpinnedPackage(text: string): boolean {
  return /^[A-Za-z][\w.-]*(?:\[[\w,]+\])?$/.test(text);
}
