/** TLS in Kamal 1, which Traefik does as its arguments and the labels of roles say. */
import type { KamalConfiguration } from "../../../documents/kamal/configuration.ts";
import { type TraefikSetting, traefiksOf } from "../../../documents/kamal/traefik.ts";
import {
  dig,
  entriesOf,
  entryOf,
  get,
  type YamlEntry,
  type YamlMap,
  type YamlNode,
} from "../../../documents/yaml/yaml-node.ts";
import type { Place } from "../../../source/source-text.ts";

/** A part of TLS that a change took away. */
export interface LostTls {
  /** In words: "the HTTPS entrypoint". */
  readonly what: string;
  readonly at: Place;
  /** False when visitors who type https still get it. */
  readonly grave: boolean;
}

type Test = (entry: YamlEntry) => boolean;

const matches =
  (key: RegExp, value = /./): Test =>
  (entry) =>
    key.test(entry.key.text) && (entry.value.kind !== "scalar" || value.test(entry.value.text));

const PARTS: readonly {
  readonly what: string;
  readonly grave: boolean;
  readonly where: "args" | "labels";
  readonly test: Test;
}[] = [
  {
    what: "the HTTPS entrypoint",
    grave: true,
    where: "args",
    test: matches(/^entry-?points\.[\w-]+\.address$/i, /:443\b/),
  },
  {
    what: "the certificate resolver",
    grave: true,
    where: "args",
    test: matches(/^certificatesresolvers\./i),
  },
  {
    what: "the TLS router",
    grave: true,
    where: "labels",
    test: matches(/^traefik\.http\.routers\..+\.tls(?:\.|$)/i, /^(?!false$)/),
  },
  {
    what: "the redirect to HTTPS",
    grave: false,
    where: "args",
    test: matches(/^entry-?points\.[\w-]+\.http\.redirections\./i),
  },
  {
    what: "the redirect to HTTPS",
    grave: false,
    where: "labels",
    test: matches(/^traefik\.http\.middlewares\..+\.redirectscheme\.scheme$/i, /^https$/),
  },
];

/** What is gone while Traefik stays; the gravest loss speaks for those that follow from it. */
export function lostTraefikTls(before: KamalConfiguration, after: KamalConfiguration): LostTls[] {
  const parts = lostParts(before, after);
  return parts.length > 0 ? parts : lostRouters(before, after);
}

function lostParts(before: KamalConfiguration, after: KamalConfiguration): LostTls[] {
  if (!usesTraefik(before.root) || !usesTraefik(after.root)) return [];
  const had = PARTS.filter((part) => entriesAt(before, part.where).some(part.test));
  const lost = had.filter(
    (part) =>
      !PARTS.some((other) => other.what === part.what && entriesAt(after, other.where).some(other.test)),
  );
  const [first] = lost;
  return first ? [{ what: first.what, grave: first.grave, at: placeOf(first.where, after) }] : [];
}

const ROUTER = /^traefik\.http\.routers\.([^.]+)\.(rule|tls)(?:\.|$)/i;

/** Routers that stay and no longer say TLS, whichever Traefik reads the labels. */
function lostRouters(before: KamalConfiguration, after: KamalConfiguration): LostTls[] {
  const did = routersOf(before, "tls");
  if (did.size === 0 || traefiksOf(after.root).some(({ settings }) => settings.some(isTlsOfEntrypoint)))
    return [];
  const [does, stays] = [routersOf(after, "tls"), routersOf(after, "rule")];
  const lost = [...stays].filter(([name]) => did.has(name) && !does.has(name));
  const [first] = lost;
  if (first && lost.length > 1 && does.size === 0)
    return [{ what: "TLS of every router", at: first[1].key, grave: true }];
  return lost.map(([name, { key }]) => ({
    what: `TLS of router ${name.slice(0, 80)}`,
    at: key,
    grave: true,
  }));
}

function isTlsOfEntrypoint({ name, value }: TraefikSetting): boolean {
  return /^entrypoints\.[^.]+\.http\.tls(?:\.|$)/.test(name) && value !== "false";
}

/** Traefik doesn't mind capitals in labels. */
function routersOf(configuration: KamalConfiguration, part: "rule" | "tls"): Map<string, YamlEntry> {
  const found = new Map<string, YamlEntry>();
  for (const entry of entriesAt(configuration, "labels")) {
    const [, name, what] = ROUTER.exec(entry.key.text) ?? [];
    const off = entry.value.kind === "scalar" && entry.value.text === "false";
    if (name !== undefined && what?.toLowerCase() === part && !off) found.set(name.toLowerCase(), entry);
  }
  return found;
}

/** True when Traefik got certificates and answered HTTPS. */
export function didTraefikTls(configuration: KamalConfiguration): boolean {
  const grave = PARTS.filter((part) => part.grave);
  return (
    usesTraefik(configuration.root) &&
    grave.some(({ where, test }) => entriesAt(configuration, where).some(test))
  );
}

/** True for a configuration of Kamal 1. */
export function usesTraefik(root: YamlMap): boolean {
  return get(root, "traefik")?.kind === "map" && get(root, "proxy") === undefined;
}

function entriesAt({ root, roles }: KamalConfiguration, where: "args" | "labels"): readonly YamlEntry[] {
  if (where === "args") return entriesOf(dig(root, "traefik", "args"));
  const labels = [
    get(root, "labels"),
    dig(root, "traefik", "labels"),
    ...roles.map(({ settings }) => get(settings, "labels")),
  ];
  return labels.flatMap((node: YamlNode | undefined) => entriesOf(node));
}

/** The section that lost it, or what is left around it. */
function placeOf(where: "args" | "labels", { root, roles }: KamalConfiguration): Place {
  const inRoles = roles.flatMap(({ settings }) => entryOf(settings, "labels") ?? []);
  const found =
    where === "args" ? entryOf(get(root, "traefik"), "args") : (inRoles[0] ?? entryOf(root, "labels"));
  return (found ?? entryOf(root, "traefik"))?.key ?? root;
}
