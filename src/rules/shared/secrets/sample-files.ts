/** Files that show what to write; Kamal never reads them. */

/** True for `secrets.example`, `secrets-sample`, `secrets.ci.template`. */
export function isSampleFile(path: string): boolean {
  return /[.-](?:example|sample|template|tmpl|dist)(?:\.|$)/.test(path.slice(path.lastIndexOf("/") + 1));
}
