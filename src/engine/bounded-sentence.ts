/** A sentence that quotes a repository may quote a name of any length; nobody reads it, and every report would have to cut it. */

/** Characters of a finding's message or fix. */
export const MAX_SENTENCE = 1_000;

/** The sentence, cut where it is longer; a code span that is cut is closed. */
export function boundedSentence(text: string): string {
  if (text.length <= MAX_SENTENCE) return text;
  const cut = text.slice(0, MAX_SENTENCE - 2).toWellFormed();
  return `${cut}…${cut.split("`").length % 2 === 0 ? "`" : ""}`;
}
