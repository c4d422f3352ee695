/** Calls of the languages' libraries whose result is known in kind: harmless, from the network, from a file, made harmless. */
import { type Call, type Expression, literalOf, optionOf } from "../../../documents/program/program.ts";
import { isStrictPattern } from "../../../documents/program/strict-pattern.ts";

/** What a value is used for; what makes it harmless depends on it. */
export type Use = "shell" | "path" | "code";

/** Results that nobody can choose: numbers, dates, answers to yes-or-no questions, names the machine makes up. */
const SETTLED_METHODS =
  /^(?:to_i|to_f|range|xrange|times|upto|downto|step|Integer|Float|int|float|bool|len|abs|round|Number|Boolean|parseInt|parseFloat|BigInt|length|size|count|sum|index|hash|hexdigest|base64digest|digest|sha1|sha256|md5|pid|getpid|success\?|exitstatus|returncode|mktmpdir|mkdtemp(?:Sync)?|tmpdir|gettempdir|NamedTemporaryFile|TemporaryDirectory|mkstemp|token_hex|token_urlsafe|randomUUID|uuid4|uuid|hex|nprocessors|gethostname|getuser|getlogin|now|utcnow|today|localtime|gmtime|time|strftime|isoformat|toISOString|iso8601|cpus|mtime|is_file|is_dir|exists|existsSync|startswith|startsWith|endswith|endsWith|includes|test|isdigit|system|kind_of|is_a|randint|strict_encode64|urlsafe_encode64|b64encode|abort|exit!?|raise|fail|throw|die)$|\?$/;

