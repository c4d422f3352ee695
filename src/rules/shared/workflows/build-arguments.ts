/** Build arguments that a workflow gives to Docker's own action. */
import { stepsIn } from "../../../documents/workflow/local-uses.ts";
import type { StepsFile } from "../../../documents/workflow/steps-file.ts";
import { get, scalarOf } from "../../../documents/yaml/yaml-node.ts";
import type { Place } from "../../../source/source-text.ts";
import { placeIn } from "../places/place-in.ts";

/** One of them, with the secret of the repository that it is filled with. */
export interface FilledArgument {
  readonly at: Place;
  readonly name: string;
  readonly secret: string;
}

/** Those that a secret is filled into: `TOKEN=${{ secrets.TOKEN }}`. */
export function filledArguments(file: StepsFile): FilledArgument[] {
  return stepsIn(file).flatMap(({ uses, node }) => {
    const given = scalarOf(get(get(node, "with"), "build-args"));
    if (!given || !/^docker\/build-push-action@/.test(uses?.text ?? "")) return [];
    return given.text.split("\n").flatMap((line): FilledArgument[] => {
      const [, name, secret] =
        /^\s*["']?(\w{1,100})=.{0,200}\$\{\{[^}]{0,200}\bsecrets\.(\w+)/.exec(line) ?? [];
      return name === undefined || secret === undefined
        ? []
        : [{ at: placeIn(given, line.trim()), name, secret }];
    });
  });
}
