/** Tokens are made up here at run time: the repository holds none that a scanner would stop. */
import { describe, expect, test } from "@jest/globals";
import { findCredentials } from "../../../src/documents/credentials/find-credentials.ts";
import { sourceText } from "../../../src/source/source-text.ts";

const LETTERS = "abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
const HEX = "0123456789abcdef";

/** The same text every time, with the look of a random one. */
function random(length: number, alphabet = LETTERS): string {
  let seed = length;
  return Array.from({ length }, () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return alphabet[(seed >> 8) % alphabet.length];
  }).join("");
}

async function found(text: string): Promise<string[]> {
  const hits = await findCredentials(sourceText("config/deploy.yml", text));
  return hits.map(({ what, worth, span }) => `${worth} ${what}: ${text.slice(span.start, span.end)}`);
}

describe("formats", () => {
  test.each<[what: string, token: string]>([
    ["AWS secret access key", random(40, `${LETTERS}/+`)],
    ["Docker access token", `dckr_pat_${random(27)}`],
    ["Docker access token", `dckr_oat_${random(32)}`],
    ["DigitalOcean token", `dop_v1_${random(64, HEX)}`],
    ["Doppler token", `dp.st.prd.${random(43)}`],
    ["GitHub token", `ghp_${random(36)}`],
    ["GitLab token", `glpat-${random(27)}.01.${random(9, HEX)}`],
    ["Google OAuth client secret", `GOCSPX-${random(28)}`],
    ["Mailgun API key", `key-${random(32, HEX)}`],
    ["OpenAI API key", `sk-${random(20)}T3BlbkFJ${random(20)}`],
    ["OpenAI API key", `sk-proj-${random(48)}`],
    ["Anthropic API key", `sk-ant-api03-${random(80)}`],
    ["secret API key", `sk-or-v1-${random(64, HEX)}`],
    ["secret API key", `sk-${random(32, HEX)}`],
    ["PlanetScale credential", `pscale_tkn_${random(43)}`],
    ["Resend API key", `re_${random(8)}_${random(24)}`],
    ["Sentry auth token", `sntryu_${random(64, HEX)}`],
    ["Stripe API key", `sk_live_${random(24)}`],
    ["Stripe webhook secret", `whsec_${random(32)}`],
    ["Telegram bot token", `123456789:AA${random(33)}`],
    ["xAI API key", `xai-${random(80)}`],
  ])("%s is found to its last character", async (what, token) => {
    expect(await found(`env:\n  AWS_SECRET_ACCESS_KEY: "${token}" # x\n`)).toEqual([
      `whole ${what}: ${token}`,
    ]);
  });

  test("half, test and browser keys are told apart", async () => {
    expect(await found(`AKIA${random(16, "ABCDEFGHJKLMNPQRSTUVWXYZ")}`)).toEqual([
      expect.stringMatching(/^half AWS access key id: /),
    ]);
    expect(await found(`sk_test_${random(24)}`)).toEqual([expect.stringMatching(/^test Stripe test key: /)]);
    expect(await found(`AIza${random(35)}`)).toEqual([expect.stringMatching(/^browser Google API key: /)]);
  });

  test("words that only begin like one are left alone", async () => {
    expect(
      await found(
        "global-payments-service-production key-value-store-of-the-shop re_export_all_modules sk-translation-of-all-the-pages-in-slovak",
      ),
    ).toEqual([]);
  });
});

describe("private keys", () => {
  const body = `${random(64)}\n${random(64)}`;

  test("are covered from the first dash to the last", async () => {
    const key = `-----BEGIN RSA PRIVATE KEY-----\n${body}\n-----END RSA PRIVATE KEY-----`;
    expect(await found(`a: |\n${key}\nb: c\n`)).toEqual([`whole private key: ${key}`]);
  });

  test("are covered up to a blank line when their end is missing", async () => {
    const key = `-----BEGIN OPENSSH PRIVATE KEY-----\n${body}`;
    expect(await found(`${key}\n\nb: c\n`)).toEqual([`whole private key: ${key}`]);
  });

  test("need a body", async () => {
    expect(await found("git grep -- '-----BEGIN (RSA )?PRIVATE KEY-----'\nexit 1 2 3 4 5 6 7 8 9")).toEqual(
      [],
    );
    expect(await found("-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----\n")).toEqual([]);
  });
});

describe("web tokens", () => {
  const token = (payload: object): string =>
    `${encode({ alg: "HS256", typ: "JWT" })}.${encode(payload)}.${random(43)}`;
  const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString("base64url");

  test("count when they are signed for somebody", async () => {
    const signed = token({ sub: "deploy", scope: "admin" });
    expect(await found(`A=${signed}`)).toEqual([`whole signed JSON web token: ${signed}`]);
  });

  test.each([
    { iss: "supabase", role: "anon" },
    { sub: "1234567890", name: "John Doe" },
    { iss: "supabase-demo" },
  ])("with %j are everybody's", async (payload) => {
    expect(await found(`A=${token({ ...payload, iat: 1_700_000_000 })}`)).toEqual([]);
  });
});

test("running detectors leaves nothing behind in the process", async () => {
  await found(`ghp_${random(36)}`);
  const before = performance.getEntries().length;
  for (let i = 0; i < 10; i++) await found(`ghp_${random(36)} ${i}`);
  expect(performance.getEntries().length).toBe(before);
});