const SETTLED_PATHS =
  /^(?:Time|Date|DateTime|IPAddr|Gem\.Version|Gem::Version|ipaddress\.ip_(?:address|network|interface)|SecureRandom|Tempfile|Process|Etc|Socket|Rails|RbConfig|Digest|Dir\.(?:pwd|home|tmpdir|mktmpdir)|datetime|time|uuid|secrets\.(?:token_\w+|choice|randbelow|randbits|SystemRandom|compare_digest)|hashlib|packaging\.version\.(?:Version|parse)|semver\.(?:valid|clean|coerce|parse|inc|SemVer|VersionInfo\.parse|Version\.parse)|ipaddress|tempfile|getpass|platform|socket|os\.(?:getpid|getcwd|cpu_count|getuid|getgid|uname|tmpdir|homedir|hostname|platform|system)|process\.(?:cwd|pid|uptime|hrtime)|crypto\.(?:randomBytes|randomUUID|createHash)|performance|Math|Random|random|new Date|Date\.now|subprocess\.(?:call|check_call)|url\.fileURLToPath|fileURLToPath)(?:[.:(]|$)/;

/** Modules whose functions only work on what they are given. */
const COMPUTING =
  /^(?:File|Pathname|path|os\.path|pathlib|posixpath|JSON|json|yaml|YAML|Psych|toml|tomllib|Shellwords|shlex|URI|CGI|Base64|base64|ERB|Object|Array|Hash|String|Set|re|util|itertools|functools|textwrap|html|urllib\.parse|querystring|Buffer|FileUtils|Dir|new (?:URL|URLSearchParams|Set|Map|Array|String|TextDecoder)|Path|str|list|dict|tuple|set|sorted|reversed|enumerate|zip|map|filter|format|sprintf|print|puts|Kernel|String)(?:\.|$)/;

const PASSING =
  /^(?:strip|lstrip|rstrip|chomp|chop|squish|split|rsplit|splitlines|partition|rpartition|first|last|head|tail|map|flat_?map|filter_map|collect|each\w*|for_?Each|select|filter|reject|find|detect|grep|product|each_slice|partition|take|drop|rotate|cycle|compact|uniq|sort\w*|reverse|flatten|zip|with_index|join|concat|gsub!?|sub!?|tr|replace(?:All)?|delete(?:_prefix|_suffix)?|remove(?:prefix|suffix)|down_?case|up_?case|capitalize|lower|upper|title|toLowerCase|toUpperCase|to_s|to_a|to_h|to_sym|to_json|to_yaml|pretty_inspect|to_query|to_str|toString|String|str|inspect|format|%|fetch|dig|get|values?|keys|values_at|items|entries|pop|shift|sample|min|max|trim|trimEnd|trimStart|slice|substring|substr|at|charAt|padStart|padEnd|decode|encode|force_encoding|lines|readlines?|chars|bytes|text|json|body|read|read_body|stdout|communicate|parse|load|loads|safe_load|then|catch|finally|tap|presence|itself|dup|clone|freeze|to_path|match|exec|group|groups|captures|named_captures|scan|findall|\(\)|\[\]|call|yield_self|expand_path|expanduser|resolve|realpath|dirname|basename|joinpath|relative|sub_ext|as_posix|quote|escape|value|result|new|ask|unsafe_ask)$/;

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

const QUOTING =
  /^(?:Shellwords\.(?:escape|shellescape|join|shelljoin)|shlex\.(?:quote|join)|pipes\.quote|shell-quote\.quote|shell-escape(?:\.\w+)?|shescape\.\w+)$/;

const PERCENT_ENCODING =
  /^(?:CGI\.escape|URI\.encode_www_form(?:_component)?|URI\.encode_uri_component|ERB\.Util\.url_encode|urllib\.parse\.(?:quote|quote_plus|urlencode)|encodeURIComponent)$/;

const LAST_NAME =
  /^(?:File\.basename|os\.path\.basename|path\.basename|path\.posix\.basename|ntpath\.basename)$/;

/** True for a call whose result is harmless for a use, whatever it was given. */
export function makesHarmless(call: Call, use: Use): boolean {
  const { path, method } = call;
  if (leavesOnlyWords(call) || matchesStrictly(call) || picksFromList(call)) return true;
  if (PERCENT_ENCODING.test(path)) return use !== "code";
  if (use === "shell")
    return (
      QUOTING.test(path) ||
      /^(?:shellescape|shelljoin|shell_escape|shellEscape|shellQuote|escapeShellArg|escapeshellarg)$/.test(
        method,
      )
    );
  if (use === "path")
    return LAST_NAME.test(path) || /^(?:basename|secure_filename|parameterize|sanitize)$/.test(method);
  return /^(?:literal_eval)$/.test(method);
}

/** `name.presence_in(NAMES)` gives one of the list, or nothing. */
function picksFromList({ method, arguments: values }: Call): boolean {
  return method === "presence_in" && values.length === 1;
}

/** `re.fullmatch(r"v(\d+)", x)`, `x.match(/\Av\d+\z/)`, `/^v\d+$/.exec(x)`: whatever is found is harmless. */
function matchesStrictly({ path, method, receiver, arguments: values }: Call): boolean {
  const [first] = values;
  const writtenAs = (one: Expression | undefined): string =>
    one ? one.source.text.slice(one.span.start, Math.min(one.span.end, one.span.start + MAX_PATTERN)) : "";
  if (/^re\.(?:fullmatch|match|search)$/.test(path))
    return isStrictPattern(writtenAs(first), method === "fullmatch", method === "match");
  if (/^(?:slice|scan)!?$/.test(method) && /^(?:\/|%r)/.test(writtenAs(first)))
    return isStrictPattern(writtenAs(first), true);
  const pattern = method === "match" ? first : method === "exec" ? receiver : undefined;
  return pattern?.kind === "constant" && isStrictPattern(writtenAs(pattern));
}

/** Longer patterns are no plain checks. */
const MAX_PATTERN = 200;

/** `gsub(/[^\w-]/, "")`, `tr("^a-z", "_")`, `re.sub(r"[^a-z]", "", x)`, `slugify(x)`. */
function leavesOnlyWords(call: Call): boolean {
  const { method, path, arguments: values } = call;
  if (/^(?:parameterize|slugify|slugify\.default)$/.test(method)) return true;
  const [first] = values;
  if (!first) return false;
  const written = first.source.text.slice(first.span.start, Math.min(first.span.end, first.span.start + 80));
  if (/^(?:gsub!?|replace(?:All)?)$/.test(method) || path === "re.sub")
    return /^r?["'/]\[\^[\w\\.:/@ -]+\]\+?["'/]/.test(written) && !/\\s/.test(written);
  return /^(?:tr|delete|tr_s)!?$/.test(method) && /^["']\^[\w\\.:/@-]+["']$/.test(written);
}

const REQUESTS =
  /^(?:Net\.HTTP\.(?:get|get_response|post|post_form)|Net\.HTTP\.(?:start|new)|URI\.(?:open|parse\.open|parse\.read)|OpenURI\.\w+|HTTParty\.\w+|Faraday\.(?:get|post|put|new)|RestClient\.\w+|Excon\.(?:get|post)|HTTP\.(?:get|post)|HTTPX\.get|Down\.(?:download|open)|requests\.(?:get|post|put|request)|httpx\.(?:get|post|request)|urllib\.request\.(?:urlopen|urlretrieve)|urllib2\.urlopen|urlopen|aiohttp\.\w+|fetch|globalThis\.fetch|node-fetch(?:\.default)?|axios(?:\.(?:get|post|request))?|got(?:\.(?:get|post|stream))?|undici\.(?:fetch|request)|https?\.(?:get|request)|ky(?:\.get)?|needle(?:\.get)?)$/;

/** True for a request whose answer is text of somebody else. */
export function isRequest(call: Call): boolean {
  const path = call.path.replace(/::/g, ".");
  const address = literalOf(call.arguments[0]) ?? "";
  const opensAddress = /^(?:open|Kernel\.open)$/.test(path) && /^https?:\/\//.test(address);
  const { receiver: of } = call;
  const opensUri =
    /^(?:open|read)$/.test(call.method) && of?.kind === "call" && /^(?:URI|URI\.parse)$/.test(of.call.path);
  return (REQUESTS.test(path) || opensAddress || opensUri) && !isLocalAddress(address);
}

/** An address of this machine. */
export function isLocalAddress(address: string): boolean {
  return /^(?:https?:\/\/)?(?:localhost|127\.\d+\.\d+\.\d+|0\.0\.0\.0|\[::1\])(?:[:/]|$)/.test(address);
}

const FILE_READS =
  /^(?:File\.(?:read|open|readlines|foreach|new|binread)|IO\.(?:read|readlines|copy_stream)|Pathname|YAML\.(?:load_file|safe_load_file|unsafe_load_file)|JSON\.load_file|open|Path|pathlib\.Path|fs\.(?:readFileSync|readFile|promises\.readFile|createReadStream|openAsBlob)|Bun\.file|Deno\.(?:readTextFile|readTextFileSync)|require|yaml\.load_file)$/;

/** True for a call that reads a file it is given. */
export function isFileRead(call: Call): boolean {
  return FILE_READS.test(call.path) || /^(?:read_text|read_bytes)$/.test(call.method);
}

/** True for a call that lists names of files. */
export function listsFiles({ path, method }: Call): boolean {
  return (
    /^(?:Dir\.(?:glob|children|entries|each_child|\[\])|os\.(?:listdir|scandir|walk)|glob\.(?:glob|iglob|globSync)|fs\.(?:readdirSync|readdir|promises\.readdir)|globSync|fast-glob(?:\.\w+)?)$/.test(
      path,
    ) || /^(?:iterdir|rglob|glob)$/.test(method)
  );
}

const OPTION_READERS =
  /^(?:yargs(?:\.\w+)*\.(?:argv|parse|parseSync)|util\.parseArgs|parseArgs|minimist|mri|arg|meow|getopts|command-line-args|commandLineArgs|Slop\.parse|Optimist(?:\.|::)options|Trollop(?:\.|::)options|docopt(?:\.docopt)?|(?:typer|click)\.(?:prompt|get_current_context))$/;

/** True for a call that takes the command line apart, with a library for it. */
export function readsCommandLine(call: Call): boolean {
  const { path, method, receiver } = call;
  if (/^parse!?$/.test(method) && optionOf(call, "into")) return true;
  if (/^parse_(?:known_)?args$/.test(method) || OPTION_READERS.test(path)) return true;
  if (/(?:^|\.)(?:opts?|parser|op|o)\.on$/.test(path)) return true;
  const isProgram =
    /^(?:program|commander(?:\.program)?|cli|cmd|command)\.(?:opts|optsWithGlobals|action)$/.test(path);
  if (method === "command" && call.arguments.length > 1) return receiver !== undefined; // of yargs, with a handler
  return isProgram || (method === "action" && receiver?.kind === "call");
}

/** True for what the person who starts the script types. */
export function readsInput({ path, method, receiver }: Call): boolean {
  const asks = receiver?.kind === "call" && /(?:Prompt|HighLine)\.new$/.test(receiver.call.path);
  if (asks) return /^(?:ask|multiline)$/.test(method);
  return /^(?:gets|readline|readlines|input|raw_input|(?:\$stdin|STDIN|ARGF|sys\.stdin|\$<|process\.stdin)\.\w+|prompt|prompts(?:\.default)?|(?:inquirer|enquirer)(?:\.default)?\.prompt|@inquirer\/(?:prompts\.)?(?:input|editor|search)|@clack\/prompts\.text|(?:rich\.prompt\.)?Prompt\.ask|(?:\w*prompt|cli|shell|highline|hl)\.(?:ask|multiline)|ask|(?:Readline|Reline)\.readline|IO\.console\.\w+|CLI\.UI\.(?:ask|prompt)|questionary\.(?:text|path|autocomplete|prompt)|\w*(?:rl|readline|reader)\w*\.question|Bun\.stdin\.\w+|Kernel\.gets)$/.test(
    path,
  );
}
