/** Ruby calls that do more than compute a value. Programs that are started and evaluated texts are not among them. */
import type { RubyUse } from "../../../documents/ruby/ruby-uses.ts";
import type { Severity } from "../../../engine/severity.ts";
import { namesOwnLogin } from "../secrets/own-logins.ts";

/** What such a call does, as the end of a sentence that starts with "Every kamal command". */
export interface RubyDanger {
  readonly does: string;
  readonly severity: Severity;
}

const WRITING =
  /^(?:write|binwrite|delete|unlink|rename|chmod|chown|lchmod|symlink|link|truncate|mkfifo|mkdir|rmdir|rm|rm_r|rm_rf|rm_f|mv|cp|cp_r|install|touch|mkdir_p|ln|ln_s|ln_sf|remove_entry|copy_file|sysopen)$/;
const FILES = /^(?:::)?(?:File|IO|Dir|FileUtils|Pathname)\b/;
const NETWORK =
  /^(?:::)?(?:Net::(?:HTTP|FTP|SMTP|SSH|SCP|SFTP)|OpenURI|HTTParty|Faraday|RestClient|Excon|HTTP|HTTPX|Typhoeus|TCPSocket|UDPSocket|UNIXSocket|TCPServer|Socket|OpenSSL::SSL|Resolv|Aws|DRb)(?:::\w+)*$/;
const LOADING = /^(?:load|unsafe_load|unsafe_load_file|restore)$/;

/** Judges a call; undefined for what only computes. */
export function dangerOf(call: RubyUse): RubyDanger | undefined {
  return writes(call) ?? connects(call) ?? loadsCode(call) ?? looksUp(call) ?? reads(call);
}

function writes({ receiver, method, second, takesArguments }: RubyUse): RubyDanger | undefined {
  const ofFiles = FILES.test(receiver) || (receiver === "" && method === "open");
  const opens = /^(?:open|new|sysopen)$/.test(method) && second !== undefined && /^[wa]|\+/.test(second);
  const changes = WRITING.test(method) && (takesArguments || receiver.startsWith("Pathname"));
  if (!ofFiles || !(opens || changes)) return undefined;
  return { does: "changes files here, on the machine that deploys", severity: "high" };
}

function connects({ receiver, method, argument = "", takesArguments }: RubyUse): RubyDanger | undefined {
  const opensAddress = /^(?:open|parse_uri)$/.test(method) && /^https?:/.test(argument);
  const opensUri =
    /^(?:open|read)$/.test(method) &&
    (/^(?:::)?URI(?:\.parse)?\([^()]*\)$/.test(receiver) || (receiver === "URI" && takesArguments));
  const talks = NETWORK.test(receiver) && !/^(?:escape|encode|parse|const_defined\?)$/.test(method);
  if (!opensAddress && !opensUri && !talks) return undefined;
  return {
    does: "talks to the network here, with the secrets of the machine that deploys in reach",
    severity: "high",
  };
}

function loadsCode({ receiver, method, argument, takesArguments }: RubyUse): RubyDanger | undefined {
  if (
    /^(?:::)?(?:Marshal|Fiddle)\b/.test(receiver) ||
    (/^(?:YAML|Psych)$/.test(receiver) && LOADING.test(method) && method !== "load")
  )
    return { does: "builds objects of any class from data here", severity: "high" };
  if (/^(?:::)?RubyVM\b/.test(receiver))
    return { does: "runs compiled Ruby here that nobody can read", severity: "high" };
  if (receiver !== "" && receiver !== "Kernel") return undefined;
  if (method === "gemfile")
    return { does: "installs gems here, on the machine that deploys", severity: "high" };
  if (!/^(?:require|require_relative|load|autoload)$/.test(method) || !takesArguments) return undefined;
  if (argument === undefined) return undefined;
  if (/^(?:\/|~|\.\.\/\.\.\/\.\.\/)|\/tmp\//.test(argument))
    return { does: "loads Ruby from outside the repository here", severity: "high" };
  if (method === "require" && !argument.startsWith(".")) return undefined;
  return { does: "loads Ruby of the repository here that is not reviewed with it", severity: "medium" };
}

/** Methods and constants by a name that is computed could be any; ENV as a whole is every secret of the machine. */
function looksUp({ receiver, method, argument, takesArguments }: RubyUse): RubyDanger | undefined {
  const computed = takesArguments && argument === undefined;
  if (
    computed &&
    /^(?:send|__send__|public_send|const_get|instance_variable_get|define_method|method)$/.test(method)
  )
    return { does: "calls something here whose name is computed, so it can be anything", severity: "high" };
  if (receiver === "ENV" && /^(?:to_h|to_hash|to_a|inspect|to_s)$/.test(method))
    return { does: "takes all environment variables at once here, the secrets among them", severity: "high" };
  if (receiver === "ENV" && /^(?:each|each_pair|map|values|flat_map)$/.test(method))
    return {
      does: "goes through all environment variables here, the secrets among them",
      severity: "low",
    };
  return undefined;
}

/** Paths are mostly put together: `File.read(File.expand_path("~/.ssh/id_rsa"))`, `Pathname("~/.netrc").expand_path.read`. */
function reads({ receiver, method, written }: RubyUse): RubyDanger | undefined {
  const ofFiles = FILES.test(receiver) && /^(?:read|readlines|open|binread|foreach)$/.test(method);
  const ofData = /^(?:YAML|Psych|JSON)$/.test(receiver) && /^(?:safe_|unsafe_)?load_file$/.test(method);
  const ofEach = /^&(?:File|IO)\.method\(:(?:read|binread|readlines|foreach)\)/.test(written);
  if (!ofFiles && !ofData && !ofEach) return undefined;
  return namesOwnLogin(`${receiver} ${written}`)
    ? { does: "reads a key or credential of whoever deploys here", severity: "high" }
    : undefined;
}
