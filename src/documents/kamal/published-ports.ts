/** Ports that `docker run --publish` opens on a host. */
import { onceFor } from "../../source/once-for.ts";
import { get, scalarsOf, type YamlMap, type YamlScalar } from "../yaml/yaml-node.ts";
import { accessoriesOf } from "./accessories.ts";
import { dockerOptionsOf, flags } from "./docker-options.ts";
import type { Owner } from "./owner.ts";

/** One published port or range. */
export interface PublishedPort {
  readonly owner: Owner;
  readonly at: YamlScalar;
  /** Address it is bound to; undefined means all interfaces. */
  readonly address: string | undefined;
  /** Port on the host, as written; may be a range or empty (Docker picks one). */
  readonly hostPort: string;
  readonly containerPort: string;
  /** `tcp` unless written. */
  readonly protocol: string;
  readonly form: "port" | "publish";
}

/** All published ports whose text is known. */
export const publishedPortsOf: (root: YamlMap) => readonly PublishedPort[] = onceFor(readPublishedPorts);

function readPublishedPorts(root: YamlMap): PublishedPort[] {
  return [
    ...accessoriesOf(root).flatMap(({ owner, settings }) =>
      scalarsOf(get(settings, "port")).flatMap((at) => publishedPort(owner, at, "port")),
    ),
    ...dockerOptionsOf(root).flatMap((options) =>
      flags(options, "publish", "p").flatMap(({ value }) =>
        scalarsOf(value).flatMap((at) => publishedPort(options.owner, at, "publish")),
      ),
    ),
  ];
}

/** People smuggle a second port in as `127.0.0.1:N:N --publish [::1]:N:N`, since Kamal takes only one. */
function publishedPort(owner: Owner, at: YamlScalar, form: PublishedPort["form"]): PublishedPort[] {
  const [first = "", ...more] = at.text.trim().split(/\s+(?:--publish|-p)[\s=]+/);
  return [first, ...more].flatMap((text) => onePort(text, { owner, at, form }));
}

/**
 * `[address:]host:container[/protocol]`, or `container` alone. Kamal turns a bare accessory port into `N:N`; Docker
 * publishes a bare `--publish N` on a port of its own choice.
 */
function onePort(written: string, from: Pick<PublishedPort, "owner" | "at" | "form">): PublishedPort[] {
  const [, text = "", protocol] = /^(\S*?)(?:\/(tcp|udp|sctp))?(?:\s|$)/.exec(written) ?? [];
  if (text === "") return [];
  const bracketed = /^\[([^\]]*)\]:(.*)$/.exec(text);
  const parts = (bracketed?.[2] ?? text).split(":");
  const containerPort = parts.at(-1) ?? "";
  const hostPort = parts.at(-2) ?? (from.form === "port" ? containerPort : "");
  const address = bracketed?.[1] ?? (parts.length > 2 ? parts.slice(0, -2).join(":") : undefined);
  return [{ ...from, address, hostPort, containerPort, protocol: protocol ?? "tcp" }];
}
