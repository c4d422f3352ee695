/** Settings that a script writes into a file: `echo "NAME=value" >> .env`, `cat <<EOF > .env`. */
import type { ShellCommand, ShellScript } from "../../../documents/shell/shell-script.ts";
import type { SourceText } from "../../../source/source-text.ts";
import type { Span } from "../../../source/span.ts";
import type { NamedText } from "../secrets/credential-texts.ts";
import { isSecretName } from "../secrets/secret-names.ts";

/** Those whose name announces a secret and whose value is spelled out, in files that commands write. */
export function writtenSecrets({ commands }: ShellScript): NamedText[] {
  return commands.flatMap((command) =>
    writesFile(command) ? [...echoed(command), ...inHeredoc(command)] : [],
  );
}

function writesFile({ name, redirections }: ShellCommand): boolean {
  if (!/^(?:echo|printf|cat|tee)$/.test(name?.literal ?? "")) return false;
  if (name?.literal === "tee") return true;
  return redirections.some(
    ({ operator, descriptor, target }) =>
      /^>{1,2}\|?$/.test(operator) && descriptor !== "2" && !/^\/dev\//.test(target?.literal ?? ""),
  );
}

const SETTING = /^(?:export )?([A-Za-z_]\w{0,100})=(.+)$/;

function echoed(command: ShellCommand): NamedText[] {
  return command.arguments.flatMap(({ literal = "", source, span }) => {
    const text = literal.replace(/\\n$/, "");
    return settingIn(text, { source, span, anchor: command.anchor ?? "" });
  });
}

function inHeredoc({ redirections, source, anchor = "" }: ShellCommand): NamedText[] {
  const parts = redirections.flatMap(({ heredoc }) => heredoc?.parts ?? []);
  return parts.flatMap((part) => {
    if (part.kind !== "literal") return [];
    // the last line goes on where something is expanded
    const isLast = part === parts.at(-1);
    return linesOf(part.text, part.span.start)
      .slice(0, isLast ? undefined : -1)
      .flatMap(({ text, start }) =>
        settingIn(text, { source, span: { start, end: start + text.length }, anchor }),
      );
  });
}

/** The same in a part of a file, where the text is as it stands. */
export function secretSettings(source: SourceText, { start, end }: Span): NamedText[] {
  return linesOf(source.text.slice(start, end), start).flatMap((line) => {
    const text = line.text.trim();
    const from = line.start + line.text.indexOf(text);
    return settingIn(text, { source, span: { start: from, end: from + text.length }, anchor: "" });
  });
}

function linesOf(text: string, offset: number): { readonly text: string; readonly start: number }[] {
  let start = offset;
  return text.split("\n").map((line) => {
    const at = start;
    start += line.length + 1;
    return { text: line, start: at };
  });
}

function settingIn(text: string, at: NamedText["at"]): NamedText[] {
  const [, name = "", value = ""] = SETTING.exec(text) ?? [];
  if (!isSecretName(name)) return [];
  return [{ at, name: `\`${name}\``, value: value.replace(/^(["'])(.*)\1$/, "$2") }];
}
