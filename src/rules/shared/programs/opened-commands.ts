/** Ruby's `open` and `IO.read` run what stands behind a `|` at the start of a name, so whoever chooses the name chooses a command. */
import type { Call, Expression, Program } from "../../../documents/program/program.ts";
import type { Problem } from "../../../engine/rule.ts";
import { whatArrives } from "./flow-message.ts";
import type { OriginOf } from "./origins.ts";
import { isAtLeastTrust } from "./trust.ts";

const OPENS = /^(?:(?:Kernel\.)?open|URI\.open|IO\.(?:read|readlines|foreach|binread))$/;

/** One problem a call; a name from the command line is mostly typed by the person whose machine it is. */
export function* openedCommands(program: Program, originOf: OriginOf): Iterable<Problem> {
  if (program.language !== "ruby" || program.functions.some(({ name }) => name === "open")) return;
  for (const call of program.calls) {
    const name = OPENS.test(call.path) ? wholeName(call) : undefined;
    const origin = name && originOf(name);
    if (!name || !origin?.source || !isAtLeastTrust(origin.trust, "unknown")) continue;
    const isOfPerson = origin.trust !== "outside";
    if (isOfPerson && call.path !== "open" && call.path !== "Kernel.open") continue;
    yield {
      at: name,
      severity: isOfPerson ? "medium" : "high",
      message: `${whatArrives(origin, name)} is opened here through \`${call.path}\`, which runs it as a command when it begins with \`|\`.`,
      fix: "Open files with `File.open` and addresses with `URI.parse(address).open`, which run nothing.",
    };
  }
}

/** The name, unless it begins with something that is spelled out. */
function wholeName({ arguments: [name] }: Call): Expression | undefined {
  if (name?.kind !== "text" && name?.kind !== "joined") return name;
  const [first] = name.parts;
  return first?.kind === "literal" || first?.kind === "text" ? undefined : name;
}
