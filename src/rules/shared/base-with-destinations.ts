/** Bases that could be deployed by themselves, but of which the destinations' files complete what is missing. */
import type { KamalConfiguration } from "../../documents/kamal/configuration.ts";
import type { Project } from "../../documents/project.ts";

/** True for the base alone when there are destinations: what it leaves open is no decision. */
export function isCompletedElsewhere(
  { destination, source }: KamalConfiguration,
  { documents }: Project,
): boolean {
  if (destination !== undefined) return false;
  return documents.some(
    (document) =>
      document.kind === "kamal-file" &&
      document.destination !== undefined &&
      document.basePath === source.path,
  );
}
