import type { PlanOptions } from "../documents/kamal/plan/plan.ts";
import { plannedDeployment } from "../documents/kamal/plan/planned-deployment.ts";
import { NAMING_WORDING, PLACEHOLDER_WORDING } from "../documents/kamal/plan/wording.ts";
import { changesJson, changesText } from "../report/plan-changes-text.ts";
import { planJson } from "../report/plan-json.ts";
import { planText } from "../report/plan-terminal.ts";
import { safeText } from "../report/redaction.ts";
import type { Paint } from "../report/terminal.ts";
import { hiddenValues } from "../review/hidden-values.ts";
import { RULES } from "../rules/index.ts";
import { EXIT, type ExitCode, UsageError } from "./exit.ts";
import { oneOf, readArguments } from "./options.ts";
import { changesSince } from "./plan-changes-since.ts";
import { detectedMajor, readDeployment } from "./read-deployment.ts";
import type { Terminal } from "./scan.ts";

/** Help of the command. */
export const PLAN_USAGE = `kamal-review plan [PATH=.] [--destination NAME] [--base REF] [--version TAG] [--kamal 1|2] [--format text|json]

Shows the commands Kamal would run for PATH, a repository with config/deploy.yml in it or a deploy file. Nothing is run and no
secret is looked up. With --base, shows what the commit checked out there changes on the servers since its common ancestor with
REF. --kamal says which major version reads the file; otherwise it is detected. Exit code 0: there is a plan, or the reason why
there is none; 2: the input could not be read.`;

const FORMATS = ["text", "json"] as const;

/** Stands for the tag of the image when none is given. */
const SOME_VERSION = "<version>";

interface CommandOptions {
  readonly path: string;
  readonly destination: string | undefined;
  readonly base: string | undefined;
  readonly version: string;
  readonly kamal: 1 | 2 | undefined;
  readonly format: (typeof FORMATS)[number];
}

/** Runs the command. Throws UsageError and GitError for what the person has to change. */
export async function plan(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const options = readOptions(args);
  const text =
    options.base === undefined
      ? await planReport(options, terminal.paint)
      : await changesReport(options, options.base, terminal.paint);
  terminal.write(text);
  return EXIT.clean;
}

async function planReport(options: CommandOptions, paint: Paint): Promise<string> {
  const { files, destination, others, folder } = await readDeployment(options.path, options.destination);
  const asJson = options.format === "json";
  const wording = asJson ? PLACEHOLDER_WORDING : NAMING_WORDING;
  const written = await hiddenValues([files.base, ...(files.over ? [files.over] : [])], RULES);
  const planOptions: PlanOptions = {
    version: options.version,
    major: options.kamal ?? (await detectedMajor(files, folder)) ?? 2,
    destination,
    wording: { ...wording, written },
  };
  const planned = plannedDeployment(files, planOptions);
  if (asJson) return planJson(planned, planOptions);
  return planText(planned, planOptions, paint) + (destination === undefined ? choice(others) : "");
}

/** Many bases are never deployed by themselves. */
function choice(destinations: readonly string[]): string {
  if (destinations.length === 0) return "";
  return `\nThis is the base by itself. Choose a destination with --destination: ${destinations.map(safeText).join(", ")}\n`;
}

async function changesReport(options: CommandOptions, ref: string, paint: Paint): Promise<string> {
  const { changes, failures } = await changesSince(ref, options.path, options.destination);
  return options.format === "json" ? changesJson(changes, failures) : changesText(changes, failures, paint);
}

function readOptions(args: readonly string[]): CommandOptions {
  const { values, positionals } = readArguments(args, {
    destination: { type: "string", short: "d" },
    base: { type: "string" },
    version: { type: "string" },
    kamal: { type: "string" },
    format: { type: "string", default: "text" },
  });
  if (positionals.length > 1) throw new UsageError("plan takes one path");
  if (values.destination !== undefined && !/^[^/\\\0]+$/.test(values.destination))
    throw new UsageError("--destination must be the name of a destination, such as staging");
  return {
    path: positionals[0] ?? ".",
    destination: values.destination,
    base: values.base,
    version: values.version ?? SOME_VERSION,
    kamal: values.kamal === undefined ? undefined : MAJORS[oneOf(["1", "2"], values.kamal, "--kamal")],
    format: oneOf(FORMATS, values.format, "--format"),
  };
}

const MAJORS = { "1": 1, "2": 2 } as const;
