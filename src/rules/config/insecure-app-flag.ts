/** CFG-09: variables that switch off a protection of the application. */
import type { KamalConfiguration } from "../../documents/kamal/configuration.ts";
import { stakesOf } from "../../documents/kamal/destination-stakes.ts";
import { isKnown, type YamlEntry } from "../../documents/yaml/yaml-node.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import type { Severity } from "../../engine/severity.ts";
import { effectiveEnvironments } from "../shared/configuration/effective-environment.ts";

export default defineRule({
  id: "insecure-app-flag",
  category: "config",
  severity: "medium",
  confidence: "medium",
  title: "Application started with a protection switched off",
  why: "Kamal hands the value to every container as it is: error pages then show code and variables to visitors, or the application accepts any certificate, host or plain HTTP.",
  fix: "Set the value that is meant for production, or keep it to a destination for development.",
  references: ["https://owasp.org/Top10/A05_2021-Security_Misconfiguration/"],
  appliesTo: ["kamal-configuration"],
  *check(configuration) {
    if (!isForUsers(configuration)) return;
    const isRehearsal = stakesOf(configuration.destination) === "rehearsal";
    for (const { clear } of effectiveEnvironments(configuration.root))
      for (const entry of clear) yield* judge(entry, isRehearsal);
  },
});

/** Sandboxes and review apps are where people look for faults. */
function isForUsers({ destination = "" }: KamalConfiguration): boolean {
  return stakesOf(destination) !== "sandbox" && !/review|preview/i.test(destination);
}

interface Flag {
  readonly name: RegExp;
  readonly value: RegExp;
  readonly severity: Severity;
  readonly effect: string;
}

const YES = /^(?:1|true|yes|on)$/i;
const NO = /^(?:0|false|no|off|none)$/i;

const FLAGS: readonly Flag[] = [
  {
    name: /^(?:RAILS|RACK|NODE|APP|HANAMI|MIX|FLASK|SYMFONY|ASPNETCORE|DOTNET)_ENV(?:IRONMENT)?$/,
    value: /^(?:dev|development|test|local)$/i,
    severity: "medium",
    effect:
      "starts the application as on a developer's machine, with error pages that show code and variables",
  },
  {
    name: /^(?:DJANGO|APP|FLASK|LARAVEL)_DEBUG$/,
    value: YES,
    severity: "high",
    effect: "shows code, settings and variables to whoever causes an error",
  },
  { name: /^DEBUG$/, value: YES, severity: "medium", effect: "turns on what is meant for developers" },
  {
    name: /^WERKZEUG_DEBUG_PIN$/,
    value: /^off$|^false$/i,
    severity: "high",
    effect: "lets visitors run Python from an error page",
  },
  {
    name: /^NODE_TLS_REJECT_UNAUTHORIZED$|^PYTHONHTTPSVERIFY$/,
    value: NO,
    severity: "high",
    effect: "accepts any certificate on every connection that the application opens",
  },
  {
    name: /^GIT_SSL_NO_VERIFY$/,
    value: YES,
    severity: "medium",
    effect: "accepts any certificate from Git servers",
  },
  {
    name: /(?:^|_)(?:SSL|TLS|OPENSSL)_VERIFY(?:_MODE|_PEER)?$|(?:^|_)VERIFY_(?:SSL|TLS|CERTS?)$/,
    value: NO,
    severity: "medium",
    effect: "accepts any certificate from that server",
  },
  {
    name: /^(?:DJANGO_)?ALLOWED_HOSTS$/,
    value: /^\*$/,
    severity: "medium",
    effect: "lets requests choose the host name that links are built with",
  },
  {
    name: /^(?:DJANGO_)?(?:SESSION|CSRF)_COOKIE_SECURE$/,
    value: NO,
    severity: "medium",
    effect: "sends cookies of sessions over plain HTTP too",
  },
  {
    name: /^(?:RAILS_|DJANGO_)?(?:FORCE_SSL|SECURE_SSL_REDIRECT)$/,
    value: NO,
    severity: "low",
    effect: "leaves it to the proxy to keep visitors on HTTPS",
  },
  {
    name: /^(?:RAILS_)?DISABLE_(?:SSL|FORCE_SSL)$/,
    value: YES,
    severity: "low",
    effect: "leaves it to the proxy to keep visitors on HTTPS",
  },
];

function* judge({ key, value }: YamlEntry, isRehearsal: boolean): Iterable<Problem> {
  if (value.kind !== "scalar" || !isKnown(value)) return;
  const flag = FLAGS.find((one) => one.name.test(key.text) && one.value.test(value.text.trim()));
  if (flag)
    yield {
      at: value,
      severity: isRehearsal ? "low" : flag.severity,
      message: `\`${key.text}\` ${flag.effect}.`,
    };
}
