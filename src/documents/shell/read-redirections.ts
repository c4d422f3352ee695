/** Redirection nodes of the bash grammar -> our redirections. */
import type { SyntaxNode } from "../syntax/syntax-tree.ts";
import { isWord, type ReadCommands, readHeredocParts, readWord } from "./read-words.ts";
import type { ShellReading } from "./reading.ts";
import type { Redirection } from "./shell-script.ts";

/** True for `> file`, `<<< word` and the like. */
export function isRedirection(node: SyntaxNode): boolean {
  return node.type.endsWith("_redirect");
}

/** Reads one; a here-string with a name of ours is the here-document that stood there. */
export function readRedirection(
  node: SyntaxNode,
  reading: ShellReading,
  readCommands: ReadCommands,
): Redirection {
  const sign = node.children.find((child) => !child.named);
  const operator = sign?.type ?? "";
  const number = node.children.find(({ type }) => type === "file_descriptor");
  const descriptor = number && reading.text.slice(number.start, number.end);
  const word = node.children.find(isWord);
  const heredoc = word && reading.heredocs.get(reading.text.slice(word.start, word.end));
  if (!heredoc) {
    const target = word && readWord(word, reading, readCommands);
    return { operator, descriptor, target, heredoc: undefined };
  }
  const { node: body, quoted } = heredoc;
  const parts = body ? readHeredocParts(body, quoted, reading, readCommands) : [];
  const span = reading.span(body ?? { start: node.end, end: node.end });
  const written = reading.span({ start: (sign ?? node).start, end: word.end });
  const read = { span, operator: written, quoted, parts };
  return { operator: "<<", descriptor, target: undefined, heredoc: read };
}

/** The grammar puts `a | b > file` as `(a | b) > file`; the redirection belongs to the last part. */
export function pushedDown(body: SyntaxNode, redirects: readonly SyntaxNode[]): SyntaxNode {
  const last = body.children.at(-1);
  if (!last) return body;
  const end = redirects.at(-1)?.end ?? last.end;
  const redirected = {
    type: "redirected_statement",
    named: true,
    start: last.start,
    end,
    children: [last, ...redirects],
  };
  return { ...body, children: [...body.children.slice(0, -1), redirected] };
}
