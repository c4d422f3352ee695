/** Letters of other scripts that nobody can tell from Latin ones. */

const LATIN: Readonly<Record<string, string>> = {
  // Cyrillic
  "\u0430": "a",
  "\u0441": "c",
  "\u0501": "d",
  "\u0435": "e",
  "\u04bb": "h",
  "\u0456": "i",
  "\u0458": "j",
  "\u043e": "o",
  "\u0440": "p",
  "\u051b": "q",
  "\u0455": "s",
  "\u0442": "t",
  "\u0443": "y",
  "\u0445": "x",
  "\u051d": "w",
  "\u0475": "v",
  "\u0410": "A",
  "\u0412": "B",
  "\u0421": "C",
  "\u0415": "E",
  "\u041d": "H",
  "\u0406": "I",
  "\u0408": "J",
  "\u041a": "K",
  "\u041c": "M",
  "\u041e": "O",
  "\u0420": "P",
  "\u0405": "S",
  "\u0422": "T",
  "\u0425": "X",
  "\u043a": "k",
  "\u043c": "m",
  // Greek
  "\u03b1": "a",
  "\u03b5": "e",
  "\u03b9": "i",
  "\u03ba": "k",
  "\u03bd": "v",
  "\u03bf": "o",
  "\u03c1": "p",
  "\u03c4": "t",
  "\u03c5": "u",
  "\u03c7": "x",
  "\u0391": "A",
  "\u0392": "B",
  "\u0395": "E",
  "\u0397": "H",
  "\u0399": "I",
  "\u039a": "K",
  "\u039c": "M",
  "\u039d": "N",
  "\u039f": "O",
  "\u03a1": "P",
  "\u03a4": "T",
  "\u03a5": "Y",
  "\u03a7": "X",
  "\u0396": "Z",
  // Latin beyond ASCII
  "\u0131": "i",
  "\u0261": "g",
  "\u1d0f": "o",
  "\u017f": "s",
  "\u2010": "-",
  "\u2011": "-",
  "\u2013": "-",
  "\u2014": "-",
};

/** The ASCII text that a text looks like; undefined for one that is ASCII itself or looks like something else. */
export function asciiLookAlike(text: string): string | undefined {
  if (isAscii(text)) return undefined;
  const latin = [...text.normalize("NFKC")].map((character) => LATIN[character] ?? character).join("");
  return latin !== text && isAscii(latin) ? latin : undefined;
}

function isAscii(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the question is whether it is ASCII
  return /^[\x00-\x7f]*$/.test(text);
}
