import { expect, test } from "@jest/globals";
import { jsonGetter } from "../../scripts/get-json.ts";

const NOW = Date.parse("2026-09-01T12:00:00Z");
const URL = "https://api.example.org/x.json";

/** Gives the answers one after the other; notes what was waited for. */
function world(...answers: (Response | Error)[]) {
  const waits: number[] = [];
  const fetch = async (): Promise<Response> => {
    const answer = answers.shift();
    if (answer instanceof Response) return answer;
    throw answer ?? new Error("asked once too often");
  };
  const sleep = async (milliseconds: number): Promise<void> => {
    waits.push(milliseconds);
  };
  return { getJson: jsonGetter({ fetch, sleep, now: () => NOW }), waits };
}

function refusal(status: number, headers: Record<string, string> = {}): Response {
  return new Response("<html>busy</html>", { status, headers });
}

const reset = (seconds: number) => ({
  "x-ratelimit-remaining": "0",
  "x-ratelimit-reset": String(NOW / 1_000 + seconds),
});

test.each([
  ["seconds to wait", refusal(429, { "retry-after": "3" }), 3_000],
  ["a time to wait for", refusal(429, { "retry-after": "Tue, 01 Sep 2026 12:00:05 GMT" }), 5_000],
  ["a time that is past", refusal(429, { "retry-after": "Tue, 01 Sep 2026 11:00:00 GMT" }), 0],
  ["no time", refusal(429), 1_000],
  ["a used-up limit", refusal(403, reset(7)), 7_000],
  ["a fault of its own", refusal(503), 1_000],
])("a service that is busy is asked again: %s", async (_, first, wait) => {
  const { getJson, waits } = world(first, Response.json({ a: 1 }));
  expect([await getJson(URL), waits]).toEqual([{ a: 1 }, [wait]]);
});

test.each([
  ["forbidden without a limit", [refusal(403)], "api.example.org answers 403"],
  ["not found", [refusal(404)], "api.example.org answers 404"],
  [
    "busy all the time",
    [refusal(503), refusal(503), refusal(503), refusal(503)],
    "api.example.org answers 503, also when asked 4 times",
  ],
  [
    "busy for long",
    [refusal(403, reset(1_800))],
    "api.example.org limits how often it is asked; try again in 30 minutes",
  ],
  ["no JSON", [refusal(200)], "api.example.org answers with something that is no JSON"],
  [
    "unreachable",
    [new TypeError("fetch failed", { cause: new Error("getaddrinfo ENOTFOUND api.example.org") })],
    "api.example.org can't be reached: getaddrinfo ENOTFOUND api.example.org",
  ],
])("%s is told in one sentence", async (_, answers, sentence) => {
  await expect(world(...answers).getJson(URL)).rejects.toMatchObject({ message: sentence });
});
