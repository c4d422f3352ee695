/** Whether a program compares what it fetched with what it should be. */
import type { Program } from "../../../documents/program/program.ts";
import { invocationOf } from "../../../documents/shell/wrappers.ts";

const FUNCTIONS =
  /sha_?(?:1|256|384|512)|\bmd5\b|checksum|hexdigest|digest\b|createHash|hashlib|\bgpg\b|cosign|minisign|verify_?signature/i;

const PROGRAMS = /^(?:sha\d+sum|shasum|md5sum|b2sum|gpgv?|cosign|minisign|signify)$/;

/** By what it calls and starts: a comment or the name of a file checks nothing. */
export function checksDownloads({ calls, starts }: Program): boolean {
  const isOption = (key: string | undefined): boolean => FUNCTIONS.test(key ?? "");
  return (
    calls.some(({ path, options }) => FUNCTIONS.test(path) || options.some(({ key }) => isOption(key))) ||
    starts.some(({ shell }) =>
      shell?.commands.some((command) => {
        const { name = "", arguments: words } = invocationOf(command);
        return PROGRAMS.test(name) || (name === "openssl" && words[0]?.literal === "dgst");
      }),
    )
  );
}
