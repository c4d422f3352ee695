/** The edit that puts another value in the place of one, where that is certain to change nothing else. */
import { isKnown, type YamlScalar } from "../../../documents/yaml/yaml-node.ts";
import type { Edit } from "../../../engine/rule.ts";

/** For a value written right at its key. One that came by an alias is shared with other keys and stays as it is. */
export function replaceValue(scalar: YamlScalar, key: string, text: string): { edit?: Edit } {
  const inPlace = scalar.anchor === key || scalar.anchor.endsWith(`.${key}`);
  return inPlace && isKnown(scalar) && isPlainlyWritten(scalar) ? { edit: { span: scalar.span, text } } : {};
}

/** Neither made by Ruby, which would be lost with the value, nor under a tag such as `!!int`, which would stay before another one. */
export function isPlainlyWritten({ tags, tag }: YamlScalar): boolean {
  return tags.length === 0 && tag === undefined;
}
