/** Which document of the base a document of the head is to be compared with. */
import type { Document } from "../documents/document.ts";
import type { KamalConfiguration } from "../documents/kamal/configuration.ts";
import { movedFiles } from "../documents/moved-files.ts";
import type { Project } from "../documents/project.ts";
import { get, scalarOf } from "../documents/yaml/yaml-node.ts";

/** By document of the head; those that are new in it have none. */
export type Counterparts = ReadonlyMap<Document, Document>;

/**
 * Documents of the same kind, path and destination belong together; of the others, those whose file was moved, and configurations
 * of one service whose destinations were cut anew.
 */
export function counterpartsOf(before: Project, after: Project): Counterparts {
  const old = new Map(before.documents.map((document) => [identity(document), document]));
  const pairs = new Map<Document, Document>();
  const left: Document[] = [];
  for (const document of after.documents) {
    const known = old.get(identity(document));
    if (known) pairs.set(document, known);
    else left.push(document);
  }
  if (left.length === 0) return pairs;
  const taken = new Set(pairs.values());
  const gone = before.documents.filter((document) => !taken.has(document));
  const moved = movedFiles(before, after);
  for (const document of left) {
    const former = gone.find((one) => isMoved(one, document, moved)) ?? cutAnew(document, gone);
    if (former) pairs.set(document, former);
  }
  return pairs;
}

function identity(document: Document): string {
  const destination = document.kind === "kamal-configuration" ? (document.destination ?? "") : "";
  return `${document.kind} ${document.source.path} ${destination}`;
}

function isMoved(before: Document, after: Document, moved: ReadonlyMap<string, string>): boolean {
  return before.kind === after.kind && moved.get(ownPath(after)) === ownPath(before);
}

/** The destination's file, where there is one. */
function ownPath(document: Document): string {
  const files = document.kind === "kamal-configuration" ? document.files : [];
  return (files.at(-1) ?? document).source.path;
}

/** The same service on one of the same machines, under another name: a base that got destinations, or the other way round. */
function cutAnew(document: Document, gone: readonly Document[]): Document | undefined {
  if (document.kind !== "kamal-configuration") return undefined;
  const hosts = hostsOf(document);
  return gone.find(
    (one) =>
      one.kind === "kamal-configuration" &&
      serviceOf(one) === serviceOf(document) &&
      [...hostsOf(one)].some((host) => hosts.has(host)),
  );
}

function serviceOf({ root }: KamalConfiguration): string | undefined {
  return scalarOf(get(root, "service"))?.text;
}

function hostsOf({ roles, accessories }: KamalConfiguration): ReadonlySet<string> {
  return new Set([
    ...roles.flatMap(({ hosts }) => hosts.map(({ name }) => name.text)),
    ...accessories.flatMap(({ hosts }) => hosts.map(({ text }) => text)),
  ]);
}
