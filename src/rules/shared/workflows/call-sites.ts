/** Where workflows use a reusable workflow or an action of their own repository, and what they give to it. */
import type { Project } from "../../../documents/project.ts";
import { actionPathsOf, workflowPathOf } from "../../../documents/workflow/local-uses.ts";
import { isStepsFile, type StepsFile } from "../../../documents/workflow/steps-file.ts";
import { get, scalarOf, type YamlNode } from "../../../documents/yaml/yaml-node.ts";
import { onceFor } from "../../../source/once-for.ts";
import { type Site, sitesIn } from "./workflow-of.ts";

/** One use, with its `with:`. */
export interface CallSite {
  readonly site: Site;
  readonly given: YamlNode | undefined;
}

/** The uses of a file. */
export function callSitesOf({ source }: StepsFile, project: Project): readonly CallSite[] {
  return callSitesByPath(project).get(source.path) ?? [];
}

const callSitesByPath = onceFor(({ documents }: Project): ReadonlyMap<string, readonly CallSite[]> => {
  const calls = documents.filter(isStepsFile).flatMap(callsIn);
  const found = new Map<string, CallSite[]>();
  for (const { path, ...call } of calls) {
    const others = found.get(path);
    if (others) others.push(call);
    else found.set(path, [call]);
  }
  return found;
});

function callsIn(file: StepsFile): (CallSite & { readonly path: string })[] {
  const jobs = file.kind === "workflow" ? file.jobs : [];
  const ofJobs = jobs.flatMap((job) => {
    const path = workflowPathOf(scalarOf(get(job.node, "uses")));
    const site = { file, job, step: undefined };
    return path === undefined ? [] : [{ path, site, given: get(job.node, "with") }];
  });
  const ofSteps = sitesIn(file).flatMap((site) =>
    actionPathsOf(site.step?.uses).map((path) => ({ path, site, given: get(site.step?.node, "with") })),
  );
  return [...ofJobs, ...ofSteps];
}
