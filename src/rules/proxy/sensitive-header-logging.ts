/** PRX-06: credentials of visitors written to the proxy's log. */
import { type TraefikSetting, traefiksOf } from "../../documents/kamal/traefik.ts";
import { dig, isKnown, scalarOf, type YamlNode, type YamlScalar } from "../../documents/yaml/yaml-node.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import type { Severity } from "../../engine/severity.ts";
import { highAt } from "../shared/configuration/stakes.ts";
import { placeIn } from "../shared/places/place-in.ts";
import { removeItem } from "../shared/places/remove-item.ts";
import { holdsCredential } from "../shared/secrets/credential-headers.ts";

export default defineRule({
  id: "sensitive-header-logging",
  category: "proxy",
  severity: "high",
  confidence: "high",
  title: "Credentials of visitors logged by the proxy",
  why: 'Kamal passes each name as `--log-request-header="…"` to kamal-proxy, which writes the value with every request to the container\'s log: who reads logs, or gets them shipped, can act as any visitor.',
  fix: "Take the header off the list, and log `X-Request-Id` to follow a request.",
  references: ["https://kamal-deploy.org/docs/configuration/proxy/#logging"],
  appliesTo: ["kamal-configuration"],
  *check({ proxied, destination, root }) {
    const severity = highAt(destination);
    for (const { settings } of traefiksOf(root)) {
      for (const setting of settings) yield* judgeTraefik(setting, severity);
    }
    for (const { settings } of proxied) {
      yield* judge(dig(settings, "logging", "request_headers"), "sent by visitors", severity);
      yield* judge(dig(settings, "logging", "response_headers"), "sent to visitors", severity);
    }
  },
});

function* judge(list: YamlNode | undefined, whose: string, severity: Severity): Iterable<Problem> {
  if (list?.kind !== "list") return;
  for (const header of list.items.flatMap((item) => scalarOf(item) ?? [])) {
    if (!isKnown(header) || !holdsCredential(header.text)) continue;
    const message = `The header \`${nameOf(header)}\` ${whose} is a credential, and each one goes to the log.`;
    yield { at: header, severity, message, subject: nameOf(header), ...removeItem(list, header) };
  }
}

/** Traefik's access log leaves headers out unless it is told to keep them. */
function* judgeTraefik({ name, value, at, written }: TraefikSetting, severity: Severity): Iterable<Problem> {
  const [, field, header = ""] = /^accesslog\.fields\.headers\.(defaultmode|names\.(.+))$/.exec(name) ?? [];
  if (field === undefined || !isKnown(at) || value.toLowerCase() !== "keep") return;
  if (field !== "defaultmode" && !holdsCredential(header)) return;
  const what =
    field === "defaultmode"
      ? "Every header, `Authorization` and `Cookie` among them,"
      : `The header \`${header.slice(0, 60)}\``;
  yield {
    at: written === undefined ? at : placeIn(at, written),
    severity,
    subject: name,
    message: `${what} goes to Traefik's access log.`,
    fix: "Set it to `drop` or `redact`.",
  };
}

function nameOf({ text }: YamlScalar): string {
  return text.trim().slice(0, 60);
}
