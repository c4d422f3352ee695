/** Commands that print a file of secrets. */
import type { ShellCommand, ShellWord } from "../../../documents/shell/shell-script.ts";
import { OF_TOOLS, SECRET_FILE, UPLOADED } from "../secrets/secret-files.ts";
import { commandLine, textOfWord } from "./command-line.ts";

/** The word that names the file; undefined when nothing of it is printed that matters. */
export function secretFilePrintedBy(command: ShellCommand): ShellWord | undefined {
  const { name = "", arguments: words, line } = commandLine(command);
  const prints =
    /^(?:cat|tac|head|tail|less|more|bat|xxd|base64|strings|nl|sort)$/.test(name) ||
    searches(line) ||
    picksValues(line) ||
    edits(line);
  return prints ? words.find((word) => isSecretFile(textOfWord(word))) : undefined;
}

function isSecretFile(path: string): boolean {
  return SECRET_FILE.test(path) || TOOLS.test(path) || ON_SERVERS.test(path);
}

/** Where other tools keep what they log in with. */
const TOOLS = new RegExp(`(?:^|/)${OF_TOOLS}$`);

/** Where Kamal uploads secrets to. */
const ON_SERVERS = new RegExp(`(?:^|/)${UPLOADED}[^/]+\\.env$`);

/** `grep PASSWORD .env`, `grep -v '^#' .env` */
function searches(line: string): boolean {
  return (
    /^e?grep (?!.*-\w*[cqlv])(?:-\S+ )*(?:\.?\*?|\^|\S*(?:SECRET|TOKEN|PASS|KEY)\S*) /i.test(line) ||
    /^e?grep (?!.*-\w*[cql])(?:-\S+ )*-\w*v/.test(line)
  );
}

function picksValues(line: string): boolean {
  return /^(?:[gmn]?awk (?:1 |\/\/ |.*\$0)|[gmn]?awk .*(?:\$(?:[02-9]|NF)|print *[;}])|cut .*-f ?[2-9])/.test(
    line,
  );
}

/** Takes comments away, but not what stands behind the names, and not in the file itself. */
function edits(line: string): boolean {
  return (
    /^sed -n[Ee]? [\d,$]*p /.test(line) ||
    /^sed(?!.*(?: -\w*[in]\b|--in-place|--quiet|=\.\*|=\[\^)) /.test(line)
  );
}
