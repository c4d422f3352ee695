/** Kamal's refusals as problems: our sentence around Kamal's, and what to do about it. */
import { hintFor } from "../../../documents/kamal/validation/hint.ts";
import { mendOf } from "../../../documents/kamal/validation/mend.ts";
import type { Fault, Rejection } from "../../../documents/kamal/validation/rejection.ts";
import type { KamalVersion } from "../../../documents/kamal/version/kamal-version.ts";
import type { YamlScalar } from "../../../documents/yaml/yaml-node.ts";
import type { Problem } from "../../../engine/rule.ts";
import { hiddenCharacters } from "../../../source/hidden-characters.ts";
import { asciiLookAlike } from "./look-alikes.ts";

/** Of a file full of unknown keys, the first ones are enough. */
const MAX_KEYS = 10;
const MAX_MESSAGE = 200;

const FIX: Readonly<Partial<Record<Fault, string>>> = {
  missing: "Set it here, or in the file of each destination.",
  conflict: "Keep one of the settings that exclude each other.",
  value: "Write one of the values that Kamal takes; `kamal docs` shows examples.",
  type: "Give the value the form that Kamal asks for; `kamal docs` shows examples.",
  release: "Use a newer release of Kamal, or ask for an older one.",
  unreadable: "Write the settings that the file is for, or delete it.",
  crash: "Write it in the form that `kamal docs` shows.",
};

/** One problem for each unknown key, or one for the value that is to blame. */
export function problemsOf(rejection: Rejection, version: KamalVersion): Problem[] {
  const { unknownKeys = [] } = rejection;
  if (unknownKeys.length === 0) return [wrongValue(rejection, version)];
  const plain = unknownKeys.filter((key) => !isDisguised(key)).slice(0, MAX_KEYS);
  return plain.map((key) => unknownKey(key, rejection, version));
}

/** A key whose letters are not what they seem is reported as that. */
function isDisguised({ text }: YamlScalar): boolean {
  if (hiddenCharacters(text).length > 0) return true;
  return text.length <= MAX_MESSAGE && asciiLookAlike(text) !== undefined;
}

function wrongValue(rejection: Rejection, version: KamalVersion): Problem {
  const { at, fault, kind } = rejection;
  const quoted = clip(rejection.message);
  const told =
    kind === "config" || kind === "argument"
      ? `${release(version)} refuses this: "${quoted}".`
      : `${release(version)} stops with an exception here: ${quoted}.`;
  const mend = mendOf(rejection);
  const fix = mend?.text ?? FIX[fault];
  const edit = mend?.replacement === undefined ? undefined : { span: at.span, text: mend.replacement };
  return { at, message: mend ? `${told} ${mend.text}` : told, ...(fix && { fix }), ...(edit && { edit }) };
}

function unknownKey(key: YamlScalar, rejection: Rejection, version: KamalVersion): Problem {
  const { context, map, section } = rejection;
  const hint = map && hintFor({ key, map, context, section, version });
  const where = context === "" ? "at the root" : `in \`${clip(context)}\``;
  const name = named(key);
  const told = `${release(version)} refuses the whole file because it knows no key \`${name}\` ${where}.`;
  if (!hint) return { at: key, subject: name, message: told };
  const edit = hint.rename === undefined ? undefined : { span: key.span, text: hint.rename };
  return { at: key, subject: name, message: `${told} ${hint.text}`, fix: hint.text, ...(edit && { edit }) };
}

/** A key may be a whole assignment by mistake; what is assigned is nobody's business. */
function named({ text }: YamlScalar): string {
  const [name = ""] = clip(text).replaceAll("`", "'").split("=", 1);
  return text[name.length] === "=" ? `${name}=…` : name;
}

function release({ major, minor }: KamalVersion): string {
  return `Kamal ${major}.${minor}`;
}

function clip(text: string): string {
  const line = text.replace(/\s+/g, " ");
  return line.length > MAX_MESSAGE ? `${line.slice(0, MAX_MESSAGE)}…` : line;
}
