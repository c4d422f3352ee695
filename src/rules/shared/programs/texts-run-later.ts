/** Texts that a program writes where shells and the system start them by themselves: `~/.bashrc`, `/etc/cron.d`, `crontab -`. */
import { type Call, type Expression, literalOf, type Program } from "../../../documents/program/program.ts";
import type { Start } from "../../../documents/program/started-programs.ts";
import { textOf } from "../../../documents/program/text-of.ts";
import { onlyValuesIn } from "../../../documents/program/variables.ts";
import { isRunLater } from "../../../documents/shell/written-programs.ts";
import type { Problem } from "../../../engine/rule.ts";
import { whatArrives } from "./flow-message.ts";
import type { OriginOf } from "./origins.ts";
import { writtenBy } from "./program-files.ts";
import { worstOrigin } from "./trust.ts";
import { valuesInside, valuesWithArgumentsIn } from "./values-inside.ts";

/** What people type or strangers write, put into such a text; a setting was known when the file was written. */
export function* textsRunLater(program: Program, originOf: OriginOf): Iterable<Problem> {
  const onlyValueOf = onlyValuesIn(program);
  for (const { call, content, by } of [...intoFiles(program), ...intoCrontab(program)]) {
    const values = textOf(content, onlyValueOf).filter((part) => part.kind === "value");
    const judged = values.map(({ value, span }) => ({ span, origin: originOf(value) }));
    const worst = worstOrigin(judged.map(({ origin }) => origin));
    if (worst.trust !== "given" && worst.trust !== "outside") continue;
    yield {
      at: call,
      severity: worst.trust === "outside" ? "critical" : "high",
      message: `${whatArrives(worst, call)} becomes program text here through ${by}.`,
      fix: "Write the line without values, or quote them with Shellwords.escape or shlex.quote.",
    };
  }
}

interface WrittenText {
  readonly call: Call;
  readonly content: Expression;
  /** What runs it, for a message. */
  readonly by: string;
}

function intoFiles(program: Program): WrittenText[] {
  const written = program.calls.flatMap((call) => writtenBy(call).map((one) => ({ call, ...one })));
  if (written.length === 0 || !NAMED.test(program.source.text)) return [];
  const valuesOf = valuesWithArgumentsIn(program);
  const isStarted = (file: Expression): boolean =>
    [...valuesInside(file, valuesOf)].some((one) => isRunLater(endOf(one)));
  return written.flatMap(({ call, file, content }) =>
    isStarted(file) ? [{ call, content, by: "the file it is written to" }] : [],
  );
}

/** What any such path has in it: most programs need no look. */
const NAMED = /\.bash|profile|\.zsh|\.zlog|\.ssh\/rc|git\/hooks|cron|rc\.local/;

/** The last piece of a path, as far as it is spelled out. */
function endOf(value: Expression): string {
  const last = value.kind === "text" ? value.parts.at(-1) : undefined;
  return literalOf(value) ?? (last?.kind === "literal" ? last.text : "");
}

/** `subprocess.run(["crontab", "-"], input=lines)`, `IO.popen("crontab -", "w") { |cron| cron.puts line }` */
function intoCrontab(program: Program): WrittenText[] {
  const crontabs = program.starts.filter(isCrontab);
  if (crontabs.length === 0) return [];
  const by = "cron";
  const given = crontabs.flatMap(({ call, input }) => (input ? [{ call, content: input, by }] : []));
  const started = new Set(crontabs.map(({ call }) => call));
  const valuesOf = valuesWithArgumentsIn(program);
  const isOfCrontab = (file: Expression): boolean =>
    [...valuesInside(file, valuesOf)].some((one) => one.kind === "call" && started.has(one.call));
  const written = program.calls.flatMap((call) =>
    writtenBy(call).flatMap(({ file, content }) => (isOfCrontab(file) ? [{ call, content, by }] : [])),
  );
  return [...given, ...written];
}

function isCrontab({ words }: Start): boolean {
  const [first, ...others] = words.map((word) => literalOf(word) ?? "");
  return (
    /^\s*(?:sudo )?(?:\S*\/)?crontab\b/.test(first ?? "") || (first === "sudo" && others.includes("crontab"))
  );
}
