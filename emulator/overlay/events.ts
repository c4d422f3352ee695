/** Events on their way from a route to whoever delivers webhooks: completed, corrected and watched. */
import type { RepositoryRow, WebhookDispatcher } from "../emulate-internals.ts";
import { isObject, type JsonObject } from "./json.ts";

/** Receives every event of every repository, ready to be delivered. */
export type EventSink = (event: string, payload: JsonObject, repo: RepositoryRow) => void;

type Listener = (payload: JsonObject, repo: RepositoryRow) => void;

/** See the module comment. */
export interface Events {
  /** Sends a full payload. */
  publish(event: string, payload: JsonObject, repo: RepositoryRow): void;
  /** Corrects the payloads of an event ("*": of all) before they are sent. */
  amend(event: string, change: Listener): void;
  /** Reacts to an event after it was sent. */
  listen(event: string, listener: Listener): void;
  /** Takes over the events of emulate's own routes; repository webhooks made through its API go on working. */
  takeOver(
    webhooks: WebhookDispatcher,
    findRepository: (fullName: string) => RepositoryRow | undefined,
  ): void;
}

/** @param complete fills the objects inside a payload */
export function events(complete: (payload: JsonObject) => void, sink: EventSink): Events {
  const amendments: Array<[string, Listener]> = [];
  const listeners: Array<[string, Listener]> = [];
  const publish = (event: string, given: JsonObject, repo: RepositoryRow): void => {
    // A copy: routes go on using what they formatted.
    const payload = structuredClone(given);
    complete(payload);
    for (const [name, change] of amendments) if (name === event || name === "*") change(payload, repo);
    sink(event, payload, repo);
    for (const [name, listener] of listeners) if (name === event) listener(payload, repo);
  };
  return {
    publish,
    amend: (event, change) => amendments.push([event, change]),
    listen: (event, listener) => listeners.push([event, listener]),
    takeOver(webhooks, findRepository) {
      const dispatch = webhooks.dispatch.bind(webhooks);
      webhooks.dispatch = (event, action, payload, owner, name) => {
        const repo = findRepository(`${owner}/${name}`);
        if (repo && isObject(payload)) publish(event, payload, repo);
        return dispatch(event, action, payload, owner, name);
      };
    },
  };
}
