/** Calls whose result is harmless for a use, whatever they are given. */
import type { Call, Expression } from "../../../documents/program/program.ts";
import { isStrictPattern } from "../../../documents/program/strict-pattern.ts";

/** What a value is used for; what makes it harmless depends on it. Languages like Ruby fill values in between double quotes. */
export type Use = "shell" | "path" | "code" | "code-filled-in";

const QUOTING =
  /^(?:Shellwords\.(?:escape|shellescape|join|shelljoin)|shlex\.(?:quote|join)|pipes\.quote|shell-quote\.quote|shell-escape(?:\.\w+)?|shescape\.\w+)$/;

const PERCENT_ENCODING =
  /^(?:CGI\.escape|URI\.encode_www_form(?:_component)?|URI\.encode_uri_component|ERB\.Util\.url_encode|urllib\.parse\.(?:quote|quote_plus|urlencode)|encodeURIComponent)$/;

const LAST_NAME =
  /^(?:File\.basename|os\.path\.basename|path\.basename|path\.posix\.basename|ntpath\.basename)$/;

/** True for a call whose result is harmless for a use, whatever it was given. */
export function makesHarmless(call: Call, use: Use): boolean {
  const { path, method } = call;
  if (leavesOnlyWords(call) || matchesStrictly(call) || picksFromList(call)) return true;
  if (PERCENT_ENCODING.test(path)) return !use.startsWith("code");
  if (use === "shell")
    return (
      QUOTING.test(path) ||
      /^(?:shellescape|shelljoin|shell_escape|shellEscape|shellQuote|escapeShellArg|escapeshellarg)$/.test(
        method,
      )
    );
  if (use === "path")
    return LAST_NAME.test(path) || /^(?:basename|secure_filename|parameterize|sanitize)$/.test(method);
  if (method === "literal_eval" || (method === "inspect" && path !== "util.inspect")) return true;
  return use === "code" && /^(?:util\.inspect|repr|JSON\.stringify|json\.dumps)$/.test(path);
}

/** `name.presence_in(NAMES)` gives one of the list, or nothing. */
function picksFromList({ method, arguments: values }: Call): boolean {
  return method === "presence_in" && values.length === 1;
}

/** `re.fullmatch(r"v(\d+)", x)`, `x.match(/\Av\d+\z/)`, `/^v\d+$/.exec(x)`: whatever is found is harmless. */
function matchesStrictly({ path, method, receiver, arguments: values }: Call): boolean {
  const [first] = values;
  const writtenAs = (one: Expression | undefined): string =>
    one ? one.source.text.slice(one.span.start, Math.min(one.span.end, one.span.start + MAX_PATTERN)) : "";
  if (/^re\.(?:fullmatch|match|search)$/.test(path))
    return isStrictPattern(writtenAs(first), method === "fullmatch", method === "match");
  if (/^(?:slice|scan)!?$/.test(method) && /^(?:\/|%r)/.test(writtenAs(first)))
    return isStrictPattern(writtenAs(first), true);
  const pattern = method === "match" ? first : method === "exec" ? receiver : undefined;
  return pattern?.kind === "constant" && isStrictPattern(writtenAs(pattern));
}

/** Longer patterns are no plain checks. */
const MAX_PATTERN = 200;

/** `gsub(/[^\w-]/, "")`, `tr("^a-z", "_")`, `re.sub(r"[^a-z]", "", x)`, `slugify(x)`. */
function leavesOnlyWords(call: Call): boolean {
  const { method, path, arguments: values } = call;
  if (/^(?:parameterize|slugify|slugify\.default)$/.test(method)) return true;
  const [first] = values;
  if (!first) return false;
  const written = first.source.text.slice(first.span.start, Math.min(first.span.end, first.span.start + 80));
  if (/^(?:gsub!?|replace(?:All)?)$/.test(method) || path === "re.sub")
    return /^r?["'/]\[\^[\w\\.:/@ -]+\]\+?["'/]/.test(written) && !/\\s/.test(written);
  return /^(?:tr|delete|tr_s)!?$/.test(method) && /^["']\^[\w\\.:/@-]+["']$/.test(written);
}
