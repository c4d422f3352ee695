/** Which values of a configuration are secrets in clear, so that a plan, too, hides them. */
import { openProject } from "../documents/project.ts";
import type { YamlScalar } from "../documents/yaml/yaml-node.ts";
import type { Rule } from "../engine/rule.ts";
import { runRules } from "../engine/run-rules.ts";
import { isAtLeast } from "../engine/severity.ts";
import type { SourceText } from "../source/source-text.ts";
import { overlaps, type Span } from "../source/span.ts";

/** Stands for a hidden value. */
export const HIDDEN = "[hidden]";

/** What to show instead of a value; undefined for values that may be shown. */
export type HideValue = (scalar: YamlScalar) => string | undefined;

/** Looks with the rules about secrets; what they hold for a placeholder is no secret. */
export async function hiddenValues(
  sources: readonly SourceText[],
  rules: readonly Rule[],
): Promise<HideValue> {
  const spans = new Map<SourceText, readonly Span[]>();
  for (const [index, source] of sources.entries()) spans.set(source, await secretSpans(source, index, rules));
  return ({ source, span, text }) =>
    !/^x*$/i.test(text) && spans.get(source)?.some((secret) => overlaps(secret, span)) ? HIDDEN : undefined;
}

/** Each file is looked at by itself, under a name that every rule knows. */
async function secretSpans(source: SourceText, index: number, rules: readonly Rule[]): Promise<Span[]> {
  const name = index === 0 ? "config/deploy.yml" : "config/deploy.production.yml";
  const mark = source.hasByteOrderMark ? "\ufeff" : "";
  const files = [
    { path: name, mode: "100644", content: Buffer.from(mark + source.text) },
    ...(index === 0 ? [] : [{ path: "config/deploy.yml", mode: "100644", content: Buffer.from(BASE) }]),
  ];
  const project = await openProject(files, { assumeKamal: true });
  const aboutSecrets = rules.filter((rule) => rule.category === "secrets");
  return runRules(project, aboutSecrets)
    .findings.filter(({ path, severity }) => path === name && isAtLeast(severity, "medium"))
    .map(({ span }) => span);
}

/** A destination's file means nothing without a base. */
const BASE = "service: app\nimage: app/app\nregistry: {}\nservers: []\n";
