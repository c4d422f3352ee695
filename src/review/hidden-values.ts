/** Which values of a configuration are secrets in clear, so that a plan, too, hides them. */
import { openProject } from "../documents/project.ts";
import type { YamlScalar } from "../documents/yaml/yaml-node.ts";
import type { Rule } from "../engine/rule.ts";
import { runRules } from "../engine/run-rules.ts";
import { isAtLeast } from "../engine/severity.ts";
import { natureOf } from "../rules/shared/secrets/secret-values.ts";
import type { SourceText } from "../source/source-text.ts";
import { joined, overlapping, type Span } from "../source/span.ts";
import { secretPlaces } from "./secret-places.ts";

/** Stands for a hidden value. */
export const HIDDEN = "[hidden]";

/** What to show instead of a value; undefined for values that may be shown. */
export type HideValue = (scalar: YamlScalar) => string | undefined;

/** What is known of one file. */
interface Secrets {
  /** What rules report. */
  readonly found: readonly Span[];
  /** Whatever else stands where secrets stand. */
  readonly places: readonly Span[];
}

/** Looks with the rules about secrets and at the places of secrets; what they hold for a placeholder is no secret. */
export async function hiddenValues(
  sources: readonly SourceText[],
  rules: readonly Rule[],
): Promise<HideValue> {
  const known = new Map<SourceText, Secrets>();
  for (const [index, source] of sources.entries()) known.set(source, await secretsOf(source, index, rules));
  return ({ source, span, text, tags }) => {
    const secrets = known.get(source);
    if (!secrets || /^x*$/i.test(text)) return undefined;
    const isSecret =
      overlapping(secrets.found, span).length > 0 ||
      // what Ruby looks up is not written here
      (tags.length === 0 && natureOf(text) === "literal" && overlapping(secrets.places, span).length > 0);
    return isSecret ? HIDDEN : undefined;
  };
}

/** Each file is looked at by itself, under a name that every rule knows. */
async function secretsOf(source: SourceText, index: number, rules: readonly Rule[]): Promise<Secrets> {
  const name = index === 0 ? "config/deploy.yml" : "config/deploy.production.yml";
  const mark = source.hasByteOrderMark ? "\ufeff" : "";
  const files = [
    { path: name, mode: "100644", content: Buffer.from(mark + source.text) },
    ...(index === 0 ? [] : [{ path: "config/deploy.yml", mode: "100644", content: Buffer.from(BASE) }]),
  ];
  const project = await openProject(files, { assumeKamal: true });
  const aboutSecrets = rules.filter((rule) => rule.category === "secrets");
  const found = runRules(project, aboutSecrets).findings.filter(
    ({ path, severity }) => path === name && isAtLeast(severity, "medium"),
  );
  return { found: joined(found.map(({ span }) => span)), places: secretPlaces(project, []).get(name) ?? [] };
}

/** A destination's file means nothing without a base. */
const BASE = "service: app\nimage: app/app\nregistry: {}\nservers: []\n";
