/** Ruby's clients told to print each request with its headers, where these carry a login. */
import type { Call, Program } from "../../../documents/program/program.ts";
import type { Problem } from "../../../engine/rule.ts";

const LOGIN = /authorization|basic_auth|private-token|api-?key|access-token/i;

/** `http.set_debug_output($stdout)`, `debug_output $stdout`, `response :logger, nil, headers: true`. */
export function* tracedRequests({ calls, language, source }: Program): Iterable<Problem> {
  if (language !== "ruby" || !LOGIN.test(source.text)) return;
  for (const call of calls)
    if (traces(call))
      yield {
        at: call,
        subject: call.method,
        severity: "medium",
        message: `\`${call.method}\` prints each request here, with the login in its headers.`,
      };
}

function traces({ method, arguments: [first], options }: Call): boolean {
  if (/^(?:set_)?debug_output$/.test(method)) return first !== undefined;
  if (method !== "response" || first?.kind !== "constant" || first.text !== ":logger") return false;
  return options.some(
    ({ key, value }) => key === "headers" && value.kind === "constant" && value.text === "true",
  );
}
