/**
 * Credentials in the formats of known providers. The only file that knows secretlint: its detectors say where, their messages
 * are thrown away because they quote the secret.
 */
import type { SourceText } from "../../source/source-text.ts";
import type { CredentialHit } from "./credential-hit.ts";

/**
 * Detectors that are left out: one obeys comments that switch detectors off, URLs have a rule of their own, and the others
 * mark places that leave a part of the secret uncovered (see private-keys.ts and more-formats.ts).
 */
const LEFT_OUT = /-(?:filter-comments|basicauth|database-connection-string|privatekey|aws|gcp)$/;

/** Names for people, by detector. */
const NAMES: Readonly<Record<string, string>> = {
  "1password": "1Password service account token",
  anthropic: "Anthropic API key",
  cloudflare: "Cloudflare API token",
  databricks: "Databricks access token",
  docker: "Docker access token",
  figma: "Figma access token",
  github: "GitHub token",
  gitlab: "GitLab access token",
  grafana: "Grafana token",
  groq: "Groq API key",
  "hashicorp-vault": "HashiCorp Vault token",
  huggingface: "Hugging Face token",
  linear: "Linear API token",
  notion: "Notion integration token",
  npm: "npm access token",
  openai: "OpenAI API key",
  sendgrid: "SendGrid API key",
  shopify: "Shopify API key",
  slack: "Slack token or webhook",
  stripe: "Stripe API key",
  tailscale: "Tailscale key",
  vercel: "Vercel token",
};

/** Messages that name something of less worth than the detector's usual find. */
const WEAKER: Readonly<Record<string, Kind>> = {
  STRIPE_SECRET_KEY_TEST: { what: "Stripe test key", worth: "test" },
  STRIPE_RESTRICTED_KEY_TEST: { what: "Stripe test key", worth: "test" },
};

type Kind = Pick<CredentialHit, "what" | "worth">;
type Linter = (source: SourceText) => Promise<CredentialHit[]>;

let linter: Promise<Linter> | undefined;

/** Looks through a whole text; loads the detectors at the first call. */
export async function detectProviderCredentials(source: SourceText): Promise<CredentialHit[]> {
  linter ??= loadLinter();
  return (await linter)(source);
}

async function loadLinter(): Promise<Linter> {
  const [{ lintSource }, preset, { secretLintProfiler }] = await Promise.all([
    import("@secretlint/core"),
    import("@secretlint/secretlint-rule-preset-recommend"),
    import("@secretlint/profiler"),
  ]);
  secretLintProfiler.setEnabled(false); // it would keep a record of every run for the life of the process
  const rules = preset.rules
    .filter((rule) => !LEFT_OUT.test(rule.meta.id))
    .map((rule) => ({ id: rule.meta.id, rule }));
  return async (source) => {
    const { messages } = await lintSource({
      source: { content: source.text, filePath: "/file", contentType: "text" },
      options: { config: { rules }, noPhysicFilePath: true },
    });
    return messages.map(({ ruleId, messageId, range: [start, end] }) => ({
      ...describe(ruleId, messageId),
      span: { start, end },
    }));
  };
}

function describe(ruleId: string, messageId: string): Kind {
  const what = NAMES[ruleId.replace("@secretlint/secretlint-rule-", "")] ?? "credential of a known provider";
  return WEAKER[messageId] ?? { what, worth: "whole" };
}
