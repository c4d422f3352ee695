/** What a program starts through a library of Docker, containers and programs in them, as the command line that would do the same. */
import { type Call, type Entry, type Expression, literalOf, optionOf } from "../program.ts";
import { type Found, isOn, named, wordAt } from "./found.ts";
import { wordsOfSplit } from "./split-texts.ts";

/** `client.containers.run("image", privileged=True)`, `docker.createContainer({ Image, HostConfig: { … } })`. */
export function ofDockerLibrary(call: Call): Found | undefined {
  const { path, method, receiver, options } = call;
  const isPython =
    /(?:^|\.)containers\.(?:run|create)$/.test(path) ||
    (method === "create_container" && options.some(({ key }) => key === "host_config"));
  const isJavascript =
    receiver !== undefined &&
    (method === "createContainer" || (method === "run" && options.some(({ key }) => key === "HostConfig")));
  const isRuby = path === "Docker.Container.create";
  if (!isPython && !isJavascript && !isRuby) return insideContainer(call);
  const image = options.find(({ key }) => /^[iI]mage$/.test(key ?? ""))?.value ?? call.arguments[0];
  const words = [wordAt(call, "run"), ...flagsOf(options, 0), ...(image ? [image] : [])];
  return named("docker", call, words);
}

/** `container.exec(["sh", "-c", text])`, `container.exec_run([…])`, `container.exec({ Cmd: […] })`: `docker exec` of these words. */
function insideContainer(call: Call): Found | undefined {
  const { method, receiver, arguments: values } = call;
  if (!receiver || !/^exec(?:_run)?$/.test(method)) return undefined;
  const command = optionOf(call, "Cmd") ?? optionOf(call, "cmd") ?? values[0];
  const isText = method === "exec_run" && command !== undefined && command.kind !== "list";
  const words = isText
    ? wordsOfSplit(command, { quotes: true })
    : command?.kind === "list"
      ? command.parts
      : undefined;
  return words && named("docker", call, [wordAt(call, "exec"), wordAt(call, "container"), ...words]);
}

/** Options of options: the API nests no deeper. */
const MAX_DEPTH = 2;

function flagsOf(options: readonly Entry[], depth: number): Expression[] {
  return options.flatMap(({ key = "", value }): Expression[] => {
    if (/^(?:HostConfig|host_config)$/.test(key)) return depth < MAX_DEPTH ? nested(value, depth) : [];
    if (/^privileged$/i.test(key)) return isOn(value) ? [wordAt(value, "--privileged")] : [];
    if (/^(?:volumes|Binds|binds)$/.test(key)) return volumesOf(value);
    const flag = FLAGS.get(key.replaceAll("_", "").toLowerCase());
    return flag === undefined ? [] : itemsOf(value).flatMap((one) => wordFor(flag, one));
  });
}

/** What the API calls them, in any of the libraries' spellings. */
const FLAGS = new Map([
  ["networkmode", "--network"],
  ["network", "--network"],
  ["pidmode", "--pid"],
  ["ipcmode", "--ipc"],
  ["usernsmode", "--userns"],
  ["capadd", "--cap-add"],
  ["securityopt", "--security-opt"],
  ["devices", "--device"],
  ["groupadd", "--group-add"],
]);

function nested(value: Expression, depth: number): Expression[] {
  if (value.kind === "map") return flagsOf(value.entries, depth + 1);
  return value.kind === "call" ? flagsOf(value.call.options, depth + 1) : [];
}

function itemsOf(value: Expression): readonly Expression[] {
  return value.kind === "list" ? value.parts : [value];
}

function wordFor(flag: string, value: Expression): Expression[] {
  const text = literalOf(value);
  return text === undefined ? [] : [wordAt(value, `${flag}=${text}`)];
}

/** `["/srv:/srv:ro"]`, or in Python `{"/srv": {"bind": "/srv", "mode": "ro"}}`. */
function volumesOf(value: Expression): Expression[] {
  if (value.kind !== "map") return itemsOf(value).flatMap((one) => wordFor("--volume", one));
  return value.entries.flatMap(({ key, value: mount }): Expression[] => {
    const entries = mount.kind === "map" ? mount.entries : [];
    const bind = literalOf(entries.find((entry) => entry.key === "bind")?.value);
    return key === undefined || bind === undefined ? [] : [wordAt(mount, `--volume=${key}:${bind}`)];
  });
}
