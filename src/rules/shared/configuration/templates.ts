/** Configurations that somebody still has to fill in: what `kamal init` and Rails write, and placeholders. */
import type { KamalConfiguration } from "../../../documents/kamal/configuration.ts";
import { get, isKnown, scalarOf } from "../../../documents/yaml/yaml-node.ts";

/** True for addresses nobody deploys to: those of the templates, and placeholders. */
export function isTemplateHost(name: string): boolean {
  return TEMPLATE_ADDRESS.test(name) || PLACEHOLDER.test(name);
}

const TEMPLATE_ADDRESS =
  /^(?:192\.168\.0\.[12]|1\.2\.3\.4|5\.6\.7\.8|12\.34\.56\.78|123\.45\.67\.89|123\.123\.123\.123|[0.]+|x{1,3}(?:\.x{1,3}){3})$/i;

const PLACEHOLDER =
  /placeholder|change-?me|^todo\b|[<>[\]{}]|^your\b|(?:^|_)(?:ip|host|server)(?:_|$)|[-_](?:here|ip|address)$/i;

/** True for a namespace that stands for the author's own: `your-user`, `my-org`. */
function isTemplateNamespace(namespace: string): boolean {
  return /[<>[\]{}]|^(?:my|your)[-_ ]?(?:user(?:name)?|org|name|account|company)?$|^(?:user(?:name)?|org|namespace)$/i.test(
    namespace,
  );
}

/** True when nothing was ever deployed with it, so that a change fills it in instead of altering it. */
export function isTemplate({ root, roles }: KamalConfiguration): boolean {
  const image = scalarOf(get(root, "image"));
  const [namespace = "", name] = (image && isKnown(image) ? image.text : "").split("/");
  if (name !== undefined && isTemplateNamespace(namespace)) return true;
  const hosts = roles.flatMap((role) => role.hosts.map((host) => host.name));
  return hosts.length > 0 && hosts.every((host) => isKnown(host) && isTemplateHost(host.text));
}

/** True when a change puts the author's own names in the place of a template's. */
export function isFilledIn(before: KamalConfiguration, after: KamalConfiguration): boolean {
  return isTemplate(before) && (!isTemplate(after) || namesIn(before) !== namesIn(after));
}

function namesIn({ root, roles }: KamalConfiguration): string {
  const hosts = roles.flatMap((role) => role.hosts.map(({ name }) => name.text));
  return JSON.stringify([scalarOf(get(root, "image"))?.text, ...hosts]);
}
