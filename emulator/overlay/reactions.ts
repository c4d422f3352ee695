/** Reactions, which emulate only counts as none. */
import type { ApiCall } from "./api-call.ts";
import type { GitHubServer } from "./github-server.ts";
import type { JsonObject } from "./json.ts";
import { validationFailed } from "./refusal.ts";

const CONTENTS = ["+1", "-1", "laugh", "confused", "heart", "hooray", "rocket", "eyes"];

/** Things that can be reacted to; each url with "/reactions" is also the url of the counts inside the thing. */
const SUBJECTS = ["issues/comments/:id", "pulls/comments/:id", "issues/:id"];

interface Reaction {
  readonly subject: string;
  readonly id: number;
  readonly login: string;
  readonly json: JsonObject;
}

/** Adds the routes and the counts. */
export function reactions(server: GitHubServer): void {
  const given: Reaction[] = [];
  for (const subject of SUBJECTS) {
    const path = `/repos/:owner/:repo/${subject}/reactions`;
    server.route("POST", path, "pull_requests:write", (call) => react(server, call, given));
    server.route("GET", path, "pull_requests:read", (call) => {
      const here = given.filter((reaction) => reaction.subject === pathOf(call));
      return call.json(call.page(here).map(({ json }) => json));
    });
    server.objects.add(path, (ids) =>
      counts(
        given,
        path.replaceAll(/:(\w+)/g, (_, name) => ids[name] ?? ""),
      ),
    );
  }
}

/** A second reaction of the same kind by the same user is the first one: 200 instead of 201. */
async function react(server: GitHubServer, call: ApiCall, given: Reaction[]): Promise<Response> {
  const { content } = await call.body();
  if (typeof content !== "string" || !CONTENTS.includes(content)) {
    throw validationFailed({ resource: "Reaction", field: "content", code: "invalid" });
  }
  const { login } = call.actor;
  const same = given.find(
    ({ subject, login: by, json }) => subject === pathOf(call) && by === login && json.content === content,
  );
  if (same) return call.json(same.json);
  const id = given.length + 1;
  const json = { id, content, user: server.userJson(call.actor), created_at: new Date().toISOString() };
  given.push({ subject: pathOf(call), id, login, json });
  return call.json(json, 201);
}

function pathOf(call: ApiCall): string {
  return new URL(call.context.req.url).pathname;
}

function counts(given: readonly Reaction[], subject: string): JsonObject {
  const here = given.filter((reaction) => reaction.subject === subject);
  const count = (content: string) => here.filter(({ json }) => json.content === content).length;
  return {
    total_count: here.length,
    ...Object.fromEntries(CONTENTS.map((content) => [content, count(content)])),
  };
}
