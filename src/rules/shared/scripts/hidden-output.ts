/** Commands of whose output nothing is left behind a digest or an encryption. */
import { laterStages, type ShellCommand } from "../../../documents/shell/shell-script.ts";
import { onceFor } from "../../../source/once-for.ts";
import type { SourceText } from "../../../source/source-text.ts";
import { commandLine } from "./command-line.ts";
import { passesOn } from "./printed-output.ts";

/** Digests, signatures and public keys don't give away what they were made of; with `-text`, and `-modulus` alone, openssl does. */
const DIGESTS =
  /^(?:openssl (?:dgst|mac|x509)\b|openssl (?:pkey|rsa|ec)(?= .*-pubout\b|(?= .*-noout\b) .*-modulus\b)(?! .*-text\b)|sha\d*sum\b|md5sum\b|shasum\b|wc\b|ssh-keygen -[yl])/;

/** What was encrypted is of use to those who have the key. */
const HIDES = new RegExp(
  `${DIGESTS.source}|^(?:openssl (?:pkeyutl|rsautl)\\b|gpg2? (?:\\S+ )*(?:--encrypt|-[abqstuvz]*e[abqstuvz]*r?)(?: |$)|age )`,
);

/** The commands that neither hide their input themselves nor stand before one that does; others of a group change nothing. */
export function givenAway(commands: readonly ShellCommand[], hides: RegExp = HIDES): ShellCommand[] {
  return commands.filter((command) => !isHidden(command, hides));
}

/** True for a command of whose output only a digest goes on. */
export function isDigested(command: ShellCommand): boolean {
  return isHidden(command, DIGESTS);
}

function isHidden(command: ShellCommand, hides: RegExp): boolean {
  const stages = [[command], ...laterStages(command)];
  return stages.some(
    (stage) =>
      stage.some((one) => hidesInput(one, hides)) &&
      !stage.some((one) => passesOn(one) && !hidesInput(one, hides)),
  );
}

/** A program that the script puts a function of its own in the place of may do anything. */
function hidesInput(command: ShellCommand, hides: RegExp): boolean {
  const { name = "", line } = commandLine(command);
  return hides.test(line) && !renamedIn(command.source).has(name);
}

const renamedIn: (source: SourceText) => ReadonlySet<string> = onceFor(({ text }) => {
  const found = text.matchAll(
    /\b(?:(\w[\w-]{0,60})[ \t]*\([ \t]*\)|(?:function[ \t]+|alias[ \t]+)(\w[\w-]{0,60}))/g,
  );
  return new Set([...found].map(([, name, other]) => name ?? other ?? ""));
});
