/** CHG-04: a change lets the configuration, or a template of an accessory, call Ruby code that stands elsewhere. */
import type { ErbProgram } from "../../documents/erb/erb-program.ts";
import type { Project } from "../../documents/project.ts";
import type { RubyUse } from "../../documents/ruby/ruby-uses.ts";
import { defineChangeRule } from "../../engine/rule.ts";
import type { Place } from "../../source/source-text.ts";
import { dangerOf } from "../shared/configuration/dangerous-ruby.ts";
import { isInComment, whatRunsIt } from "../shared/configuration/erb-surroundings.ts";

/** Constants of Ruby and its usual company, whose calls can be judged where they stand. */
const KNOWN =
  /^(?:::)?(?:ENV|ARGV|RUBY_\w+|__\w+__|Array|Base64|Bundler|Comparable|Date|DateTime|Digest|Dir|Dotenv|ERB|Etc|FalseClass|File|FileUtils|Float|Gem|Hash|I18n|IO|IPAddr|Integer|JSON|Kernel|Math|Net|NilClass|Object|OpenSSL|OpenStruct|Pathname|Process|Psych|Rails|Random|Range|Regexp|SecureRandom|Set|Shellwords|Socket|String|StringIO|Struct|Symbol|Time|URI|YAML)\b/;

export default defineChangeRule({
  id: "new-ruby-in-deploy",
  category: "change",
  severity: "medium",
  confidence: "medium",
  strictness: "pedantic",
  title: "Configuration calls Ruby code from elsewhere",
  why: "Every kamal command renders the configuration as ERB, so the code that is called here runs on the machine of everybody who types one, and can be changed later without a line of the configuration.",
  fix: "Have an owner of the deployment read the code that is called, or write the value down.",
  references: ["https://kamal-deploy.org/docs/configuration/overview/"],
  compares: "repository",
  *compare(_before, _after, { before, after }) {
    const earlier = new Set(programsOf(before).flatMap(({ calls }) => calls.map(nameOf)));
    for (const { source, calls } of programsOf(after)) {
      for (const call of calls.filter((one) => isElsewhere(one) && !earlier.has(nameOf(one)))) {
        earlier.add(nameOf(call));
        const message = `From this change on, ${whatRunsIt(source)} runs code of \`${call.receiver}\`.`;
        yield { at: headOf(call), subject: call.receiver, message };
      }
    }
  },
});

function programsOf({ documents }: Project): ErbProgram[] {
  return documents.filter((document) => document.kind === "erb-program");
}

function nameOf({ receiver, method }: RubyUse): string {
  return `${receiver}.${method}`;
}

/** Without arguments and block, which may go on for many lines. */
function headOf({ source, span: { start, end }, anchor = "", receiver, method }: RubyUse): Place {
  return { source, anchor, span: { start, end: Math.min(end, start + receiver.length + 1 + method.length) } };
}

/** Not what other rules judge: commands, dangerous calls, and tags in comments. */
function isElsewhere(call: RubyUse): boolean {
  if (!/^(?:::)?[A-Z][\w:]{0,60}$/.test(call.receiver) || KNOWN.test(call.receiver)) return false;
  return dangerOf(call) === undefined && !isInComment(call.source, call.span);
}
