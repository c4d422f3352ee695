/** What the proxy command of SSH does. */
import { shellBreaks } from "../../../documents/shell/shell-breaks.ts";

/** `tunnel`: only connects, as the documentation of the program shows it. */
export type ProxyCommandNature = "tunnel" | "unknown" | "dangerous";

/** The programs people tunnel SSH through, each with what it may be given. */
const TUNNELS =
  /^(?:(?:\/usr(?:\/local)?\/bin\/|\/opt\/homebrew\/bin\/)?(?:ssh|nc|ncat|netcat|connect|connect-proxy|corkscrew|socat|cloudflared access (?:ssh|tcp)|tailscale (?:--socket=\S+ )?nc|aws ssm start-session|aws (?:--\w+[ =]\S+ )*ssm start-session|aws ec2-instance-connect open-tunnel|gcloud compute (?:start-iap-tunnel|ssh)|az ssh|teleport|tsh|boundary connect|flyctl|fly|wstunnel|websocat|oci))\b/;

const PROGRAM =
  /(?:^|[\s"'])(?:curl|wget|bash|sh|zsh|python3?|ruby|perl|node|php|osascript|base64|eval|tee|dd|rm|scp|sudo)(?=[\s"']|$)/;

/** Judges a command line; variables such as `%h` are ssh's own. */
export function natureOfProxyCommand(line: string): ProxyCommandNature {
  const text = line.replace(SHOWS_OWN_KEY, "$1");
  if (OWN_SCRIPT.test(text)) return "unknown";
  const [found] = shellBreaks(text);
  if (found?.kind === "command" && !isPlainWrapper(text)) return "dangerous";
  if (isWrapper(text) && breaksOff(withoutWrapper(text))) return "dangerous";
  if (found?.kind === "expansion" || PROGRAM.test(withoutWrapper(text))) return "dangerous";
  if (
    /\b(?:nc|ncat|netcat)\b.*\s-\w*[ec]\b|\bsocat\b.*\b(?:EXEC|SYSTEM)\b|-o\s*(?:ProxyCommand(?!=none)|LocalCommand|PermitLocalCommand)/i.test(
      text,
    )
  )
    return "dangerous";
  return TUNNELS.test(withoutWrapper(text)) ? "tunnel" : "unknown";
}

/** A script of the repository, which is reviewed as such: `sh ./.kamal/scripts/tunnel.sh gce_instance=%h`. */
const OWN_SCRIPT =
  /^(?:(?:ba|z)?sh )?(?:\.\/)?(?:(?!\.\.\/)[\w.-]{1,80}\/){1,8}[\w.-]{1,80}\.(?:ba|z)?sh(?: [\w=%@.:-]{1,80}){0,8}$/;

/** What hosts of Amazon that know no key want first: the deployer's own public key, for a minute. */
const SHOWS_OWN_KEY =
  /^((?:(?:ba)?sh -c ["'])?)aws (?:--\w+[ =][\w.-]{1,60} ){0,4}ec2-instance-connect send-ssh-public-key(?: --(?:ssh-public-key file:\/\/~\/\.ssh\/[\w.-]{1,60}|(?!ssh-public-key)[\w-]{1,40}[ =][%\w.-]{1,60})){1,8} ?(?:> ?\/dev\/null )?(?:&&?|;) ?(?=aws )/;

/** `sh -c "aws ssm start-session …"`, which Amazon's own documentation shows. */
const WRAPPER = /^(?:ba)?sh -c (["'])(.*)\1$/s;

function withoutWrapper(text: string): string {
  return (WRAPPER.exec(text)?.[2] ?? text)
    .replace(/^exec\s+/, "")
    .replace(/\s2>\s*\/dev\/null$/, "")
    .trim();
}

function isWrapper(text: string): boolean {
  return WRAPPER.test(text);
}

function isPlainWrapper(text: string): boolean {
  const inside = WRAPPER.exec(text)?.[2];
  return inside !== undefined && !breaksOff(inside);
}

/** Starts another command, or writes somewhere. */
function breaksOff(text: string): boolean {
  return shellBreaks(text).some(({ kind }) => kind === "command");
}
