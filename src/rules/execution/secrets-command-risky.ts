/** EXE-10: a secrets file whose commands do more than read a secret. */
import type { ShellCommand, ShellScript } from "../../documents/shell/shell-script.ts";
import { invocationOf } from "../../documents/shell/wrappers.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import { carriedIn } from "../shared/scripts/carried-secrets.ts";
import { materialIn } from "../shared/scripts/secret-material.ts";
import { shipmentOf } from "../shared/scripts/shipments.ts";
import { isSampleFile } from "../shared/secrets/sample-files.ts";
import { type BeyondReading, beyondReading } from "../shared/secrets/secrets-commands.ts";

const PROBLEMS: Readonly<Record<BeyondReading["how"], Pick<Problem, "message" | "severity">>> = {
  sends: { message: "This command of a secrets file sends data over the network." },
  writes: { message: "This command of a secrets file changes files on the machine that deploys." },
  adds: {
    severity: "medium",
    message: "More than one command runs here, and this one is no reader of secrets.",
  },
  fetches: {
    severity: "high",
    message: "This command takes a secret from an address of the network, whoever answers there.",
  },
};

export default defineRule({
  id: "secrets-command-risky",
  category: "execution",
  severity: "critical",
  confidence: "high",
  title: "Command of a secrets file does more than read a secret",
  why: "The shell of the machine that deploys runs each `$(…)` of .kamal/secrets at every deployment, with every secret and login of whoever deploys in reach.",
  fix: "Read the secret with one command of a secret manager, such as `$(op read op://vault/item/field)` or `$(kamal secrets fetch …)`.",
  references: ["https://kamal-deploy.org/docs/commands/secrets/"],
  appliesTo: ["secrets-file"],
  *check({ programs, source }) {
    if (isSampleFile(source.path)) return;
    for (const program of programs) {
      const found = beyondReading(program);
      if (!found || carriesSecrets(program, found)) continue;
      const problem = PROBLEMS[found.how];
      yield {
        at: found.at,
        ...problem,
        ...(found.how === "adds" && isInterpreter(found.at) ? { severity: "critical" } : {}),
      };
    }
  },
});

/** Secrets that leave the machine are reported as such. */
function carriesSecrets(program: ShellScript, { at, how }: BeyondReading): boolean {
  const shipment = how === "sends" ? shipmentOf(at) : undefined;
  return shipment !== undefined && materialIn(shipment, at, carriedIn(program)) !== undefined;
}

/** What it runs is a program of its own. */
function isInterpreter(command: ShellCommand): boolean {
  return /^(?:eval|source|(?:ba|da|z|k)?sh|ruby|python[\d.]*|perl|node|php|osascript)$/.test(
    invocationOf(command).name ?? "",
  );
}
