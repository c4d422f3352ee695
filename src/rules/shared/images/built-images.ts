/** The builds of a Dockerfile that configurations ask for. */
import { type BuiltImage, builtImageOf } from "../../../documents/dockerfile/built-images.ts";
import {
  type Dockerfile,
  lineageOf,
  type Stage,
  targetStage,
} from "../../../documents/dockerfile/dockerfile.ts";
import type { Project } from "../../../documents/project.ts";

/** Every configuration that builds the Dockerfile. */
export function buildsOf({ source }: Dockerfile, project: Project): BuiltImage[] {
  return project.documents.flatMap((document) => {
    const image = document.kind === "kamal-configuration" ? builtImageOf(document) : undefined;
    return image?.dockerfile === source.path ? [image] : [];
  });
}

/** The stages that become the images of these builds, each with the builds it is for. */
export function imageStages(
  dockerfile: Dockerfile,
  builds: readonly BuiltImage[],
): ReadonlyMap<Stage, readonly BuiltImage[]> {
  const stages = new Map<Stage, BuiltImage[]>();
  for (const build of builds) {
    const stage = targetStage(dockerfile, build.target);
    if (!stage) continue;
    const others = stages.get(stage);
    if (others) others.push(build);
    else stages.set(stage, [build]);
  }
  return stages;
}

/** Stages whose layers are part of an image that Kamal deploys; the others are thrown away after the build. */
export function keptStages(dockerfile: Dockerfile, builds: readonly BuiltImage[]): ReadonlySet<Stage> {
  const stages = [...imageStages(dockerfile, builds).keys()];
  return new Set(stages.flatMap((stage) => lineageOf(stage, dockerfile)));
}

/** Stages that a build runs at all: those kept and those that files are copied or mounted from. */
export function usedStages(dockerfile: Dockerfile, builds: readonly BuiltImage[]): ReadonlySet<Stage> {
  const used = new Set<Stage>();
  const pending = [...keptStages(dockerfile, builds)];
  for (let next = pending.pop(); next; next = pending.pop()) {
    if (used.has(next)) continue;
    used.add(next);
    const names = next.instructions.flatMap(({ flags }) =>
      flags.flatMap(({ name, value }) => sourceStage(name, value)),
    );
    const copied = names.flatMap((name) => targetStage(dockerfile, name) ?? []);
    const below = next.base.stage === undefined ? undefined : dockerfile.stages[next.base.stage];
    pending.push(...copied, ...(below ? [below] : []));
  }
  return used;
}

/** `--from=build`, `--mount=type=bind,from=build`. */
function sourceStage(flag: string, value: string): string[] {
  if (flag === "from") return [value];
  const [, from] = flag === "mount" ? (/(?:^|,)from=([^,]+)/.exec(value) ?? []) : [];
  return from === undefined ? [] : [from];
}
