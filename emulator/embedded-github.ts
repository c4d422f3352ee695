/**
 * A GitHub server inside the process, for end-to-end tests and the demo: emulate with our overlay. What it
 * models and what it does not is in README.md.
 */
import { createAppAuth } from "@octokit/auth-app";
import { Octokit } from "@octokit/rest";
import type { Emulator } from "emulate";
import { type CreateRepositoryOptions, createRepository } from "./create-repository.ts";
import { type Fault, faultInjection } from "./fault-injection.ts";
import { appDeliveries } from "./overlay/app-deliveries.ts";
import { appEvents } from "./overlay/app-events.ts";
import { requestAction } from "./overlay/check-reruns.ts";
import type { EventSink } from "./overlay/events.ts";
import { type Intercept, openFrontDoor } from "./overlay/front-door.ts";
import { type GitHubServer, githubServer } from "./overlay/github-server.ts";
import type { JsonObject } from "./overlay/json.ts";
import { parts } from "./overlay/parts.ts";
import { type Overlay, startEmulator } from "./overlay/start-emulator.ts";
import type { Repository, RepositoryServer } from "./repository.ts";
import { type RequestRecord, requestLog } from "./request-log.ts";
import { APP, ORGANIZATION, OTHER_APP, seed, tokenOf } from "./seed.ts";
import { type Delivery, type DeliveryOptions, type WebhookSender, webhookSender } from "./webhook-sender.ts";

/** What an app needs to know about itself. */
export interface AppCredentials {
  readonly id: number;
  readonly slug: string;
  readonly privateKey: string;
  readonly webhookSecret: string;
  readonly installationId: number;
}

/** See the module comment. */
export interface EmbeddedGitHub {
  /** Base URL of the API. */
  readonly url: string;
  readonly app: AppCredentials;
  /** Sets the webhook URL of the app; events before the first call are dropped. */
  deliverWebhooksTo(url: string): void;
  /** The API in the name of a person (see PEOPLE in seed.ts). */
  clientFor(login: string): Octokit;
  /** The API in the name of the installed app. */
  clientForApp(): Octokit;
  /** The API in the name of another app, which has its own checks. */
  clientForOtherApp(): Octokit;
  /** Makes a repository of the organization with one commit. */
  createRepository(options: CreateRepositoryOptions): Promise<Repository>;
  /** Resolves when no webhook delivery is on its way. */
  settled(): Promise<void>;
  /** Webhook deliveries, oldest first. */
  deliveries(): readonly Delivery[];
  /** Delivers again under the same id. @throws when there is no such delivery or nobody answers */
  redeliver(id: string): Promise<void>;
  /** Sends a hand-made event as it is. @throws when there is no webhook URL or nobody answers */
  sendWebhook(event: string, payload: JsonObject, options?: DeliveryOptions): Promise<Response>;
  /** Makes the next matching requests fail. */
  failNext(fault: Fault): void;
  /** API requests, in the order of their answers. */
  requests(): readonly RequestRecord[];
  /** Stops the server and gives up deliveries on their way. */
  close(): Promise<void>;
}

/**
 * Starts the server on a free port of the loopback interface, unless told otherwise.
 * @throws when the installed emulate is not the one the overlay was written for
 */
export async function startEmbeddedGitHub(
  options: { readonly port?: number; readonly hostname?: string } = {},
): Promise<EmbeddedGitHub> {
  const sender = webhookSender({ appId: APP.id, secret: APP.webhookSecret });
  const log = requestLog();
  const faults = faultInjection();
  const intercept: Intercept = (request, next) =>
    log.intercept(request, () => faults.intercept(request, next));
  const { overlay, server } = kamalReviewOverlay(sender, intercept);
  const emulator = await startEmulator({ service: "github", port: 0, ...options, seed: seed() }, overlay);
  const clientFor = (login: string) => client({ baseUrl: emulator.url, auth: tokenOf(login) });
  const pressAction: RepositoryServer["pressAction"] = (...press) => requestAction(server(), ...press);
  return {
    url: emulator.url,
    app: { ...identityOf(emulator, APP), webhookSecret: APP.webhookSecret },
    clientFor,
    clientForApp: () => appClient(emulator, APP),
    clientForOtherApp: () => appClient(emulator, OTHER_APP),
    createRepository: (wanted) => createRepository({ clientFor, pressAction }, wanted),
    deliverWebhooksTo: sender.deliverTo,
    settled: sender.settled,
    deliveries: sender.deliveries,
    redeliver: sender.redeliver,
    sendWebhook: sender.send,
    failNext: faults.failNext,
    requests: log.records,
    close: async () => {
      sender.close();
      await emulator.close();
    },
  };
}

interface SeededApp {
  readonly id: number;
  readonly slug: string;
  readonly installationId: number;
}

function identityOf({ generatedSecrets }: Emulator, { id, slug, installationId }: SeededApp) {
  const key = generatedSecrets.find((secret) => secret.id === String(id));
  if (key === undefined) throw new Error(`emulate made no private key for the app ${slug}`);
  return { id, slug, installationId, privateKey: key.value };
}

function appClient(emulator: Emulator, app: SeededApp): Octokit {
  const { id: appId, privateKey, installationId } = identityOf(emulator, app);
  return client({
    baseUrl: emulator.url,
    authStrategy: createAppAuth,
    auth: { appId, privateKey, installationId },
  });
}

/** The overlay, and the server that exists once emulate has started with it. */
function kamalReviewOverlay(sender: WebhookSender, intercept: Intercept) {
  let running: GitHubServer | undefined;
  const sink: EventSink = appEvents({ ...APP, organization: ORGANIZATION }, sender.deliver);
  const overlay: Overlay = (registration, module, registerOriginal) => {
    const [app, , webhooks, , tokens] = registration;
    running = githubServer(registration, module, sink);
    const { store, originals, events } = running;
    for (const part of parts) part(running);
    appDeliveries(running, sender);
    originals.record(app, registerOriginal);
    events.takeOver(webhooks, (fullName) => store.repos.findOneBy("full_name", fullName));
    openFrontDoor(app, running, tokens, intercept);
  };
  const server = (): GitHubServer => {
    if (running === undefined) throw new Error("emulate started without registering its GitHub service");
    return running;
  };
  return { overlay, server };
}

/** Silent: tests provoke refusals on purpose. */
const SILENT = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

function client(options: ConstructorParameters<typeof Octokit>[0]): Octokit {
  return new Octokit({ ...options, log: SILENT });
}
