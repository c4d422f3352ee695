/** Logins among the settings that programs read from their input or a file: those of `curl -K -`, lines of `.netrc`, headers. */
import type { ShellCommand, ShellScript } from "../../../documents/shell/shell-script.ts";
import { invocationOf } from "../../../documents/shell/wrappers.ts";
import { filesWritten } from "../../../documents/shell/written-programs.ts";
import { holdsCredential } from "../secrets/credential-headers.ts";
import type { NamedText } from "../secrets/credential-texts.ts";
import { looksRandom } from "../secrets/secret-values.ts";

/** Those that are spelled out in here-documents. */
export function requestSecrets({ commands }: ShellScript): NamedText[] {
  return commands.flatMap((command) => (readsSettings(command) ? inDocuments(command) : []));
}

/** `curl -K - <<END`, or a here-document that `cat` or `tee` writes into a file. */
function readsSettings(command: ShellCommand): boolean {
  if (!command.redirections.some(({ heredoc }) => heredoc)) return false;
  const { name = "" } = invocationOf(command);
  return name === "curl" || (/^(?:cat|tee)$/.test(name) && filesWritten(command).length > 0);
}

function inDocuments({ redirections, source, anchor = "" }: ShellCommand): NamedText[] {
  return redirections.flatMap(({ heredoc }) =>
    (heredoc?.parts ?? []).flatMap((part) => {
      if (part.kind !== "literal") return [];
      const found = [...part.text.matchAll(LOGIN)].flatMap((match) => {
        const value =
          match.groups?.bearer ?? match.groups?.user ?? match.groups?.netrc ?? match.groups?.pgpass ?? "";
        const start = part.span.start + match.index;
        const span = { start, end: start + match[0].length };
        const { header } = match.groups ?? {};
        return header === undefined || (holdsCredential(header) && looksRandom(value))
          ? [{ at: { source, span, anchor }, value }]
          : [];
      });
      return found.map((one) => ({ ...one, name: "the login of a request" }));
    }),
  );
}

/** A header, `user = "name:password"`, or a line of `.pgpass` or `.netrc`. */
const LOGIN =
  /\b(?<header>[A-Za-z][\w-]{2,40}): ?(?:(?:Bearer|Basic|Token|token|Bot) )?(?<bearer>[\w.+/=~-]{8,400})(?=["'\n]|$)|^-{0,2}user ?[=:]? ?"?[\w.@-]{1,80}:(?<user>[^"\s]{4,200})"?$|^[\w.*-]{1,200}:[\d*]{1,5}:[\w*-]{1,80}:[\w*-]{1,80}:(?<pgpass>[^:"\s$]{4,200})$|\bpassword (?<netrc>[^\s"$]{6,200})$/gm;
