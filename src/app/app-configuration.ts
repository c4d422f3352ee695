/** The App's settings, by the names Probot uses, from environment variables. */
import { hkdfSync } from "node:crypto";
import { readFileSync } from "node:fs";

/** Everything the App needs to start. */
export interface AppConfiguration {
  readonly appId: number;
  readonly privateKey: string;
  readonly webhookSecret: string;
  readonly webhookPath: string;
  readonly apiUrl: string;
  readonly webUrl: string;
  readonly host: string;
  readonly port: number;
  readonly logLevel: string;
  readonly dataDir: string;
}

/** A setting that is missing or wrong; the message names the variable and says what to do. */
export class ConfigurationError extends Error {
  override readonly name = "ConfigurationError";
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads the settings. Throws ConfigurationError for the first one that is missing or wrong. */
export function readConfiguration(env: Environment): AppConfiguration {
  const host = env.GHE_HOST ?? "";
  const gitHub = host === "" ? undefined : `${env.GHE_PROTOCOL ?? "https"}://${host}`;
  return {
    appId: number("APP_ID", env.APP_ID, "the App's id, shown on its settings page"),
    privateKey: privateKey(env),
    webhookSecret: webhookSecret(env.WEBHOOK_SECRET),
    webhookPath: webhookPath(env.WEBHOOK_PATH ?? "/api/github/webhooks"),
    apiUrl: gitHub ? `${gitHub}/api/v3` : "https://api.github.com",
    webUrl: gitHub ?? "https://github.com",
    host: env.HOST ?? "localhost",
    port: number("PORT", env.PORT ?? "3000", "a port number"),
    logLevel: logLevel(env.LOG_LEVEL ?? "info"),
    dataDir: env.DATA_DIR ?? "data",
  };
}

function number(name: string, value: string | undefined, what: string): number {
  if (value === undefined || !/^\d+$/.test(value))
    throw new ConfigurationError(`${name} must be set to ${what}`);
  return Number(value);
}

/** What Probot falls back to: everybody knows it, so anybody could send events. */
const PROBOTS_DEFAULT_SECRET = "development";

function webhookSecret(secret: string | undefined): string {
  const advice = "set it to a long random text, the same as on the App's settings page";
  if (secret === undefined || secret === "")
    throw new ConfigurationError(`WEBHOOK_SECRET is not set: ${advice}`);
  if (secret === PROBOTS_DEFAULT_SECRET)
    throw new ConfigurationError(`WEBHOOK_SECRET is Probot's default, which everybody knows: ${advice}`);
  return secret;
}

function webhookPath(path: string): string {
  if (!/^\/[\w./-]*$/.test(path))
    throw new ConfigurationError("WEBHOOK_PATH must be a path that starts with a slash");
  return path;
}

const LOG_LEVELS = ["trace", "debug", "info", "warn", "error", "fatal", "silent"];

function logLevel(level: string): string {
  if (!LOG_LEVELS.includes(level))
    throw new ConfigurationError(`LOG_LEVEL must be one of ${LOG_LEVELS.join(", ")}`);
  return level;
}

/** PRIVATE_KEY may be the PEM itself, with `\n` for line breaks, or its base64; PRIVATE_KEY_PATH a file with it. */
function privateKey(env: Environment): string {
  const given = env.PRIVATE_KEY ?? "";
  const pem = given !== "" ? unwrapped(given) : readKeyFile(env.PRIVATE_KEY_PATH);
  if (!/^-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]+-----END [A-Z ]*PRIVATE KEY-----\s*$/.test(pem)) {
    const name = given !== "" ? "PRIVATE_KEY" : "PRIVATE_KEY_PATH";
    throw new ConfigurationError(
      `${name} does not hold a private key in PEM form; download one from the App's settings page`,
    );
  }
  return pem;
}

function unwrapped(key: string): string {
  const text = key.includes("-----BEGIN") ? key : Buffer.from(key, "base64").toString("utf8");
  return text.replaceAll("\\n", "\n");
}

function readKeyFile(path: string | undefined): string {
  if (path === undefined || path === "")
    throw new ConfigurationError("PRIVATE_KEY or PRIVATE_KEY_PATH must be set to the App's private key");
  try {
    return readFileSync(path, "utf8");
  } catch {
    throw new ConfigurationError("PRIVATE_KEY_PATH names a file that can't be read");
  }
}

/** The key that signs our comments: derived, so that there is no further secret to keep; changes with the private key. */
export function markerKey(configuration: Pick<AppConfiguration, "privateKey">): Uint8Array {
  return new Uint8Array(
    hkdfSync("sha256", configuration.privateKey, "", "kamal-review comment marker v1", 32),
  );
}
