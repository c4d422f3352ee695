/** HK-12: a password or a webhook's address is written into a script. */
import type { TextFile } from "../../documents/document.ts";
import type { Program } from "../../documents/program/program.ts";
import type { Project } from "../../documents/project.ts";
import type { ShellScript } from "../../documents/shell/shell-script.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import type { Span } from "../../source/span.ts";
import { credentialsIn, joinedTexts } from "../shared/programs/hardcoded-credential.ts";
import { requestSecrets } from "../shared/scripts/request-settings.ts";
import { fileOf } from "../shared/scripts/script-files.ts";
import { spelledOutIn } from "../shared/scripts/spelled-out-credentials.ts";
import { writtenSecrets } from "../shared/scripts/written-settings.ts";
import { isStandIn } from "../shared/secrets/build-stand-ins.ts";
import { webhookAddresses } from "../shared/secrets/chat-webhooks.ts";
import { isCredential, isRailsKey, isWeak } from "../shared/secrets/credential-texts.ts";
import { looksRandom } from "../shared/secrets/secret-values.ts";

export default defineRule({
  id: "hardcoded-credential",
  category: "scripts",
  standsAtSecret: true,
  severity: "critical",
  confidence: "medium",
  title: "Credential written into a script",
  why: "Whoever reads the repository or its history has it, and a script is copied further than any secrets file.",
  fix: "Rotate it, keep the new one in the secret manager, and read it from the environment: `.kamal/secrets` hands secrets to hooks.",
  references: ["https://kamal-deploy.org/docs/hooks/overview/"],
  appliesTo: ["text-file", "shell-script", "program"],
  *check(document, project: Project) {
    if (document.kind === "text-file") yield* webhooksIn(document);
    else {
      if (document.kind === "program") yield* joinedWebhooks(document);
      yield* passwordsIn(document, project);
    }
  },
});

function* webhooksIn({ source, credentials }: TextFile): Iterable<Problem> {
  for (const { span, what, worth } of webhookAddresses(source.text)) {
    if (credentials.some((hit) => overlap(hit.span, span))) continue;
    const at = { source, span, anchor: what };
    const message = `The address of a ${what} stands here in clear; whoever has it can post.`;
    yield { at, subject: what, message, ...(worth === "half" ? { severity: "high" as const } : {}) };
  }
}

function* joinedWebhooks(program: Program): Iterable<Problem> {
  for (const { at, text } of joinedTexts(program)) {
    const [found] = webhookAddresses(text);
    if (!found || webhookAddresses(at.source.text.slice(at.span.start, at.span.end)).length > 0) continue;
    const message = `The address of a ${found.what} is put together here in clear; whoever has it can post.`;
    yield { at, subject: found.what, message };
  }
}

function overlap(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}

function* passwordsIn(script: ShellScript | Program, project: Project): Iterable<Problem> {
  const file = fileOf(script, project);
  const role = file?.role;
  if (role === "secrets" || role === "kamal" || isSample(script.source.path)) return;
  const found =
    script.kind === "program"
      ? credentialsIn(script)
      : [...spelledOutIn(script), ...writtenSecrets(script), ...requestSecrets(script)];
  for (const { at, name, value } of found) {
    if (file?.credentials.some(({ span }) => overlap(span, at.span)) || isRailsKey(name, value)) continue;
    if (!isCredential(name, value) || (role === "workflow" && isWeak(value))) continue;
    if (role === "dockerfile" && isForBuild(name, value)) continue;
    yield {
      at,
      subject: name,
      severity: isWeak(value) ? "high" : "critical",
      message: `The value of ${name} stands here in clear.`,
    };
  }
}

/** Frameworks ask for some word while assets are built. */
function isForBuild(name: string, value: string): boolean {
  const isWord = /^[a-z_-]+$/i.test(value) && !looksRandom(value);
  return isWord || isWeak(value) || isStandIn(name.replaceAll("`", ""), value);
}

function isSample(path: string): boolean {
  return /[.-](?:example|sample|template|tmpl|dist)(?:\.\w+)?$/.test(path);
}
