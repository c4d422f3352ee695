/** What Traefik is started with: Kamal 1 runs it as its proxy, under Kamal 2 people run it as an accessory. */
import { onceFor } from "../../source/once-for.ts";
import {
  dig,
  entriesOf,
  get,
  scalarOf,
  type YamlEntry,
  type YamlMap,
  type YamlNode,
  type YamlScalar,
} from "../yaml/yaml-node.ts";
import { accessoriesOf } from "./accessories.ts";
import { commandWords } from "./command-words.ts";
import { type Owner, TRAEFIK } from "./owner.ts";

/** One Traefik. */
export interface Traefik {
  readonly owner: Owner;
  readonly image: YamlScalar | undefined;
  readonly settings: readonly TraefikSetting[];
}

/** One flag of its command line, e.g. `--api.insecure=true`. */
export interface TraefikSetting {
  /** In lower case, without dashes: Traefik doesn't mind capitals. */
  readonly name: string;
  /** `true` for a bare flag. */
  readonly value: string;
  /** The value that says it, or the whole command line. */
  readonly at: YamlScalar;
  /** How a command line spells it, e.g. `--api.insecure=true`. */
  readonly written: string | undefined;
}

/** All Traefiks of a configuration. */
export const traefiksOf: (root: YamlMap) => readonly Traefik[] = onceFor(readTraefiks);

function readTraefiks(root: YamlMap): Traefik[] {
  const proxy = get(root, "traefik");
  const image = scalarOf(get(proxy, "image"));
  const settings = entriesOf(dig(root, "traefik", "args")).flatMap(settingOf);
  const accessories = accessoriesOf(root).filter((one) => IMAGE.test(one.image?.text ?? ""));
  return [
    ...(proxy?.kind === "map" ? [{ owner: TRAEFIK, image, settings }] : []),
    ...accessories.map((one) => ({
      owner: one.owner,
      image: one.image,
      settings: [...settingsIn(scalarOf(get(one.settings, "cmd"))), ...variables(get(one.settings, "env"))],
    })),
  ];
}

const IMAGE = /(?:^|\/)traefik(?:[:@]|$)/;

function settingOf({ key, value }: YamlEntry): TraefikSetting[] {
  if (value.kind !== "scalar") return [];
  return [
    {
      name: key.text.toLowerCase(),
      value: value.text || "true",
      at: value.text === "" ? key : value,
      written: undefined,
    },
  ];
}

/** `TRAEFIK_API_INSECURE` says the same as `--api.insecure`. */
function variables(env: YamlNode | undefined): TraefikSetting[] {
  return [...entriesOf(env), ...entriesOf(get(env, "clear"))].flatMap(({ key, value }) => {
    const [, name] = /^TRAEFIK_(\w+)$/i.exec(key.text) ?? [];
    if (name === undefined || value.kind !== "scalar") return [];
    return [
      { name: name.toLowerCase().replaceAll("_", "."), value: value.text, at: value, written: undefined },
    ];
  });
}

function settingsIn(command: YamlScalar | undefined): TraefikSetting[] {
  if (!command) return [];
  return commandWords(command.text).flatMap((word) => {
    const [, name, value] = /^--([\w.-]+)(?:=(.*))?$/.exec(word) ?? [];
    return name === undefined
      ? []
      : [{ name: name.toLowerCase(), value: value ?? "true", at: command, written: word }];
  });
}
