/** One effective configuration of some texts, for tests of what is made of it. */
import type { KamalConfiguration } from "../../src/documents/kamal/configuration.ts";
import { projectOf } from "./project-of.ts";

/** The configuration of a destination, or of the base by itself. */
export async function configurationIn(
  texts: Readonly<Record<string, string>>,
  destination?: string,
): Promise<KamalConfiguration> {
  const { documents } = await projectOf(texts);
  const found = documents.find(
    (document) => document.kind === "kamal-configuration" && document.destination === destination,
  );
  if (found?.kind !== "kamal-configuration") throw new Error("the texts have no such configuration");
  return found;
}
