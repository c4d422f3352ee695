/** Words of a script that name the file of a private key. */
import type { ShellCommand, ShellWord } from "../../../documents/shell/shell-script.ts";

/** Public halves, certificates, lists of other people's keys, and programs that are about keys. */
const PUBLIC =
  /\.pub\b|(?:^|[/$])(?:s?bin|scripts?|hooks)\/|pub(?:lic)?[_-]?key|cert|chain|bundle|dhparam|(?:^|[/_-])(?:rds|root|isrg)[._-]|(?:^|[/_-])ca[._-]|known_?hosts|authorized_?keys|keyrings?\b|trusted|\.gpg\.d|rpm|\/apt\//i;

const PRIVATE =
  /(?:^|[/"'])id_(?:rsa|dsa|ecdsa|ed25519)[\w.-]*$|_(?:rsa|dsa|ecdsa|ed25519)$|\.ssh\/(?:id_[\w.-]+|(?!config)[\w-]*(?:deploy|kamal|staging|prod(?:uction)?|hetzner|droplet|vps)(?:er)?[\w-]*)$|(?:deploy|ssh|private|priv|server|host|kamal|rsa|ed25519)[_.-]?key(?:[_-]?(?:file|path))?(?:\.\w{1,4})?$|(?:^|\/)(?:pem_?|pk_?)?key(?:[_-]?(?:file|path))?$|\.(?:pem|key|ppk)$/i;

/** True for the path of a private key, also in a variable that is called like one. */
export function namesPrivateKey(word: ShellWord): boolean {
  const text = word.parts
    .map((part) => (part.kind === "literal" ? part.text : part.kind === "variable" ? part.name : "$"))
    .join("");
  return namesPrivateKeyPath(text);
}

/** True for a path, or for the name of a variable that holds one. */
export function namesPrivateKeyPath(text: string): boolean {
  return text.length < LONGEST && PRIVATE.test(text) && !PUBLIC.test(text);
}

/** True for a command that names a private key. */
export function handlesKey({ arguments: words, redirections }: ShellCommand): boolean {
  return [...words, ...redirections.flatMap(({ target }) => target ?? [])].some(namesPrivateKey);
}

/** No path is longer. */
const LONGEST = 4096;
