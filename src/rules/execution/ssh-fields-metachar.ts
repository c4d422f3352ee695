/** EXE-08: options or shell syntax in the values of `ssh`. */
import { type SshField, sshFieldsOf } from "../../documents/kamal/ssh-settings.ts";
import { shellBreaks } from "../../documents/shell/shell-breaks.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import { shown } from "../shared/configuration/shown-break.ts";

export default defineRule({
  id: "ssh-fields-metachar",
  category: "execution",
  severity: "high",
  confidence: "high",
  title: "Options or shell syntax in an SSH setting",
  why: "Kamal writes these values into the `ssh` command lines it runs on the machine that deploys, without quotes: an option such as `-oProxyCommand=…` or a `;` starts a program there.",
  fix: "Write the plain user, path, host or port; give a jump host with `ssh.proxy`.",
  references: ["https://kamal-deploy.org/docs/configuration/ssh/"],
  appliesTo: ["kamal-configuration"],
  *check({ root }) {
    for (const field of sshFieldsOf(root)) yield* judge(field);
  },
});

function* judge({ key, at }: SshField): Iterable<Problem> {
  const text = at.text.trim();
  if (text.startsWith("<")) return;
  const [found] = shellBreaks(text);
  const option = /(?:^|[\s,])(-[A-Za-z])/.exec(text)?.[1];
  if (found?.kind === "command" || found?.kind === "expansion") {
    yield {
      at,
      severity: "critical",
      message: `\`ssh.${key}\` has ${shown(found.text)} in it, which the shell of the machine that deploys runs.`,
    };
  } else if (option !== undefined) {
    yield { at, message: `\`ssh.${key}\` has the option \`${option}\` in it, which ssh takes as its own.` };
  } else if (key !== "keys" && key !== "config" && /\s/.test(text)) {
    yield {
      at,
      severity: "medium",
      message: `\`ssh.${key}\` has a blank in it, which splits it into two arguments of ssh.`,
    };
  }
}
