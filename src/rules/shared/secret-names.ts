/** Which names of variables announce a secret. Judged by whole words, so that MONKEY is no KEY. */

const SECRET_WORDS = new Set([
  "PASSWORD",
  "PASSWD",
  "PASSPHRASE",
  "PASS",
  "PWD",
  "SECRET",
  "SECRETS",
  "TOKEN",
  "CREDENTIAL",
  "CREDENTIALS",
  "SALT",
  "WEBHOOK",
  "APIKEY",
]);

/** Pairs of words that mean a secret only together. */
const SECRET_PAIRS =
  /(?:^|_)(?:API|PRIVATE|ACCESS|MASTER|ENCRYPTION|SIGNING|LICENSE|AUTH|SERVICE_ACCOUNT)_KEY(?:_|$)/;

/** Last words that make it the address, the name or a property of a secret instead of the secret. */
const HARMLESS_ENDINGS = new Set([
  "FILE",
  "PATH",
  "DIR",
  "NAME",
  "ARN",
  "ID",
  "IDS",
  "URL",
  "URI",
  "HOST",
  "PORT",
  "TTL",
  "EXPIRY",
  "EXPIRATION",
  "EXPIRES",
  "LENGTH",
  "ENABLED",
  "DISABLED",
  "HEADER",
  "ALGORITHM",
  "USERNAME",
  "USER",
  "EMAIL",
  "REGION",
  "SECONDS",
  "MINUTES",
  "HOURS",
  "DAYS",
  "TIMEOUT",
  "ISSUER",
  "AUDIENCE",
  "TYPE",
  "HINT",
  "PREFIX",
  "SUFFIX",
  "ENDPOINT",
  "COUNT",
  "LIMIT",
  "MODE",
  "SIZE",
  "COST",
  "ROUNDS",
  "POLICY",
  "REQUIRED",
  "VERSION",
  "DUMMY",
  "BUCKET",
  "METHOD",
  "FORMAT",
  "STRATEGY",
  "PROVIDER",
  "STORE",
  "LIFETIME",
  "INTERVAL",
  "TIER",
  "SCOPE",
  "SCOPES",
]);

/** First words of switches: REQUIRE_PASSWORD is a choice, not a password. */
const HARMLESS_BEGINNINGS = new Set([
  "CONFIGURE",
  "REQUIRE",
  "USE",
  "SHOW",
  "ENABLE",
  "DISABLE",
  "ALLOW",
  "SKIP",
  "HAS",
  "VITE",
]);

/** Words that say that everybody may know it. */
const PUBLIC_WORDS = new Set(["PUBLIC", "PUBLISHABLE", "SITE", "DUMMY", "EXAMPLE"]);

/** True for names such as DATABASE_PASSWORD or stripeSecretKey. */
export function isSecretName(name: string): boolean {
  const words = wordsOf(name);
  const [first = ""] = words;
  if (words.length === 1 && first === "PWD") return false;
  if (words.some((word) => PUBLIC_WORDS.has(word)) || HARMLESS_BEGINNINGS.has(first)) return false;
  if (HARMLESS_ENDINGS.has(words.at(-1) ?? "")) return false;
  return words.some((word) => SECRET_WORDS.has(word)) || SECRET_PAIRS.test(words.join("_"));
}

/** Splits at anything that is no letter or digit and before capitals: `dbPass` is DB, PASS. */
function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toUpperCase()
    .split(/[^A-Z0-9]+/)
    .filter((word) => word !== "");
}
