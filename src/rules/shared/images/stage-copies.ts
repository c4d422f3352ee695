/** What a stage of a Dockerfile hands on to another. */
import {
  type Dockerfile,
  type Instruction,
  lineageOf,
  type Stage,
} from "../../../documents/dockerfile/dockerfile.ts";

/** True when one of the stages copies, from a stage, the file or folder that an instruction there wrote and did not delete again. */
export function isCopiedOn(
  { instruction, stage }: { readonly instruction: Instruction; readonly stage: Stage },
  to: ReadonlySet<Stage>,
  dockerfile: Dockerfile,
): boolean {
  const written = destinationOf(instruction, stage, dockerfile);
  if (written === undefined || isDeletedIn(stage, instruction)) return false;
  const taken = [...to].flatMap(({ instructions }) => instructions.flatMap((one) => sourcesFrom(stage, one)));
  return taken.some((path) => written === path || written.startsWith(path === "/" ? path : `${path}/`));
}

/** The absolute path that COPY or ADD writes to; undefined when a variable decides. */
function destinationOf(instruction: Instruction, stage: Stage, dockerfile: Dockerfile): string | undefined {
  const to = instruction.words.at(-1)?.text;
  const path = to?.startsWith("/") ? to : `${folderOf(instruction, stage, dockerfile)}/${to ?? "$"}`;
  return path.includes("$") ? undefined : normalized(path);
}

/** The working folder at an instruction. */
function folderOf(instruction: Instruction, stage: Stage, dockerfile: Dockerfile): string {
  const above = lineageOf(stage, dockerfile).slice(1).reverse();
  const own = stage.instructions.slice(0, stage.instructions.indexOf(instruction));
  const steps = [...above.flatMap(({ instructions }) => instructions), ...own];
  return steps
    .filter(({ keyword }) => keyword === "WORKDIR")
    .reduce((folder, { words: [word] }) => {
      const text = word?.text ?? "";
      return text.startsWith("/") ? text : `${folder}/${text}`;
    }, "");
}

function sourcesFrom(stage: Stage, { keyword, flags, words }: Instruction): string[] {
  const from = flags.find(({ name }) => name === "from")?.value.toLowerCase();
  const isThis = from !== undefined && (from === stage.name || from === String(stage.index));
  return keyword === "COPY" && isThis ? words.slice(0, -1).map(({ text }) => normalized(`/${text}`)) : [];
}

function isDeletedIn({ instructions }: Stage, instruction: Instruction): boolean {
  const name = instruction.words[0]?.text.replace(/^.*\//, "") ?? "";
  const later = instructions.slice(instructions.indexOf(instruction) + 1);
  return later.some(({ keyword, words }) => {
    const line = words.map(({ text }) => text).join(" ");
    return keyword === "RUN" && /\b(?:rm|shred)\b/.test(line) && line.includes(name);
  });
}

/** Without doubled, leading-dot and trailing parts. */
function normalized(path: string): string {
  const parts = path.split("/").filter((part) => part !== "" && part !== ".");
  return `/${parts.join("/")}`;
}
