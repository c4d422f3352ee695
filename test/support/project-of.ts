/** A project made of texts, for tests below the rules. */
import { openProject, type Project } from "../../src/documents/project.ts";

/** Opens the texts as files of one commit; paths of hooks are executable. */
export function projectOf(texts: Readonly<Record<string, string>>, previous?: Project): Promise<Project> {
  const files = Object.entries(texts).map(([path, text]) => ({
    path,
    mode: path.includes("hooks/") ? "100755" : "100644",
    content: Buffer.from(text),
  }));
  return openProject(files, { assumeKamal: true, ...(previous ? { previous } : {}) });
}
