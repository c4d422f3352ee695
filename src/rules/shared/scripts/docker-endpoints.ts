/** Where scripts speak to a Docker daemon over the network, or open one to it. */
import { type Entry, type Expression, literalOf, type Program } from "../../../documents/program/program.ts";
import { commandsRunning } from "../../../documents/shell/commands-by-program.ts";
import type { ShellCommand, ShellScript, ShellWord } from "../../../documents/shell/shell-script.ts";
import { invocationOf, leadingText } from "../../../documents/shell/wrappers.ts";
import type { Workflow } from "../../../documents/workflow/workflow.ts";
import { entriesOf, get, scalarOf } from "../../../documents/yaml/yaml-node.ts";
import type { Place } from "../../../source/source-text.ts";
import { reachOf } from "../network/hosts.ts";
import { findInPieces, literalPieces } from "./literal-pieces.ts";

/** A daemon reached over plain TCP. */
export interface DockerEndpoint {
  readonly at: Place;
  /** `listens` for the daemon's own side. */
  readonly side: "speaks" | "listens";
  readonly isPrivate: boolean;
}

/** All of them; none when TLS in both directions asks for a certificate. */
export function dockerEndpoints(script: ShellScript): DockerEndpoint[] {
  if (usesTls(script)) return [];
  const assigned = script.assignments.flatMap(({ name, value, anchor = "" }) =>
    value && name === "DOCKER_HOST" ? endpoint(value, anchor, hostOf(leadingText(value)), "speaks") : [],
  );
  const written = literalPieces(script).flatMap((pieces) =>
    pieces.flatMap((piece): DockerEndpoint[] => {
      const at = piece.text.includes("tcp://") ? findInPieces([piece], OPEN_DAEMON) : undefined;
      return at ? [{ at, side: "listens", isPrivate: false }] : [];
    }),
  );
  return [...assigned, ...commandsRunning(script, DOCKER).flatMap(ofCommand), ...written];
}

/** `ENV["DOCKER_HOST"] = "tcp://…"`, `system({ "DOCKER_HOST" => "tcp://…" }, "docker", "build", ".")`. */
export function dockerHostsOfProgram({ assignments, calls }: Program): DockerEndpoint[] {
  const given = calls.flatMap(({ arguments: values, options }) => [
    ...options,
    ...[...values, ...options.map(({ value }) => value)].flatMap(entriesOfMap),
  ]);
  const set = assignments.flatMap(({ target, value }) => [
    ...(target?.kind === "member" ? [{ key: target.name, value }] : []),
    ...entriesOfMap(value),
  ]);
  const entries = [...given, ...set];
  if (entries.some(({ key = "" }) => TLS_VARIABLE.test(key))) return [];
  return entries.flatMap(({ key, value }): DockerEndpoint[] => {
    const isPrivate = key === "DOCKER_HOST" ? reachedOverNetwork(hostOf(literalOf(value) ?? "")) : undefined;
    return isPrivate === undefined ? [] : [{ at: value, side: "speaks", isPrivate }];
  });
}

function entriesOfMap(value: Expression): readonly Entry[] {
  return value.kind === "map" ? value.entries : [];
}

/** The `DOCKER_HOST` of `env:` sections, which all steps below them are given. */
export function dockerHostsOfWorkflow({ root, jobs }: Workflow): DockerEndpoint[] {
  const nodes = [root, ...jobs.flatMap(({ node, steps }) => [node, ...steps.map((step) => step.node)])];
  const entries = nodes.flatMap((node) => entriesOf(get(node, "env")));
  if (entries.some(({ key, value }) => TLS_VARIABLE.test(key.text) && scalarOf(value)?.text !== ""))
    return [];
  return entries.flatMap(({ key, value }): DockerEndpoint[] => {
    const at = key.text === "DOCKER_HOST" ? scalarOf(value) : undefined;
    const isPrivate = at && reachedOverNetwork(hostOf(at.text));
    return at && isPrivate !== undefined ? [{ at, side: "speaks", isPrivate }] : [];
  });
}

/** Empty they ask for nothing. */
const TLS_VARIABLE = /^DOCKER_(?:TLS_VERIFY|CERT_PATH)$/;

/** In a service's unit, in daemon.json, or written there by echo and sed. */
const OPEN_DAEMON = /(?:-H[= ]?|"|')tcp:\/\/(?:0\.0\.0\.0|\[?::\]?)?:237[56]\b/;

function usesTls({ assignments, commands }: ShellScript): boolean {
  return (
    assignments.some(({ name, value }) => TLS_VARIABLE.test(name) && value && value.literal !== "") ||
    commands.some(({ arguments: words }) => words.some(({ literal }) => literal === "--tlsverify"))
  );
}

const DOCKER = /^docker(?:d|-compose)?$/;

/** `-H tcp://…`, `--host=tcp://…`, `context create --docker host=tcp://…`; other addresses are those of a container's program. */
function ofCommand(command: ShellCommand): DockerEndpoint[] {
  const { name, arguments: words } = invocationOf(command);
  const side = name === "dockerd" ? "listens" : "speaks";
  return words.flatMap((word, index) => {
    if (!leadingText(word).includes("://")) return [];
    const [, joined, text = ""] = /^(-H=?|--host=|--docker=)?(.*)$/s.exec(leadingText(word)) ?? [];
    const isValue = joined !== undefined || /^(?:-H|--host|--docker)$/.test(words[index - 1]?.literal ?? "");
    return isValue ? endpoint(word, command.anchor ?? "", hostOf(text.replace(/^host=/, "")), side) : [];
  });
}

function hostOf(address: string): string | undefined {
  return /^(?:tcp|http):\/\/(\[[^\]]*\]|[^:/\s]*)/.exec(address)?.[1];
}

function endpoint(
  word: ShellWord,
  anchor: string,
  host: string | undefined,
  side: DockerEndpoint["side"],
): DockerEndpoint[] {
  const isPrivate = reachedOverNetwork(host);
  return isPrivate === undefined ? [] : [{ at: { ...word, anchor }, side, isPrivate }];
}

/** True for a private network; undefined for the machine itself and the daemon beside a job of continuous integration. */
function reachedOverNetwork(host: string | undefined): boolean | undefined {
  if (host === undefined || /^(?:docker|dind|)$/.test(host)) return undefined;
  const reach = reachOf(host);
  return reach === "loopback" ? undefined : reach === "private";
}
