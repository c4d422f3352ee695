/** The edit that binds a published port to the host itself. */
import type { YamlScalar } from "../../../documents/yaml/yaml-node.ts";
import type { Edit } from "../../../engine/rule.ts";
import { isPlainlyWritten } from "../places/replace-value.ts";

/** What Ruby looks up stays as it is, behind the address. What stands beside other options can't be told from them. */
export function loopbackBinding(at: YamlScalar, ports: string): Edit | undefined {
  if (/\s/.test(at.text.trim())) return undefined;
  if (isPlainlyWritten(at)) return { span: at.span, text: `"127.0.0.1:${ports}"` };
  const written = at.source.text.slice(at.span.start, at.span.end);
  const [, quote = "", rest = ""] = /^(["']?)(<%=.*)$/s.exec(written) ?? [];
  if (rest === "" || at.tag !== undefined || at.text !== ports) return undefined;
  return { span: at.span, text: `${quote}127.0.0.1:${rest}` };
}
