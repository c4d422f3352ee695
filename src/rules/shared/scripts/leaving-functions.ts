/** Which functions of a script end it, whatever they are called. */
import { ENDING_NAMES, LEAVING_NAMES } from "../../../documents/shell/leaving-names.ts";
import type { ShellScript } from "../../../documents/shell/shell-script.ts";
import { onceFor } from "../../../source/once-for.ts";

/** True for the name of a command, or of a function, behind which nothing runs. */
export type Leaves = (name: string) => boolean;

/** Own functions leave when something in them does; of others the name is all there is. */
export function leavingIn(scripts: readonly ShellScript[]): Leaves {
  const all = scripts.map(functionsIn);
  return (name) =>
    all.some(({ ending }) => ending.has(name)) ||
    (LEAVING_NAMES.has(name) && !all.some(({ own }) => own.has(name)));
}

interface Functions {
  readonly own: ReadonlySet<string>;
  readonly ending: ReadonlySet<string>;
}

const functionsIn: (script: ShellScript) => Functions = onceFor(({ commands }) => {
  const own = new Set(commands.flatMap(({ inFunction }) => inFunction ?? []));
  const ending = new Set<string>();
  for (let before = -1; before < ending.size; ) {
    before = ending.size;
    for (const { name, inFunction } of own.size === 0 ? [] : commands) {
      const called = name?.literal ?? "";
      const ends = own.has(called) ? ending.has(called) : ENDING_NAMES.has(called) || called === "kill";
      if (inFunction !== undefined && ends) ending.add(inFunction);
    }
    if (ending.size > MAX_ENDING) break;
  }
  return { own, ending };
});

/** People have a few of them; the bound keeps chains of functions from taking long. */
const MAX_ENDING = 100;
