/** HK-16 in Ruby, Python and JavaScript: `system("kamal", "deploy", "--version", branch)`. A text for a shell is the affair of others. */
import {
  type Expression,
  literalOf,
  type Program,
  type TextPart,
} from "../../../documents/program/program.ts";
import type { StartedProgram } from "../../../documents/program/started-programs.ts";
import { type OnlyValueOf, onlyValuesIn } from "../../../documents/program/variables.ts";
import type { Project } from "../../../documents/project.ts";
import type { Problem } from "../../../engine/rule.ts";
import { whatArrives } from "./flow-message.ts";
import { originsAcross } from "./origins-across.ts";
import { wordsElsewhere } from "./starts-elsewhere.ts";
import type { Origin } from "./trust.ts";

/** One finding a start. */
export function* checkProgram(program: Program, project: Project): Iterable<Problem> {
  const originOf = originsAcross(program, "shell", project);
  const onlyValueOf = onlyValuesIn(program);
  for (const version of versionsSet(program)) {
    const origin = originOf(version);
    if (isChosen(origin))
      yield {
        at: version,
        message: `${whatArrives(origin, version)} becomes the version that Kamal deploys.`,
      };
  }
  for (const start of [...program.starts, ...wordsElsewhere(program, project)]) {
    const version =
      start.form === "argv"
        ? versionAmong(start, onlyValueOf)
        : start.form === "template"
          ? versionInText(start)
          : undefined;
    const origin = version && originOf(version);
    if (version && origin && isChosen(origin))
      yield {
        at: version,
        message: `${whatArrives(origin, version)} becomes the version that Kamal deploys.`,
      };
  }
}

/** `env={"VERSION": branch}`, `ENV["VERSION"] = branch` in a program that starts Kamal. */
function versionsSet({ starts, calls, assignments }: Program): Expression[] {
  const startsKamal = starts.some(({ words }) =>
    words.some((word) => /\b(?:kamal|mrsk)\b/.test(literalOf(word) ?? "")),
  );
  if (!startsKamal) return [];
  // `{ env: { ...others, VERSION: tag } }`, `env=os.environ | {"VERSION": tag}`
  const entries = calls.flatMap(({ options, arguments: values }) => [
    ...options,
    ...[...values, ...options.map(({ value }) => value)].flatMap((value) =>
      [value, ...(value.kind === "mixed" ? value.parts : [])].flatMap((one) =>
        one.kind === "map" ? one.entries : [],
      ),
    ),
  ]);
  const kept = assignments.flatMap(({ value }) => (value.kind === "map" ? value.entries : []));
  const set = assignments.filter(({ target }) => target?.kind === "member" && NAMES.test(target.name ?? ""));
  return [
    ...[...entries, ...kept].filter(({ key }) => NAMES.test(key ?? "")).map(({ value }) => value),
    ...set.map(({ value }) => value),
  ];
}

const NAMES = /^(?:KAMAL_)?VERSION$/;

/** The value of `--version`, or what `kamal rollback` goes back to. */
function versionAmong({ words }: StartedProgram, onlyValueOf: OnlyValueOf): Expression | undefined {
  const written = (word: Expression): string =>
    literalOf(word.kind === "name" ? onlyValueOf(word) : word) ?? "";
  const kamal = words.findIndex((word) => /(?:^|\/)(?:kamal|mrsk)$/.test(written(word)));
  if (kamal < 0 || kamal > MAX_WRAPPERS) return undefined;
  const given = words.slice(kamal + 1);
  const at = given.findIndex((word) => literalOf(word) === "--version");
  if (at >= 0) return given[at + 1];
  const joined = given.find((word) => beginningOf(word).startsWith("--version="));
  return joined ?? (literalOf(given[0]) === "rollback" ? given[1] : undefined);
}

/** What is spelled out before the first value. */
function beginningOf(word: Expression): string {
  const part = word.kind === "text" ? word.parts[0] : undefined;
  if (word.kind === "joined" && word.parts[0]) return beginningOf(word.parts[0]);
  return part?.kind === "literal" ? part.text : "";
}

/** `$\`kamal deploy --version=${tag}\``, where each value is a word or a part of one. */
function versionInText({ words }: StartedProgram): Expression | undefined {
  const [text] = words;
  if (text?.kind !== "text") return undefined;
  const written = text.parts.map((part) => (part.kind === "literal" ? part.text : "")).join("");
  if (!/\b(?:kamal|mrsk)\b/.test(written)) return undefined;
  const at = text.parts.findIndex(
    (part, index) =>
      part.kind === "value" &&
      /(?:--version[= ]|\b(?:kamal|mrsk) rollback |\bVERSION=)$/.test(literalBefore(text.parts[index - 1])),
  );
  const version = text.parts[at];
  return version?.kind === "value" ? version.value : undefined;
}

function literalBefore(part: TextPart | undefined): string {
  return part?.kind === "literal" ? part.text : "";
}

/** `bundle exec kamal`, `env -u A bin/kamal` */
const MAX_WRAPPERS = 4;

/** What others write, and what the person who starts the script gives; what Kamal set itself is only handed on. */
function isChosen({ trust, source }: Origin): boolean {
  if (!source || /(?:KAMAL|MRSK)_VERSION|["'.]VERSION\b/.test(source.label)) return false;
  return (
    trust === "outside" ||
    trust === "given" ||
    (trust === "unknown" && /args\b|input|BRANCH|TAG|REF/.test(source.label))
  );
}
