/** EXE-04: YAML tags that make Ruby build an object. */
import { writtenNodes, type YamlNode } from "../../documents/yaml/yaml-node.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import type { Place } from "../../source/source-text.ts";

/** Kinds of plain values; whoever writes them means no harm, but Kamal expects strings. */
const PLAIN =
  /ruby\/(?:sym|symbol|regexp|range|string|array|hash|encoding|bignum)$|[:,](?:sym|symbol|regexp|range)$/;

export default defineRule({
  id: "yaml-object-tag",
  category: "execution",
  severity: "critical",
  confidence: "high",
  title: "YAML tag that makes Ruby build an object",
  why: "Kamal loads the file with `YAML.unsafe_load`: a `!ruby/object:…` tag creates an object of any loaded class and calls its methods, which is enough to run commands on the machine that deploys.",
  fix: "Remove the tag and write a plain value.",
  references: ["https://docs.ruby-lang.org/en/3.4/Psych.html"],
  appliesTo: ["kamal-file"],
  *check({ root }) {
    for (const node of writtenNodes(root)) yield* judge(node);
  },
});

function* judge(node: YamlNode): Iterable<Problem> {
  const { tag } = node;
  if (tag === undefined) return;
  const at = placeOfTag(node);
  if (/^!ruby\/|^tag:ruby\.yaml\.org,|^tag:yaml\.org,2002:ruby\//.test(tag)) {
    const plain = PLAIN.test(tag);
    const message = plain
      ? "This tag makes Ruby build a value of another type than Kamal expects."
      : "This tag makes Ruby build an object and call its methods when Kamal loads the file.";
    yield plain ? { at, severity: "medium", message } : { at, message };
  } else if (changesKind(node, tag)) {
    yield {
      at,
      message: "This tag makes another value of this than what is written when Kamal loads the file.",
    };
  } else if (/^!binary$|^tag:yaml\.org,2002:binary$/.test(tag)) {
    yield {
      at,
      severity: "high",
      message: "This tag hides the value from readers: it is decoded from base64 when Kamal loads the file.",
    };
  }
}

/** Psych makes a map of such a list, and a text of such a map. */
function changesKind({ kind }: YamlNode, tag: string): boolean {
  return kind === "list" ? OMAP.test(tag) : kind === "map" && TEXT.test(tag);
}

const OMAP = /^!omap$|^tag:yaml\.org,2002:omap$/;
const TEXT = /^!str(?::.*)?$|^tag:yaml\.org,2002:str$/;

/** The tag stands before the value, possibly with an anchor or a line break between. */
function placeOfTag({ source, span, anchor }: YamlNode): Place {
  const from = Math.max(0, span.start - 300);
  const before = source.text.slice(from, span.start);
  const tag = /(!\S{1,200})\s*(?:&\S{1,80}\s*)?(?:[|>][-+0-9]*\s*)?$/.exec(before);
  if (!tag?.[1]) return { source, span, anchor };
  const start = from + tag.index;
  return { source, anchor, span: { start, end: start + tag[1].length } };
}
