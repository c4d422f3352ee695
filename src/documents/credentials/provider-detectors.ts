/**
 * Credentials in the formats of known providers. The only file that knows secretlint: its detectors say where, their
 * messages are thrown away because they quote the secret.
 */
import type { SourceText } from "../../source/source-text.ts";
import type { CredentialHit } from "./credential-hit.ts";

/** Detectors whose hits are left to our own rules, which know more: URLs, and comments that switch detectors off. */
const LEFT_OUT = /-(?:filter-comments|basicauth|database-connection-string)$/;

/** Names for people, by detector. */
const NAMES: Readonly<Record<string, string>> = {
  "1password": "1Password service account token",
  anthropic: "Anthropic API key",
  aws: "AWS secret access key",
  cloudflare: "Cloudflare API token",
  databricks: "Databricks access token",
  docker: "Docker access token",
  figma: "Figma access token",
  gcp: "Google Cloud service account key",
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
  privatekey: "private key",
  sendgrid: "SendGrid API key",
  shopify: "Shopify API key",
  slack: "Slack token or webhook",
  stripe: "Stripe API key",
  tailscale: "Tailscale key",
  vercel: "Vercel token",
};

/** Messages that name something of less worth than the detector's usual find. */
const WEAKER: Readonly<Record<string, Kind>> = {
  AWSAccessKeyID: { what: "AWS access key id", worth: "half" },
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
  const [{ lintSource }, preset] = await Promise.all([
    import("@secretlint/core"),
    import("@secretlint/secretlint-rule-preset-recommend"),
  ]);
  const rules = preset.rules.filter((rule) => !LEFT_OUT.test(rule.meta.id)).map(asConfigured);
  return async (source) => {
    const result = await lintSource({
      source: { content: source.text, filePath: "/file", contentType: "text" },
      options: { config: { rules }, noPhysicFilePath: true },
    });
    return result.messages.flatMap(({ ruleId, messageId, range }) => {
      const kind = describe(ruleId, messageId);
      return kind ? [{ ...kind, span: { start: range[0], end: range[1] } }] : [];
    });
  };
}

/** Looking for access key ids is off by default in the AWS detector. */
function asConfigured<Rule extends { readonly meta: { readonly id: string } }>(rule: Rule) {
  return { id: rule.meta.id, rule, options: { enableIDScanRule: rule.meta.id.endsWith("-aws") } };
}

function describe(ruleId: string, messageId: string): Kind | undefined {
  if (messageId === "AWSAccountID") return undefined;
  const what = NAMES[ruleId.replace("@secretlint/secretlint-rule-", "")] ?? "credential of a known provider";
  return WEAKER[messageId] ?? { what, worth: "whole" };
}
