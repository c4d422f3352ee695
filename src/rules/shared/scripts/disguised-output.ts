/** Output that is changed on its way, so that GitHub does not know the secret in it. */
import { laterStages, type ShellCommand } from "../../../documents/shell/shell-script.ts";
import { commandLine } from "./command-line.ts";

/** `echo "$TOKEN" | rev`, `base64 < .kamal/secrets`: GitHub looks for the value as it is. */
export function isDisguised(command: ShellCommand): boolean {
  return [[command], ...laterStages(command)].flat().some((next) => DISGUISES.test(commandLine(next).line));
}

const DISGUISES =
  /^(?:rev|base64|base32|xxd|od|hexdump|fold|gzip|bzip2|xz|openssl|perl|cut -c|tr (?!-[ds])|sed .*\bs(.)\.\*?\1)/;
