/** `kamal-review serve`: runs the App until it is told to stop. */
import { startApp } from "./app.ts";
import { ConfigurationError, readConfiguration } from "./app-configuration.ts";

/** Help of the command. */
export const SERVE_USAGE = `kamal-review serve

Runs the GitHub App. Settings come from the environment, by the names Probot uses:
  APP_ID                             id of the App
  PRIVATE_KEY or PRIVATE_KEY_PATH    its private key, as text or as a file
  WEBHOOK_SECRET                     the secret webhooks are signed with
  WEBHOOK_PATH                       default /api/github/webhooks
  GHE_HOST, GHE_PROTOCOL             for GitHub Enterprise Server
  HOST, PORT                         default localhost, 3000
  LOG_LEVEL                          default info
  DATA_DIR                           where unfinished work is kept, default ./data
`;

/** Starts the App and returns when a signal has ended it. Throws ConfigurationError for settings that are wrong. */
export async function serve(): Promise<void> {
  const app = await startApp(readConfiguration(process.env)).catch((error: unknown) => {
    throw asConfigurationError(error);
  });
  await new Promise<void>((resolve) => {
    process.once("SIGTERM", resolve);
    process.once("SIGINT", resolve);
  });
  await app.stop();
}

/** Trouble with the port or the data folder is the operator's to mend. */
function asConfigurationError(error: unknown): unknown {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "EADDRINUSE") return new ConfigurationError("PORT is in use by another program");
  if (code === "EACCES" || code === "EROFS" || code === "ENOENT")
    return new ConfigurationError("DATA_DIR or PORT can't be used: permission denied");
  return error;
}
