/** Whether a program takes what another one prints, so that it isn't shown. */
import { type Call, type Expression, optionOf, type ProgramLanguage, pathOf } from "./program.ts";

/** True for a call that gives back what the program prints, instead of showing it. */
export function takesOutput(call: Call, language: ProgramLanguage): boolean {
  if (language === "ruby")
    return (
      RUBY.test(call.path) ||
      (call.receiver !== undefined && call.method === "exec!") ||
      goesElsewhere(optionOf(call, "out"))
    );
  if (language === "python")
    return PYTHON.test(call.path) || isPiped(optionOf(call, "stdout")) || isSet(call);
  return JAVASCRIPT.test(call.path) && !goesOn(optionOf(call, "stdio"));
}

const RUBY = /^(?:`|Open3\.(?:capture(?:2e?|3)|popen(?:2e?|3)|pipeline_r\w*)|IO\.popen|capture)$/;

const PYTHON = /^(?:os\.popen|subprocess\.(?:check_output|getoutput|getstatusoutput)|commands\.getoutput)$/;

const JAVASCRIPT = /^child_process\.(?:exec|execFile|spawn)(?:Sync)?$/;

/** `out: File::NULL`, `out: "tmp/build.log"` */
function goesElsewhere(out: Expression | undefined): boolean {
  if (!out) return false;
  const stream = out.kind === "constant" ? out.text : (pathOf(out) ?? "");
  return !/^(?:\$std(?:out|err)|STD(?:OUT|ERR)|:(?:out|err)|[12])$/.test(stream);
}

function isPiped(stream: Expression | undefined): boolean {
  return /^(?:subprocess\.)?(?:PIPE|DEVNULL)$/.test(pathOf(stream) ?? "");
}

function isSet(call: Call): boolean {
  const option = optionOf(call, "capture_output");
  return option?.kind === "constant" && option.text === "True";
}

/** `stdio: "inherit"`, `stdio: ["ignore", "inherit", "pipe"]`: the output goes where the script's own goes. */
function goesOn(stdio: Expression | undefined): boolean {
  const text = stdio
    ? stdio.source.text.slice(stdio.span.start, Math.min(stdio.span.end, stdio.span.start + 80))
    : "";
  return /inherit|stdout/.test(text) || (stdio !== undefined && !/^["'[]/.test(text));
}
