/** Bases that could be deployed by themselves, but of which the destinations' files complete what is missing. */
import type { KamalConfiguration } from "../../../documents/kamal/configuration.ts";
import type { Project } from "../../../documents/project.ts";

/** True for the base alone when there are destinations: what it leaves open is no decision. */
export function isCompletedElsewhere(configuration: KamalConfiguration, project: Project): boolean {
  return completionsOf(configuration, project).length > 0;
}

/** The configurations of the destinations, for a base alone; none for a destination. */
export function completionsOf(
  { destination, source }: KamalConfiguration,
  { documents }: Project,
): KamalConfiguration[] {
  if (destination !== undefined) return [];
  return documents.filter(
    (document): document is KamalConfiguration =>
      document.kind === "kamal-configuration" &&
      document.destination !== undefined &&
      document.source.path === source.path,
  );
}
