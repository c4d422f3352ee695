/** Our words for what is wrong with a YAML text. The parser's own messages quote the file, so they are not used. */
import type { ErrorCode } from "yaml";
import type { Span } from "../../source/span.ts";

/** Why a text is not a YAML document; `reason` completes "config/deploy.yml …". */
export interface YamlTrouble {
  readonly reason: string;
  /** Where in the file it was noticed. */
  readonly span: Span;
  /** Start of a line inside brackets or braces that only needs deeper indentation to be understood. */
  readonly looseFlowAt?: number | undefined;
}

const REASONS: Partial<Record<ErrorCode, string>> = {
  ALIAS_PROPS: "gives an alias an anchor or tag of its own",
  BAD_ALIAS: "has an alias without a usable name",
  BAD_DIRECTIVE: "has a YAML directive that is not valid",
  BAD_DQ_ESCAPE: "has an escape in double quotes that YAML does not know",
  BAD_INDENT: "is indented inconsistently",
  BAD_SCALAR_START: "starts a plain value with a character that needs quotes",
  BLOCK_AS_IMPLICIT_KEY: "has a nested value on the line of its key",
  BLOCK_IN_FLOW: "has a block value inside brackets or braces",
  KEY_OVER_1024_CHARS: "has a key of more than 1,024 characters",
  MISSING_CHAR: "lacks a character that YAML needs, such as a closing quote, a bracket or a colon",
  MULTILINE_IMPLICIT_KEY: "has a key that goes over several lines, or a line without a colon",
  TAB_AS_INDENT: "is indented with a tab, which YAML does not allow",
  UNEXPECTED_TOKEN: "has a character where YAML does not expect it",
};

/** Sentence for a syntax error of the parser. */
export function syntaxReason(code: ErrorCode): string {
  return `is not valid YAML: it ${REASONS[code] ?? "can't be understood"}`;
}
