/** The command line: picks the command, turns trouble into one line and an exit code. */
import { styleText } from "node:util";
import { EXIT, type ExitCode, UsageError } from "../cli/exit.ts";
import { EXPLAIN_USAGE, explain, listRules, RULES_USAGE } from "../cli/explain.ts";
import { GitError } from "../cli/git.ts";
import { PLAN_USAGE, plan } from "../cli/plan.ts";
import { SCAN_USAGE, scan, type Terminal } from "../cli/scan.ts";
import { shorten } from "../report/markdown.ts";
import { safeText } from "../report/redaction.ts";
import { traceOf } from "../source/error-trace.ts";
import { ConfigurationError } from "./app-configuration.ts";

const USAGE = `Usage:
  kamal-review scan [PATH]    review a Kamal deployment (kamal-review scan --help)
  kamal-review rules          list what is looked for (kamal-review rules --help)
  kamal-review explain RULE   say why a rule matters, with examples
  kamal-review plan [PATH]    show what Kamal would run, or what a branch changes (kamal-review plan --help)
  kamal-review serve          run the GitHub App (kamal-review serve --help)
`;

/** Characters of the one line: an argument that it quotes may be of any length and hold anything. */
const LONGEST_COMPLAINT = 500;

const terminal: Terminal = {
  write: (text) => process.stdout.write(text),
  paint: (style, text) => styleText(style, text, { stream: process.stdout }),
  columns: process.stdout.isTTY ? process.stdout.columns : undefined,
};

async function run([command, ...args]: readonly string[]): Promise<ExitCode> {
  const wantsHelp = args.includes("--help") || args.includes("-h");
  switch (command) {
    case "scan":
      return wantsHelp ? print(`${SCAN_USAGE}\n`) : scan(args, terminal);
    case "rules":
      return wantsHelp ? print(`${RULES_USAGE}\n`) : listRules(args, terminal);
    case "explain":
      return wantsHelp ? print(`${EXPLAIN_USAGE}\n`) : explain(args, terminal);
    case "plan":
      return wantsHelp ? print(`${PLAN_USAGE}\n`) : plan(args, terminal);
    case "serve":
      return runServer(wantsHelp);
    case undefined:
    case "help":
    case "--help":
    case "-h":
      return print(USAGE);
    default:
      throw new UsageError(`there is no command ${command}; kamal-review --help lists them`);
  }
}

/** The App's libraries take a moment to load, which a scan need not wait for. */
async function runServer(wantsHelp: boolean): Promise<ExitCode> {
  const { SERVE_USAGE, serve } = await import("./serve.ts");
  if (wantsHelp) return print(SERVE_USAGE);
  await serve();
  return EXIT.clean;
}

function print(text: string): ExitCode {
  terminal.write(text);
  return EXIT.clean;
}

/** Runs one command line and sets the exit code. */
export async function runCommandLine(args: readonly string[]): Promise<void> {
  try {
    process.exitCode = await run(args);
  } catch (error) {
    process.stderr.write(`kamal-review: ${shorten(safeText(complaint(error)), LONGEST_COMPLAINT)}\n`);
    process.exitCode = EXIT.failed;
  }
}

/** What a person can act on is said as it is; anything else is our fault and says where it happened. */
function complaint(error: unknown): string {
  if (error instanceof UsageError || error instanceof GitError || error instanceof ConfigurationError)
    return error.message;
  const where = traceOf(error, 1);
  const code = error instanceof Error && "code" in error ? ` (${String(error.code)})` : "";
  return `something went wrong${code}${where === "" ? "" : `,${where.replace(/^\s+at/, " at")}`}; please report it`;
}
