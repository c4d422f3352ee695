/** HK-14: certificates are not checked, or programs come over plain HTTP. */
import type { Dockerfile } from "../../documents/dockerfile/dockerfile.ts";
import type { ShellScript } from "../../documents/shell/shell-script.ts";
import type { CompositeAction } from "../../documents/workflow/composite-action.ts";
import type { Workflow } from "../../documents/workflow/workflow.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import { checkProgram } from "../shared/programs/tls-check-off.ts";
import {
  certificateVariables,
  settingIn,
  switchesOff,
  writtenSetting,
} from "../shared/scripts/certificate-settings.ts";
import { environmentSettings } from "../shared/scripts/environment-settings.ts";
import { plainDownload } from "../shared/scripts/plain-downloads.ts";
import { isOnlyShown } from "../shared/scripts/shown-text.ts";
import { uncheckedBy } from "../shared/scripts/unchecked-certificates.ts";

export default defineRule({
  id: "tls-check-off",
  category: "scripts",
  severity: "high",
  confidence: "high",
  title: "TLS certificates are not checked",
  why: "Anyone on the way can answer in the server's place: read what is sent, tokens included, and choose what comes back.",
  fix: "Leave the check on and trust the right authority: `curl --cacert ca.pem`, or repair the certificate.",
  references: ["https://curl.se/docs/sslcerts.html"],
  appliesTo: ["shell-script", "program", "workflow", "composite-action", "dockerfile"],
  *check(document) {
    if (document.kind === "program") yield* checkProgram(document);
    else if (document.kind === "shell-script") yield* checkScript(document);
    else yield* checkEnvironment(document);
  },
});

/** `env: { NODE_TLS_REJECT_UNAUTHORIZED: "0" }`, `ENV GIT_SSL_NO_VERIFY=true`: for every program of the job or image. */
function* checkEnvironment(file: Workflow | CompositeAction | Dockerfile): Iterable<Problem> {
  for (const setting of environmentSettings(file)) {
    const { name, text } = setting;
    if (switchesOff(name, text))
      yield {
        at: setting,
        subject: name,
        severity: file.kind === "dockerfile" ? "medium" : "high",
        message: `\`${name}\` switches the check of certificates off.`,
      };
  }
}

function* checkScript(script: ShellScript): Iterable<Problem> {
  for (const command of script.commands) {
    if (isOnlyShown(command)) continue;
    const problem =
      uncheckedBy(command) ?? settingIn(command) ?? writtenSetting(command) ?? plainDownload(command);
    if (problem) yield problem;
  }
  yield* certificateVariables(script);
}
