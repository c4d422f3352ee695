/** Where the story plays: an embedded GitHub, the App beside it, and a repository with a sound Kamal setup. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type EmbeddedGitHub, startEmbeddedGitHub } from "../emulator/embedded-github.ts";
import type { Repository } from "../emulator/repository.ts";
import { type RunningApp, startApp } from "../src/app/app.ts";
import { createLogger } from "../src/app/log.ts";
import { CHECK_NAME } from "../src/github/check-run.ts";
import { SOUND_SETUP } from "./sound-setup.ts";

/** See the module comment. */
export interface Stage {
  readonly github: EmbeddedGitHub;
  readonly app: RunningApp;
  readonly repository: Repository;
  /** Resolves when every webhook is delivered and every review done. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** Sets the stage. The App gets its events as signed webhooks over HTTP and answers through the REST API. */
export async function setStage(port = 0): Promise<Stage> {
  const github = await startEmbeddedGitHub({ port });
  const dataDir = await mkdtemp(join(tmpdir(), "kamal-review-demo-"));
  const app = await startApp(
    {
      appId: github.app.id,
      privateKey: github.app.privateKey,
      webhookSecret: github.app.webhookSecret,
      webhookPath: "/api/github/webhooks",
      apiUrl: `${github.url}/api/v3`,
      webUrl: github.url,
      host: "127.0.0.1",
      port: 0,
      logLevel: "silent",
      dataDir,
    },
    { pace: "unlimited", logger: createLogger("silent") },
  );
  github.deliverWebhooksTo(`${app.url}/api/github/webhooks`);
  const repository = await github.createRepository({
    name: "shop",
    private: true,
    files: SOUND_SETUP,
    collaborators: { wim: "push" },
  });
  await repository.protect("main", { checks: [{ context: CHECK_NAME, appId: github.app.id }] });
  return {
    github,
    app,
    repository,
    settled: async () => {
      for (let round = 0; round < 2; round++) {
        await github.settled();
        await app.idle();
      }
    },
    close: async () => {
      await app.stop();
      await github.close();
      await rm(dataDir, { recursive: true });
    },
  };
}
