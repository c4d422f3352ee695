/** Which of the `.env` files are meant to be committed. */

/** `.env.example` and its relatives show what to write; `.env.test` and `.env.ci` hold values of runs that last minutes. */
const MEANT_TO_BE =
  /(?:^|[._-])(?:examples?|samples?|templates?|tmpl|dist|defaults?|schema|test|ci|vault|keys?)$/i;

/** True for a suffix such as "example" or "local.example". */
export function isEnvSample(suffix: string): boolean {
  return MEANT_TO_BE.test(suffix.replace(/\.?erb$/i, ""));
}
