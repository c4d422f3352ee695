/** Calls of the languages' libraries by which text comes in: requests, files, the command line, questions. */
import { type Call, literalOf, optionOf } from "../../../documents/program/program.ts";

const REQUESTS =
  /^(?:Net\.HTTP\.(?:get|get_response|post|post_form)|Net\.HTTP\.(?:start|new)|URI\.(?:open|parse\.open|parse\.read)|OpenURI\.\w+|HTTParty\.\w+|Faraday\.(?:get|post|put|new)|RestClient\.\w+|Excon\.(?:get|post)|HTTP\.(?:get|post)|HTTPX\.get|Down\.(?:download|open)|requests\.(?:get|post|put|request)|httpx\.(?:get|post|request|stream)|urllib\.request\.(?:urlopen|urlretrieve)|urllib2\.urlopen|urlopen|aiohttp\.\w+|fetch|globalThis\.fetch|node-fetch(?:\.default)?|axios(?:\.(?:get|post|request))?|got(?:\.(?:get|post|stream))?|undici\.(?:fetch|request)|https?\.(?:get|request)|ky(?:\.get)?|needle(?:\.get)?)$/;

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
  if (isProgram || (method === "action" && receiver?.kind === "call")) return true;
  // `c.action do |global, options, args|` of GLI and Commander
  return method === "action" && receiver?.kind === "name" && call.arguments.length === 0;
}

/** Where a script says what runs it, and what it imports. */
const MAX_HEAD = 400;

/** True for what the person who starts the script types. */
export function readsInput({ path, method, receiver, source }: Call): boolean {
  if (path === "question") return /\bzx\b/.test(source.text.slice(0, MAX_HEAD)); // which its scripts have without asking
  const asks = receiver?.kind === "call" && /(?:Prompt|HighLine)\.new$/.test(receiver.call.path);
  if (asks) return /^(?:ask|multiline)$/.test(method);
  return /^(?:gets|readline|readlines|input|raw_input|(?:\$stdin|STDIN|ARGF|sys\.stdin|\$<|process\.stdin)\.\w+|prompt|prompts(?:\.default)?|(?:inquirer|enquirer)(?:\.default)?\.prompt|@inquirer\/(?:prompts\.)?(?:input|editor|search)|@clack\/prompts\.text|(?:rich\.prompt\.)?Prompt\.ask|(?:\w*prompt|cli|shell|highline|hl)\.(?:ask|multiline)|ask|(?:Readline|Reline)\.readline|IO\.console\.\w+|CLI\.UI\.(?:ask|prompt)|questionary\.(?:text|path|autocomplete|prompt)|\w*(?:rl|readline|reader)\w*\.question|zx\.question|Bun\.stdin\.\w+|Kernel\.gets)$/.test(
    path,
  );
}
