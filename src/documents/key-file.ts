/** Files that by their name may hold a key: what they really hold is told by their content, binary ones included. */
import type { Place, SourceText } from "../source/source-text.ts";
import { findPrivateKeys } from "./credentials/private-keys.ts";

/** A file that holds a key; other files with such names make no such document. */
export interface KeyFile extends Place {
  readonly kind: "key-file";
  /** For people: "private key", "Rails key", "key store". */
  readonly what: string;
}

/** Rails generates them in hexadecimal digits, nothing else in the file. */
const RAILS_KEY = /^\s*([0-9a-f]{32}|[0-9a-f]{64}|[0-9a-f]{128})\s*$/;

/** What a text holds; undefined for certificates, public keys, encrypted files and anything else. */
export function keyFileOfText(source: SourceText): KeyFile | undefined {
  const { text } = source;
  const [key] = findPrivateKeys(text);
  if (key) return { kind: "key-file", source, span: key.span, what: "private key" };
  const rails = /(?:^|\/)config\/.*\.key$/.test(source.path) ? RAILS_KEY.exec(text)?.[1] : undefined;
  if (rails !== undefined) {
    const start = text.indexOf(rails);
    return { kind: "key-file", source, span: { start, end: start + rails.length }, what: "Rails key" };
  }
  if (!text.startsWith("PuTTY-User-Key-File-")) return undefined;
  return { kind: "key-file", source, span: { start: 0, end: text.length }, what: "private PuTTY key" };
}

/** What bytes that are no text hold. Presentations, archives and files encrypted by git-crypt go by such names too. */
export function keyFileOfBytes(bytes: Uint8Array, source: SourceText): KeyFile | undefined {
  const isDer = bytes[0] === 0x30 && (bytes[1] ?? 0) >= 0x80 && (bytes[1] ?? 0) <= 0x84;
  const isJavaStore = bytes[0] === 0xfe && bytes[1] === 0xed && bytes[2] === 0xfe && bytes[3] === 0xed;
  if (!isJavaStore && !(isDer && !isCertificate(bytes))) return undefined;
  const what = /\.(?:p12|pfx)$/.test(source.path) || isJavaStore ? "key store" : "private key";
  return { kind: "key-file", source, span: { start: 0, end: 0 }, what };
}

/** In DER, a certificate begins with a sequence inside the outer one, a key or key store with a version number. */
function isCertificate(bytes: Uint8Array): boolean {
  const lengthBytes = (bytes[1] ?? 0) & 0x7f;
  return bytes[2 + lengthBytes] === 0x30;
}
