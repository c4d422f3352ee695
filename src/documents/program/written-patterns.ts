/** Spellings of a pattern, brought to one: `Regexp.new("\\A[a-z]+\\z")`, `%r!…!`, `/…/x`, `re.compile(r"""…""", re.X)`. */

/** `/…/` or, of Python, `r"…"`, without comments; what is no pattern stays as it is. */
export function patternWritten(written: string): string {
  const [, made = "", raw, quote = "", said = "", flags = ""] = MADE.exec(written) ?? [];
  if (said !== "") {
    const isMore = said.includes(quote) || /\bre\.M/.test(flags); // several texts, or lines of a text
    const text = raw === "r" || quote === "'" ? said : said.replaceAll("\\\\", "\\");
    const inner = /\b(?:EXTENDED|X|VERBOSE)\b/.test(flags) ? withoutComments(text) : text;
    if (isMore) return written;
    return made.startsWith("re.") ? `r"${inner}"` : `/${inner}/`;
  }
  const [, slashed, bare = "", options = ""] = /^(?:\/|%r([^\w\s]))(.+)[^\w\s](\w*)$/s.exec(written) ?? [];
  if (bare === "") return written;
  const inner = options.includes("x") ? withoutComments(bare) : bare;
  return slashed === undefined || options.includes("x") ? `/${inner}/` : `/${bare}/${options}`;
}

const MADE =
  /^(re\.compile|Regexp\.new|new RegExp|RegExp)\(\s*(r?)("""|'''|["'])(.+)\3\s*(?:,([^"'()]*))?\)$/s;

/** The name behind `OTHER = NAME`, `re.compile(NAME)`. */
export function patternNamed(written: string): string | undefined {
  const [, given, same] =
    /^(?:(?:re\.compile|Regexp\.new|new RegExp|RegExp)\(\s*([A-Za-z_][\w.:]*)\s*\)|([A-Za-z_][\w.:]*))$/.exec(
      written,
    ) ?? [];
  return given ?? same;
}

/** As `x` reads it: without spaces and comments outside of classes. */
function withoutComments(pattern: string): string {
  return pattern.replace(/\\.|\[(?:\\.|[^\]\\])*\]|#(?!\{).*|\s+/g, (one) => (/^[\\[]/.test(one) ? one : ""));
}
