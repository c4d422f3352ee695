/** Addresses of chat rooms and automations that let in whoever has them. */
import type { Span } from "../../../source/span.ts";
import { isPlaceholder } from "./placeholders.ts";

/** One address. */
export interface WebhookAddress {
  readonly span: Span;
  readonly what: string;
  readonly worth: "whole" | "half";
}

/** Every pattern starts with a fixed prefix or a bounded run and is bounded throughout. The group is the secret. */
const FORMATS: readonly { readonly what: string; readonly pattern: RegExp; readonly worth?: "half" }[] = [
  {
    what: "Slack webhook",
    pattern:
      /https:\/\/hooks\.slack(?:-gov)?\.com\/(?:services|workflows|triggers)\/([A-Za-z0-9]{6,20}(?:\/[A-Za-z0-9]{6,60}){1,3})/g,
  },
  {
    what: "Discord webhook",
    pattern:
      /https:\/\/(?:(?:ptb|canary)\.)?discord(?:app)?\.com\/api\/(?:v\d{1,2}\/)?webhooks\/\d{15,22}\/([\w-]{40,100})/g,
  },
  {
    what: "Microsoft Teams webhook",
    pattern:
      /https:\/\/[\w.-]{1,80}\.(?:webhook\.office\.com\/webhookb2|logic\.azure\.com(?::443)?\/workflows|api\.powerplatform\.com(?::443)?\/powerautomate\/automations)\/([\w@%/?=&.-]{30,400})/g,
  },
  {
    what: "Google Chat webhook",
    pattern: /https:\/\/chat\.googleapis\.com\/v1\/spaces\/[\w-]{1,40}\/messages\?([\w%&=-]{30,240})/g,
  },
  {
    what: "Basecamp chatbot line",
    pattern:
      /https:\/\/3\.basecamp(?:api)?\.com\/\d{1,12}\/integrations\/([\w-]{12,60})\/buckets\/[\w/]{3,80}/g,
  },
  {
    what: "Campfire bot",
    pattern: /https:\/\/[\w.-]{1,100}\/rooms\/\d{1,8}\/(\d{1,8}-[\w-]{8,40})\/messages/g,
  },
  {
    what: "Mattermost webhook",
    pattern: /https:\/\/[\w.-]{1,100}(?::\d{1,5})?\/hooks\/([a-z0-9]{26})(?![\w-])/g,
  },
  {
    what: "Rocket.Chat webhook",
    pattern: /https:\/\/[\w.-]{1,100}(?::\d{1,5})?\/hooks\/([A-Za-z0-9]{17,24}\/[A-Za-z0-9]{30,60})/g,
  },
  { what: "Telegram bot", pattern: /https:\/\/api\.telegram\.org\/bot(\d{8,10}:[\w-]{30,40})/g },
  {
    what: "Zapier webhook",
    pattern: /https:\/\/hooks\.zapier\.com\/hooks\/catch\/(\d{3,12}\/[a-z0-9]{5,20})/g,
    worth: "half",
  },
  {
    what: "IFTTT webhook",
    pattern: /https:\/\/maker\.ifttt\.com\/trigger\/[\w-]{1,60}\/(?:json\/)?with\/key\/([\w-]{15,50})/g,
  },
  {
    what: "Lark webhook",
    pattern:
      /https:\/\/(?:open\.feishu\.cn|open\.larksuite\.com)\/open-apis\/bot\/v2\/hook\/([0-9a-f-]{30,40})/g,
  },
];

/** Finds them in a whole text; samples that nobody could use are left out. */
export function webhookAddresses(text: string): WebhookAddress[] {
  if (!text.includes("https://")) return [];
  return FORMATS.flatMap(({ what, pattern, worth = "whole" as const }) =>
    [...text.matchAll(pattern)].flatMap((match) => {
      const secret = match[1] ?? "";
      if (
        isPlaceholder(secret) ||
        /x{4}|0{6}|12345678|your|example|token/i.test(secret) ||
        new Set(secret).size < 7
      )
        return [];
      return [{ what, worth, span: { start: match.index, end: match.index + match[0].length } }];
    }),
  );
}
