/** Structured log lines on standard output. The only file that configures pino. */
import { type DestinationStream, type Logger, pino } from "pino";
import { safeText } from "../report/redaction.ts";
import { traceOf } from "../source/error-trace.ts";

/** A logger whose errors never carry a webhook's payload, a request's body or a token. */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: null,
    serializers: { err: describeError, error: describeError },
    redact: ["*.token", "*.privateKey", "*.secret"],
  };
  return destination ? pino(options, destination) : pino(options);
}

/** What is worth knowing about an error: kind, status, a masked message, our own frames of the stack. */
function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return { type: typeof error };
  const inner = error instanceof AggregateError ? error.errors.map(describeError) : undefined;
  return {
    type: error.name,
    ...("status" in error ? { status: error.status } : {}),
    message: safeText(error.message).slice(0, 300),
    ...(inner ? { errors: inner } : { stack: traceOf(error, 8) }),
  };
}
