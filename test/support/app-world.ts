/** An embedded GitHub with the App beside it, talking over real HTTP; every request is checked against GitHub's schemas. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { type EmbeddedGitHub, startEmbeddedGitHub } from "../../emulator/embedded-github.ts";
import { type AppOverrides, type RunningApp, startApp } from "../../src/app/app.ts";
import type { AppConfiguration } from "../../src/app/app-configuration.ts";
import { createLogger } from "../../src/app/log.ts";
import { contractFetch } from "../contract/github-requests.ts";

/** See the module comment. */
export interface AppWorld {
  readonly github: EmbeddedGitHub;
  readonly app: RunningApp;
  readonly configuration: AppConfiguration;
  /** Lines the App has logged. */
  readonly log: readonly string[];
  /** What GitHub would have refused in the App's requests. */
  violations(): readonly string[];
  /** Resolves when webhooks are delivered and reviews done. */
  settled(): Promise<void>;
  /** Ends the App as a signal would and starts another one on the same data. */
  restartApp(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts both. Tests that need another pace or another network say so. */
export async function startAppWorld(overrides: AppOverrides = {}): Promise<AppWorld> {
  const github = await startEmbeddedGitHub();
  const dataDir = await mkdtemp(join(tmpdir(), "kamal-review-test-"));
  const configuration = configurationFor(github, dataDir);
  const log: string[] = [];
  const checkedFetch = contractFetch();
  const start = async (): Promise<RunningApp> => {
    const logger = createLogger("debug", lineSink(log));
    const app = await startApp(configuration, {
      pace: "unlimited",
      fetch: checkedFetch,
      retryAfter: [10],
      logger,
      ...overrides,
    });
    github.deliverWebhooksTo(app.url + configuration.webhookPath);
    return app;
  };
  let app = await start();
  return {
    github,
    configuration,
    log,
    get app() {
      return app;
    },
    violations: () => checkedFetch.violations,
    settled: () => settle(github, app),
    restartApp: async () => {
      await app.stop();
      app = await start();
    },
    stop: async () => {
      await settle(github, app);
      await app.stop();
      await github.close();
      await rm(dataDir, { recursive: true });
    },
  };
}

/** What the App's own writes trigger must arrive too, hence the second round. */
async function settle(github: EmbeddedGitHub, app: RunningApp): Promise<void> {
  for (let round = 0; round < 2; round++) {
    await github.settled();
    await app.idle();
  }
}

/** As the environment GHE_HOST would give it: the embedded GitHub answers below /api/v3 too. */
export function configurationFor(github: EmbeddedGitHub, dataDir: string): AppConfiguration {
  return {
    appId: github.app.id,
    privateKey: github.app.privateKey,
    webhookSecret: github.app.webhookSecret,
    webhookPath: "/api/github/webhooks",
    apiUrl: `${github.url}/api/v3`,
    webUrl: github.url,
    host: "127.0.0.1",
    port: 0,
    logLevel: "debug",
    dataDir,
  };
}

function lineSink(lines: string[]): Writable {
  return new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString());
      done();
    },
  });
}
