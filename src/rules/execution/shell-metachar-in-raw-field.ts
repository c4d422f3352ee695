/** EXE-05: shell syntax in a value that Kamal puts into command lines as it is. */
import { type RawValue, rawValuesOf } from "../../documents/kamal/plan/raw-values.ts";
import { shellBreaks } from "../../documents/shell/shell-breaks.ts";
import { writtenScalars, type YamlMap, type YamlScalar } from "../../documents/yaml/yaml-node.ts";
import { defineRule, type Problem } from "../../engine/rule.ts";
import { shown } from "../shared/configuration/shown-break.ts";

export default defineRule({
  id: "shell-metachar-in-raw-field",
  category: "execution",
  severity: "critical",
  confidence: "high",
  title: "Shell syntax in a setting that Kamal does not quote",
  why: 'Kamal writes this value into its command lines as it is: `volumes: ["/a:/b; id"]` becomes `docker run --volume /a:/b; id`, and the shell runs the second part as the SSH user of every host, or on the machine that deploys.',
  fix: "Write a plain value without shell syntax.",
  references: ["https://github.com/basecamp/kamal/blob/main/lib/kamal/utils.rb"],
  appliesTo: ["kamal-configuration"],
  *check({ root }) {
    const raw = rawValues(root);
    for (const value of raw) {
      yield* judge(value);
      if (value.field.startsWith("builder.")) yield* smuggled(value);
    }
    yield* evaluated(root, new Set(raw.map(({ at }) => at)));
  },
});

/** `cmd` and what ssh is given have rules of their own. */
const JUDGED_ELSEWHERE = /(?:^|\.)cmd$|^ssh\./;

/** Of both major versions, since a value that is harmless to one may run in the other. */
function rawValues(root: YamlMap): RawValue[] {
  const byPlace = new Map<YamlScalar, RawValue>();
  for (const value of rawValuesOf(root, "either")) if (!byPlace.has(value.at)) byPlace.set(value.at, value);
  return [...byPlace.values()].filter(({ field }) => !JUDGED_ELSEWHERE.test(field));
}

/** In the double quotes of variables, labels and options Kamal leaves `${…}` alive, of which this form runs what it holds. */
const PROMPT = /\$\{[\w![\]]{1,80}@P\}/;

function* evaluated(root: YamlMap, raw: ReadonlySet<YamlScalar>): Iterable<Problem> {
  for (const at of writtenScalars(root)) {
    const [text] = PROMPT.exec(at.text) ?? [];
    if (text === undefined || raw.has(at) || JUDGED_ELSEWHERE.test(at.anchor)) continue;
    const message = `The shell on every host may run a part of this value: ${shown(text)} evaluates a variable.`;
    yield { at, severity: "high", message };
  }
}

function* judge({ at, field, runsOn, quotes }: RawValue): Iterable<Problem> {
  const text = at.text.trim();
  const quoted = quotes === "single";
  const [found] = shellBreaks(quoted ? afterQuote(text) : text);
  if ((!found && !quoted) || isPlaceholder(text)) return;
  const what = nameOf(field);
  const where = runsOn === "host" ? "on every host" : "on the machine that deploys";
  if (found?.kind === "command" || (quoted && text.includes("'"))) {
    yield {
      at,
      message: `The shell ${where} runs a part of this ${what}: ${shown(found?.text ?? "'")} ends the text and begins a command.`,
    };
  } else if (found?.kind === "expansion") {
    yield {
      at,
      severity: "high",
      message: `The shell ${where} may run a part of this ${what}: ${shown(found.text)} sets or evaluates a variable.`,
    };
  }
}

/** What `docker buildx build` gets word by word; names of drivers may have blanks. */
const OF_BUILD = /^builder\.(?:arch|target|ssh|cache|context|dockerfile|provenance|sbom|args)\b/;

function* smuggled({ at, field }: RawValue): Iterable<Problem> {
  const [, option] = (OF_BUILD.test(field) && /\s(--?[A-Za-z][\w-]{0,60})/.exec(at.text.trim())) || [];
  const isTold = shellBreaks(at.text).some(({ kind }) => kind === "command" || kind === "expansion");
  if (option === undefined || isTold) return;
  const message = `\`docker buildx build\` takes ${shown(option)} in this ${nameOf(field)} as an option of its own.`;
  yield { at, severity: "high", message };
}

/** Keys reach the shell as they are even where their values are escaped. */
function nameOf(field: string): string {
  const [path = "", keys] = field.split(/\.?(<keys>)$/);
  const name = `\`${path.replaceAll(".[]", "")}\``;
  return keys === undefined ? `value of ${name}` : `key under ${name}`;
}

/** A value in single quotes only gets out of them by a quote of its own. */
function afterQuote(text: string): string {
  const at = text.indexOf("'");
  return at < 0 ? "" : text.slice(at + 1);
}

/** `<SERVER_IP>`: still to be filled in. */
function isPlaceholder(text: string): boolean {
  return /^[^<>;&|`$\n]*<[\w .:-]{1,60}>[^<>;&|`$\n]*$/.test(text);
}
