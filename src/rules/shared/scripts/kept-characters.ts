/** Whether `tr -cd` and `grep -o` leave any character that a shell could misread. */

/** True for a set of `tr` such as `a-z0-9`, `[:alnum:]._-`. */
export function isSetOfWords(set: string): boolean {
  const plain = set.replace(/\\[nt-]/g, "");
  return !/[`$;&|<>()"'\\]/.test(plain) && !OF_SIGNS.test(plain) && !spansSigns(plain);
}

/** True for a pattern of `grep -o` that takes no run of just any characters: `[0-9.]+`, not `.*`, `\S+` or `[^"]*`. */
export function fitsOnlyWords(pattern: string): boolean {
  return !ANYTHING.test(pattern) && !OF_SIGNS.test(pattern) && !setsIn(pattern).some(spansSigns);
}

const ANYTHING = /\.\\?[*+{]|\[\^|\\[SWD]/;

/** These hold `;` and `$`. */
const OF_SIGNS = /\[:(?:print|graph|punct):\]/;

/** `+-z`, ` -~` */
function spansSigns(set: string): boolean {
  return [...set.matchAll(/.-./gs)].some(([range]) => !/^(?:[a-z]-[a-z]|[A-Z]-[A-Z]|\d-\d)$/.test(range));
}

function setsIn(pattern: string): string[] {
  return [...pattern.matchAll(/\[([^[\]\n]{1,100})\]/g)].flatMap(([, set]) => set ?? []);
}
