/** How the result of a library's call follows from what it is given, in Ruby, Python and JavaScript. */
import type { Call } from "../../../documents/program/program.ts";

/** Alternatives of a pattern, with blanks between them. */
function either(...lists: readonly string[]): string {
  return lists.flatMap((list) => list.trim().split(/\s+/)).join("|");
}

/** Results that nobody can choose. */
const SETTLED_METHODS = new RegExp(
  `^(?:${either(
    // numbers, and what is counted
    "to_i to_f Integer Float int float Number parseInt parseFloat BigInt abs round sum len length size count index",
    "range xrange times upto downto step randint",
    // answers to yes-or-no questions
    "bool Boolean exists existsSync is_file is_dir isdigit startswith startsWith endswith endsWith includes test kind_of is_a",
    // digests and encodings that only hold letters and digits
    "hash hexdigest base64digest digest sha1 sha256 md5 strict_encode64 urlsafe_encode64 b64encode",
    // names that the machine makes up
    "mktmpdir mkdtemp(?:Sync)? mkstemp tmpdir gettempdir NamedTemporaryFile TemporaryDirectory",
    "token_hex token_urlsafe randomUUID uuid4 uuid hex",
    // the machine, its users and processes, the database of the configuration
    String.raw`current_database pid getpid success\? exitstatus returncode system nprocessors cpus gethostname getuser getlogin ip_port`,
    // times
    "now utcnow today localtime gmtime time mtime strftime isoformat toISOString iso8601",
    // the end
    "abort exit!? raise fail throw die",
  )})$|\\?$`,
);

/** Modules and classes whose results nobody can choose. */
const SETTLED_PATHS = new RegExp(
  `^(?:${either(
    "Time Date DateTime datetime time Date\\.now new\\sDate performance",
    String.raw`SecureRandom Random random Math uuid secrets\.(?:token_\w+|choice|randbelow|randbits|SystemRandom|compare_digest)`,
    String.raw`Digest hashlib crypto\.(?:randomBytes|randomUUID|createHash)`,
    String.raw`Tempfile tempfile Dir\.(?:pwd|home|tmpdir|mktmpdir)`,
    String.raw`Process Etc Socket socket TCPServer Rails RbConfig platform getpass process\.(?:cwd|pid|uptime|hrtime)`,
    String.raw`os\.(?:getpid|getcwd|cpu_count|getuid|getgid|uname|tmpdir|homedir|hostname|platform|system)`,
    // what refuses everything but versions and addresses
    String.raw`Gem\.Version Gem::Version packaging\.version\.(?:Version|parse) IPAddr ipaddress`,
    String.raw`semver\.(?:valid|clean|coerce|parse|inc|SemVer|VersionInfo\.parse|Version\.parse)`,
    // the exit status
    String.raw`subprocess\.(?:call|check_call)`,
    // where the script lies
    String.raw`url\.fileURLToPath fileURLToPath`,
  )})(?:[.:(]|$)`,
);

/** Modules whose functions only work on what they are given. */
const COMPUTING = new RegExp(
  `^(?:${either(
    "File Pathname Path pathlib path os\\.path posixpath Dir FileUtils",
    "JSON json yaml YAML Psych toml tomllib ERB Buffer Base64 base64 html",
    "Shellwords shlex URI CGI urllib\\.parse querystring textwrap",
    "Object Array Hash Set String Kernel str list dict tuple set re util itertools functools",
    "new\\s(?:URL|URLSearchParams|Set|Map|Array|String|TextDecoder)",
    "sorted reversed enumerate zip map filter format sprintf print puts",
  )})(?:\\.|$)`,
);

/** Methods whose result is made of what they are called on, or given. */
const PASSING = new RegExp(
  `^(?:${either(
    // pieces of texts
    "strip lstrip rstrip chomp chop squish trim trimEnd trimStart split rsplit splitlines lines chars bytes",
    "partition rpartition slice substring substr at charAt delete(?:_prefix|_suffix)? remove(?:prefix|suffix)",
    "match exec group groups captures named_captures scan findall",
    // texts in another form
    "gsub!? sub!? tr replace(?:All)? reverse concat join format % padStart padEnd",
    "down_?case up_?case capitalize lower upper title toLowerCase toUpperCase encode decode force_encoding quote escape",
    "to_s to_a to_h to_sym to_json to_yaml to_query to_str to_path toString String str inspect pretty_inspect text json",
    // the same text in colour
    "black red green yellow blue magenta cyan white gr[ae]y bold dim italic underline inverse style colored colorize",
    // elements of lists and tables
    String.raw`first last head tail fetch dig get values? keys values_at items entries pop shift sample min max \[\]`,
    "map flat_?map filter_map collect each\\w* for_?Each select filter reject find detect grep product each_slice",
    "take drop rotate cycle compact uniq sort\\w* flatten zip with_index",
    // paths
    "expand_path expanduser resolve realpath dirname basename joinpath relative sub_ext as_posix",
    // what was read or answered
    "read readlines? read_body body stdout communicate parse load loads safe_load value result",
    // the same thing again
    String.raw`then catch finally tap presence itself dup clone freeze call yield_self \(\) new ask unsafe_ask`,
  )})$`,
);

/** How a call's result follows from what it is given. */
export type Effect = "settled" | "passing" | "unknown";

/** See Effect; downloads, files and started programs are told apart before. */
export function effectOfCall(call: Call): Effect {
  const { method, path } = call;
  if (SETTLED_METHODS.test(method) || SETTLED_PATHS.test(path)) return "settled";
  return PASSING.test(method) || COMPUTING.test(path) ? "passing" : "unknown";
}

/** True for a module or class that only works on what it is given. */
export function computes(path: string): boolean {
  return COMPUTING.test(path);
}
