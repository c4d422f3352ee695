/** CFG-06: YAML that a reader takes for something else than Kamal does. */
import type { KamalFile } from "../../documents/kamal/kamal-file.ts";
import {
  writtenMaps,
  type YamlEntry,
  type YamlMap,
  type YamlNode,
  type YamlScalar,
} from "../../documents/yaml/yaml-node.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import { hiddenCharacters, revealHidden } from "../../source/hidden-characters.ts";
import { asciiLookAlike } from "../shared/configuration/look-alikes.ts";
import { isWall } from "../shared/containers/hardening.ts";

/** Keys whose loss opens something. */
const PROTECTING =
  /^(?:ssl|ssl_redirect|forward_headers|proxy|env|secret|clear|servers|hosts?|registry|password|ssh|keys_only|options|accessories|port|volumes|builder|secrets|image|cmd)$/;

function protects(key: string): boolean {
  return PROTECTING.test(key) || isWall(key);
}

export default defineRule({
  id: "duplicate-or-ambiguous-yaml",
  category: "config",
  severity: "medium",
  confidence: "high",
  givesWayTo: [
    "accessory-port-public",
    "bind-widened",
    "code-location-changed",
    "env-clear-secret-literal",
    "hardening-removed",
    "registry-password-literal",
    "registry-redirect",
    "target-hosts-changed",
    "tls-removed",
  ],
  title: "YAML that reads differently than it looks",
  why: "Ruby's YAML keeps the last of two equal keys without a word, reads nothing behind a further `---`, turns `yes`, `no` and `0755` into other values, and knows no key that only looks like one; the reviewed text is then not what is deployed.",
  fix: "Write each key once and in ASCII letters, and put texts that look like numbers or booleans in quotes.",
  references: ["https://yaml.org/type/bool.html", "https://trojansource.codes/"],
  appliesTo: ["kamal-file"],
  *check(file) {
    yield* reordered(file);
    for (const map of writtenMaps(file.root)) {
      yield* duplicates(map);
      for (const { key } of map.written) yield* disguised(key);
    }
    for (const scalar of environmentValues(file.root)) yield* converted(scalar);
    yield* unread(file);
  },
});

/** The first pair of each further document stands for it. */
function* unread({ later }: KamalFile): Iterable<Problem> {
  for (const document of later) {
    const keys = document.kind === "map" ? document.written.map(({ key }) => key) : [];
    yield {
      at: keys[0] ?? document,
      severity: keys.some(({ text }) => protects(text)) ? "high" : "medium",
      message: "Another YAML document begins here, and Kamal reads only the first of a file.",
      fix: "Move what is meant into the first document, and delete the rest.",
    };
  }
}

function* duplicates({ entries, written }: YamlMap): Iterable<Problem> {
  if (entries.length === written.length) return;
  const before = new Map<string, YamlEntry>();
  for (const entry of written) {
    if (entry.merged || entry.key.type === "object") continue;
    const name = `${entry.key.type} ${entry.key.text}`;
    const other = before.get(name);
    before.set(name, entry);
    if (!other || other.key === entry.key) continue;
    const same = isSame(other.value, entry.value);
    const line = other.key.source.positionAt(other.key.span.start).line;
    yield {
      at: entry.key,
      severity: same ? "low" : protects(entry.key.text) ? "high" : "medium",
      message: `\`${entry.key.text.slice(0, 80)}\` stands here a second time, so Kamal drops what line ${line} says.`,
      fix: "Keep the one of the two that is meant.",
    };
  }
}

function isSame(a: YamlNode, b: YamlNode): boolean {
  return writtenText(a) === writtenText(b);
}

function writtenText({ source, span }: YamlNode): string {
  return source.text.slice(span.start, span.end).replace(/\s+/g, " ");
}

const IN_ASCII = "Type the key anew, in ASCII letters.";

/** Keys are ASCII in Kamal's own sections; names of one's own may be in any one script. */
function* disguised(key: YamlScalar): Iterable<Problem> {
  if (hiddenCharacters(key.text).length > 0) {
    const shown = revealHidden(key.text).slice(0, 80);
    const message = `This key holds characters that nobody sees: \`${shown}\`.`;
    yield { at: key, severity: "high", message, fix: IN_ASCII };
    return;
  }
  const looksLike = key.text.length > 200 ? undefined : asciiLookAlike(key.text);
  if (looksLike !== undefined)
    yield {
      at: key,
      severity: "high",
      message: `This key only looks like \`${looksLike.trim()}\`: some of its characters are others.`,
      fix: IN_ASCII,
    };
}

const DIRECTION = /[\u202a-\u202e\u2066-\u2069]/;

/** Characters that turn the direction of writing hide what a line says; keys with them are reported as such. */
function* reordered({ source, root }: KamalFile): Iterable<Problem> {
  if (!DIRECTION.test(source.text)) return;
  const keys = writtenMaps(root).flatMap(({ written }) => written.map(({ key }) => key.span.start));
  const lines = new Set(keys.map((start) => source.positionAt(start).line));
  for (let line = 1; line <= source.lineCount; line++) {
    const at = source.lineText(line).search(DIRECTION);
    const start = source.lineStart(line) + at;
    if (at < 0 || (lines.has(line) && hiddenCharacters(source.lineText(line).split(":")[0] ?? "").length > 0))
      continue;
    yield {
      at: { source, span: { start, end: start + 1 }, anchor: "direction" },
      severity: "high",
      message:
        "An invisible character turns the direction of writing here, so the line reads differently than it is.",
      fix: "Remove the character.",
    };
  }
}

/** Variables are texts in the container, whatever YAML takes them for. */
function* environmentValues(root: YamlMap): Iterable<YamlScalar> {
  for (const map of writtenMaps(root)) {
    if (!/(?:^|\.)env(?:\.clear|\.tags\.[^.]+(?:\.clear)?)?$/.test(map.anchor)) continue;
    for (const { value } of map.written) if (value.kind === "scalar") yield value;
  }
}

function* converted(value: YamlScalar): Iterable<Problem> {
  if (value.style !== "plain" || value.tags.length > 0) return;
  const written = value.source.text.slice(value.span.start, value.span.end);
  const isWord = value.type === "boolean" && !/^(?:true|false)$/i.test(written);
  const isNumber = value.type === "integer" && /^[-+]?0[0-7_,]+$|:/.test(written) && written !== value.text;
  if (!isWord && !isNumber) return;
  yield {
    at: value,
    severity: "low",
    message: `Without quotes, \`${written}\` reaches the container as \`${value.text}\`.`,
    fix: "Put it in quotes.",
    edit: { span: value.span, text: `"${written}"` },
  };
}
