/** The programs a program starts: `system("…")`, `subprocess.run([…])`, `execSync("…")`, and functions of its own around them. */
import type { ShellScript } from "../shell/shell-script.ts";
import type { Call, Expression, ProgramContent, ProgramLanguage } from "./program.ts";
import { classify } from "./starts/classify-start.ts";
import { knownOf } from "./starts/found.ts";
import { laterInputsIn } from "./starts/later-inputs.ts";
import { type OwnCalls, ownCallsIn } from "./starts/own-calls.ts";
import { withOwnFunctions } from "./starts/own-functions.ts";
import { shellsOnInputIn } from "./starts/shells-on-input.ts";
import { spellOutIn } from "./starts/spelled-out.ts";
import { onlyValuesIn } from "./variables.ts";

/**
 * How: `shell` gives a text to a shell on this machine, `remote` to one on a server, `template` does so with values quoted;
 * `argv` gives a list of words to the program itself.
 */
export type StartForm = "shell" | "remote" | "template" | "argv";

/** What a call starts, before it is read. */
export interface Start {
  readonly call: Call;
  readonly form: StartForm;
  /** One text, or the words of an `argv` start. */
  readonly words: readonly Expression[];
  /** What the program gets as its input. */
  readonly input: Expression | undefined;
  /** True in a function that starts what it is given: the calls of that function count instead. */
  readonly passesOn: boolean;
  /** For the call of a function of the program: the library's call inside of it. */
  readonly inner?: Call;
  /** For the call of a function that adds words of its own in front: the call inside of it. */
  readonly through?: Call;
}

/** See the module comment. */
export interface StartedProgram extends Start {
  /** What runs, read as shell text; undefined when nothing of it is spelled out. */
  readonly shell: ShellScript | undefined;
}

/** Finds them all, in order of appearance. */
export function startsIn(content: ProgramContent, language: ProgramLanguage, text: string): Start[] {
  const own = ownCallsIn(content);
  const known = knownOf(text, content, onlyValuesIn(content));
  const spellOut = spellOutIn(content);
  const withShellOnInput = shellsOnInputIn(content);
  const found = libraryStarts(content, own, (call) => classify(call, language, known));
  const isLibrary = new Set(found.map(({ call }) => call));
  const starts = withOwnFunctions(found.flatMap(spellOut).flatMap(withShellOnInput), {
    language,
    byScope: new Map(content.functions.map((definition) => [definition.scope, definition])),
    calls: content.calls.filter((call) => own.isOwn(call) || (!isLibrary.has(call) && own.isOnObject(call))),
    spellOut,
  });
  return starts.sort((a, b) => a.call.span.start - b.call.span.start);
}

/** Calls of the languages' libraries; a function of the program may have the name of one, but not a class. */
function libraryStarts(
  content: ProgramContent,
  own: OwnCalls,
  startBy: (call: Call) => Start | undefined,
): Start[] {
  const inputLater = laterInputsIn(content);
  return content.calls.flatMap((call) => {
    const isClass = call.receiver?.kind === "name" && /^[A-Z]/.test(call.receiver.name);
    const start = own.isOwn(call) && !isClass ? undefined : startBy(call);
    return start ? [{ ...start, input: start.input ?? inputLater(call) }] : [];
  });
}
