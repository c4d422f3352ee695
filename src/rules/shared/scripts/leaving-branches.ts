/** Whether a branch of a script goes no further. */
import { isInSubshell } from "./around-calls.ts";
import type { Leaves } from "./leaving-functions.ts";

/** True when a command of the text that runs in any case goes no further. */
export function goesNoFurther(text: string, leaves: Leaves): boolean {
  let depth = 0;
  for (const part of text.replaceAll("\\\n", "  ").split(/[;\n]/)) {
    const statement = part.replace(/^\s*(?:(?:then|else|do)\b\s*)?/, "");
    const [, name = ""] = STARTS.exec(statement) ?? [];
    if (/^(?:fi|esac|done|\})/.test(statement)) depth--;
    if (depth <= 0 && leaves(name) && !IN_BETWEEN.test(statement)) return true;
    if (/^(?:if|case|for|while|until|select)\b/.test(statement)) depth++;
    if (/(?:^|\s)\{(?:\s|$)/.test(statement)) depth++;
    depth += isInSubshell(statement) ? 1 : statement.endsWith(")") && !statement.includes("(") ? -1 : 0;
  }
  return false;
}

/** `echo sorry && exit 1` exits, as echo doesn't fail. */
const STARTS = /^(?:(?:>&2\s*)?(?:echo|printf)\b[^|]*?&&\s*)?([\w-]+)/;

/** `exit 1 | tee log`, `exit 1 &` */
const IN_BETWEEN = /(?:^|[^|>])\|(?!\|)|(?:^|[^&>])&\s*$/;
