/** Formats that people deploying with Kamal use and that the detector library does not know, or not to their end. */
import type { CredentialHit } from "./credential-hit.ts";

/** A group named `secret` is the secret; without one, all of the match is. */
interface Format {
  readonly what: string;
  readonly pattern: RegExp;
  readonly worth?: CredentialHit["worth"];
}

/** Every pattern starts with a fixed prefix or a bounded run and is bounded throughout, so that scanning stays linear. */
const FORMATS: readonly Format[] = [
  // Clouds, registries and the tools that deploy.
  { what: "AWS access key id", worth: "half", pattern: /\bA(?:KIA|SIA|3T[A-Z0-9])[A-Z0-9]{16}\b/g },
  {
    what: "AWS secret access key",
    pattern:
      /secret_?access_?key["']?[ \t]{0,9}(?:=>|[:=])[ \t]{0,9}["']?(?<secret>[A-Za-z0-9/+]{40})(?![\w/+=])/gi,
  },
  {
    what: "AWS secret access key", // beside its id: `Aws::Credentials.new("AKIA…", "…")`
    pattern:
      /\bA[KS]IA[A-Z0-9]{16}["'],[ \t]{0,9}(?:#[^\n]{0,80})?\s{0,40}["'](?<secret>[A-Za-z0-9/+]{40})["']/g,
  },
  { what: "Azure storage key", pattern: /\bAccountKey=(?<secret>[A-Za-z0-9+/]{86}==)/g },
  { what: "DigitalOcean token", pattern: /\bdo[opr]_v1_[0-9a-f]{64}\b/g },
  { what: "Docker access token", pattern: /\bdckr_oat_[\w-]{24,64}/g },
  {
    what: "GitLab token",
    pattern:
      /\bgl(?:pat|oas|dt|rtr?|cbt|ptt|ft|imt|agent|soat|ffct|wt)-[\w-]{20,64}(?:\.[0-9a-z]{2}\.[0-9a-z]{9})?(?![\w-])/g,
  },
  { what: "Fly.io token", pattern: /\bfo1_[\w-]{43}\b|\bfm[12][ar]?_[A-Za-z0-9+/=]{60,2000}/g },
  { what: "HCP Terraform token", pattern: /\b[A-Za-z0-9]{14}\.atlasv1\.[\w-]{60,80}/g },
  { what: "PlanetScale credential", pattern: /\bpscale_(?:tkn|pw|oauth)_[\w.=-]{32,64}/g },
  { what: "Supabase secret key", pattern: /\bsbp_[0-9a-f]{40}\b|\bsb_secret_[\w-]{20,64}/g },
  { what: "Buildkite token", pattern: /\bbkua_[0-9a-f]{40}\b/g },
  { what: "Netlify token", pattern: /\bnfp_[A-Za-z0-9]{36}\b/g },
  { what: "RubyGems API key", pattern: /\brubygems_[0-9a-f]{48}\b/g },
  { what: "PyPI token", pattern: /\bpypi-AgEIcHlwaS5vcmc[\w-]{50,500}/g },
  // Secret managers.
  { what: "age secret key", pattern: /\bAGE-SECRET-KEY-1[02-9AC-HJ-NP-Z]{58}\b/g },
  {
    what: "Bitwarden access token",
    pattern: /\b0\.[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[A-Za-z0-9]{30}:[A-Za-z0-9+/]{22}==/g,
  },
  {
    what: "Doppler token",
    pattern: /\bdp\.(?:st|pt|ct|sa|scim|audit)\.(?:[\w-]{2,35}\.)?[A-Za-z0-9]{40,44}\b/g,
  },
  // Services that applications call.
  { what: "Anthropic API key", pattern: /\bsk-ant-[\w-]{20,200}/g },
  {
    what: "OpenAI API key",
    pattern: /\bsk-(?:(?:proj|svcacct|admin)-[\w-]{20,200}|[\w-]{10,80}T3BlbkFJ[\w-]{10,100})/g,
  },
  {
    what: "secret API key",
    pattern: /\bsk-(?:(?:or-v1|lf|litellm)-[\w-]{30,100}|[A-Za-z0-9]{32,64}(?![\w-]))/g,
  },
  { what: "Atlassian API token", pattern: /\bATATT3[\w=-]{100,300}/g },
  { what: "Brevo API key", pattern: /\bxkeysib-[0-9a-f]{64}-[A-Za-z0-9]{16}\b/g },
  {
    what: "Google Chat webhook",
    pattern:
      /https:\/\/chat\.googleapis\.com\/v1\/spaces\/[\w-]{1,40}\/messages\?key=[\w-]{20,60}&token=[\w%-]{20,120}/g,
  },
  { what: "Google API key", worth: "browser", pattern: /\bAIza[\w-]{35}(?![\w-])/g },
  { what: "Google OAuth client secret", pattern: /\bGOCSPX-[\w-]{28}(?![\w-])/g },
  { what: "Hugging Face token", pattern: /\bhf_[A-Za-z0-9]{34}\b/g },
  { what: "Mailgun API key", pattern: /\bkey-[0-9a-f]{32}\b/g },
  { what: "Mailchimp API key", pattern: /\b[0-9a-f]{32}-us\d{1,2}\b/g },
  { what: "Mapbox secret token", pattern: /\bsk\.eyJ[\w-]{20,300}\.[\w-]{20,60}/g },
  { what: "New Relic API key", pattern: /\bNRAK-[A-Z0-9]{27}\b/g },
  { what: "Postman API key", pattern: /\bPMAK-[0-9a-f]{24}-[0-9a-f]{34}\b/g },
  { what: "Replicate token", pattern: /\br8_[A-Za-z0-9]{37}\b/g },
  { what: "Resend API key", pattern: /\bre_[A-Za-z0-9]{8}_[A-Za-z0-9]{24}\b/g },
  { what: "Sentry auth token", pattern: /\bsntrys_eyJ[\w+/=-]{60,600}|\bsntryu_[0-9a-f]{64}\b/g },
  { what: "Stripe webhook secret", pattern: /\bwhsec_[A-Za-z0-9+/]{32,64}={0,2}(?![\w+/])/g },
  { what: "xAI API key", pattern: /\bxai-[A-Za-z0-9]{80}\b/g },
  // Chat: whoever has the address or the token may post.
  { what: "Telegram bot token", pattern: /\b\d{8,10}:AA[\w-]{33}(?![\w-])/g },
  { what: "Discord bot token", pattern: /\b[MNO][A-Za-z0-9]{23,25}\.[\w-]{6}\.[\w-]{27,38}(?![\w-])/g },
  {
    what: "Discord webhook",
    pattern: /https:\/\/discord(?:app)?\.com\/api\/webhooks\/\d{17,20}\/[\w-]{60,80}/g,
  },
  {
    what: "Microsoft Teams webhook",
    pattern:
      /https:\/\/[\w-]{1,60}\.webhook\.office\.com\/webhookb2\/[\w@-]{36,80}\/IncomingWebhook\/[\w/-]{32,120}/g,
  },
  {
    what: "Basecamp chatbot line",
    pattern:
      /https:\/\/3\.basecamp(?:api)?\.com\/\d{1,12}\/integrations\/[\w-]{20,40}\/buckets\/[\w/]{5,80}/g,
  },
];

/** Finds them in a whole text. */
export function findMoreFormats(text: string): CredentialHit[] {
  return FORMATS.flatMap(({ what, worth = "whole", pattern }) =>
    [...text.matchAll(pattern)].map((match) => {
      const secret = match.groups?.secret ?? match[0];
      const start = match.index + match[0].lastIndexOf(secret);
      return { what, worth, span: { start, end: start + secret.length } };
    }),
  );
}
