/** Which names of variables announce a secret. Judged by whole words, so that MONKEY is no KEY. */

const SECRET_WORDS = wordList(`
  PASSWORD PASSWORDS PASSPHRASE PASS PWD PW SECRET SECRETS TOKEN CREDENTIAL CREDENTIALS SALT PEPPER WEBHOOK APIKEY AUTHKEY
`);

/** Written as one word: PGPASSWORD, DBPASSWD, CLIENTSECRET. */
const SECRET_ENDING = /(?:PASSWORD|PASSWD|PASSPHRASE|SECRET|TOKEN)$/;

/** Words that mean a secret only together. */
const SECRET_PAIRS =
  /(?:^|_)(?:(?:API|PRIVATE|ACCESS|MASTER|ENCRYPTION(?:_PRIMARY)?|DETERMINISTIC|SIGNING|LICENSE|AUTH|SERVICE_ACCOUNT|ACCOUNT|JWT|HMAC|CLOAK|SHARED|FERNET|CIPHER|CRYPTO|AES|IMGPROXY|TOTP_VAULT)_KEYS?|(?:GITHUB|GH|GHCR|GITLAB|DOCKER|DOCKERHUB|REGISTRY|AZURE)_PAT)(?:_|$)|^APP_KEY$|^(?:NEO4_?J|NPM|NPM_CONFIG|DOCKER|REDISCLI)_AUTH$|^DOCKER_AUTH_CONFIG$|(?:^|_)BASIC_AUTH$/;

/** What Vault's development server takes as its root token, and what nodes of Erlang prove themselves with. */
const SECRET_FOR_ALL_ITS_ENDING = /(?:^|_)(?:ROOT_TOKEN_ID|(?:ERLANG|RELEASE)_COOKIE)$/;

/** Bundler's credentials for a server of gems: BUNDLE_GEMS__ACME__DEV; settings such as BUNDLE_BUILD__PG look alike. */
const BUNDLER_LOGIN = /^BUNDLE_(?!(?:BUILD|LOCAL|MIRROR|GEM)__)[A-Z0-9_]*[A-Z0-9]__[A-Z]{2,12}$/;

/** S3 and its relatives call the public half of a pair the access key; the other half is the secret key. Accounts of Azure have no pair. */
const PUBLIC_HALF =
  /^(?!.*(?:SECRET|AZURE))(?:.*_)?(?:AWS|S3|R2|B2|MINIO|SPACES|SCW|WASABI|BUCKET|BACKUP|LITESTREAM)(?:_\w+)?_ACCESS_KEY$/;

/** Last words that make it the address, the name or a property of a secret instead of the secret. */
const HARMLESS_ENDINGS = wordList(`
  FILE PATH DIR FOLDER LOCATION STORE BUCKET VAULT ITEM COLUMN FIELD
  NAME ARN ID IDS SID REF ALIAS LABEL TITLE PREFIX SUFFIX HEADER PARAM
  URL URI HOST HOSTNAME DOMAIN ORIGIN ORIGINS PORT ENDPOINT REGION REALM ROUTE PAGE REDIRECT CALLBACK
  USERNAME USER LOGIN EMAIL SENDER RECIPIENT ISSUER AUDIENCE SUBJECT SCOPE SCOPES CLAIM CLAIMS AUTHENTICATOR PROVIDER
  ENABLED DISABLED REQUIRED ALLOWED ACTIVE PRESENT MISSING VALID INVALID EXPIRED REQUESTS CHECK CACHED CACHE STATUS
  ERROR ERRORS EXCEPTION
  ALGORITHM ALG TYPE KIND METHOD MODE FORMAT STRATEGY POLICY VERSION LEVEL
  DRIVER ADAPTER BACKEND BROKER HASHER HASHERS RESOLVER FACTORY STORAGE ENGINE CLASS SERVICE NAMESPACE ENCODING ENV
  COUNT SIZE COST ROUNDS ITERATIONS ENTRIES STRENGTH RETRIES ATTEMPTS DELAY BYTES BITS SOURCE FROM LOCALE LANGUAGE
  MANAGER CHANNEL HANDLER GENERATOR VALIDATOR ROTATION TEMPLATE TABLE MODEL INDEX QUEUE TOPIC PATTERN REGEX EVENT EVENTS ROLE GROUP
  COOKIE WITHIN MOUNT PROJECT STORES PROVIDERS ENCODER ENCODERS
  RATE RATIO SCORE OVERLAP PERCENT TOTAL USAGE BUDGET
  AGE TIME IN MS SECS SECONDS MINS MINUTES HOURS DAYS WINDOW DURATION
`);

/** Words that speak of a measure or a display wherever they stand: JWT_SECRET_EXPIRES_IN, MAX_TOKEN_LENGTH. */
const HARMLESS_WORDS =
  /^(?:MAX|MIN|LENGTH|LIMITS?|TTL|EXPIR(?:E|ES|Y|ATION)|LIFETIME|TIMEOUT|INTERVAL|HINT|TIER|DUMMY|EXAMPLE|PER)$/;

/** First words of switches: REQUIRE_PASSWORD is a choice, not a password. */
const SWITCH = /^(?:CONFIGURE|REQUIRE|USE|SHOW|HIDE|ENABLE|DISABLE|ALLOW|SKIP|HAS|IS|FORCE|VERIFY|VALIDATE)$/;

/** Values under these names are built into what browsers get, or are the half of a pair that everybody may know. */
const PUBLIC_WORDS = /^(?:PUBLIC|PUBLISHABLE|SITE|SITEKEY|ANON|ANONYMOUS|VITE|REACT)$/;

/** True for names such as DATABASE_PASSWORD or stripeSecretKey. */
export function isSecretName(name: string): boolean {
  const known = SECRET.get(name);
  if (known !== undefined) return known;
  const isSecret = speaksOfSecret(name);
  if (SECRET.size >= MAX_KNOWN) SECRET.clear();
  SECRET.set(name, isSecret);
  return isSecret;
}

/** The same names are asked about by many rules. */
const SECRET = new Map<string, boolean>();
const MAX_KNOWN = 5_000;

function speaksOfSecret(name: string): boolean {
  const words = wordsOf(name);
  const joined = words.join("_");
  if (SECRET_FOR_ALL_ITS_ENDING.test(joined)) return true;
  if (joined === "PWD" || isHarmlessName(name)) return false;
  if (PUBLIC_HALF.test(joined) && !words.includes("SECRET")) return false;
  return (
    words.some((word) => SECRET_WORDS.has(word) || SECRET_ENDING.test(word)) ||
    SECRET_PAIRS.test(joined) ||
    BUNDLER_LOGIN.test(name)
  );
}

/** What may stand behind the word for a secret without making it something else: SECRET_KEY_BASE, DB_PASSWORD_PROD. */
const QUALIFIERS = wordList(`
  BASE BASE64 B64 HEX PEM JSON RAW VALUE KEY KEYS PROD PRODUCTION STAGING LIVE OLD NEW CURRENT PREVIOUS PRIMARY SECONDARY DEFAULT
  APP API DB DATABASE MYSQL POSTGRES PG REDIS MONGO SMTP ADMIN ROOT READ WRITE
`);

/** True when a secret's name goes on with a word that may turn it into a setting of that secret: SALT_MASTER. */
export function goesOnAfterSecret(name: string): boolean {
  const words = wordsOf(name);
  const last = words.findLast((word) => !QUALIFIERS.has(word) && !/^V?\d+$/.test(word));
  if (last === undefined || SECRET_WORDS.has(last) || SECRET_ENDING.test(last)) return false;
  const before = words.slice(0, words.lastIndexOf(last));
  return (
    before.some((word) => SECRET_WORDS.has(word) || SECRET_ENDING.test(word)) ||
    SECRET_PAIRS.test(before.join("_"))
  );
}

/** True for names that say what a value is, and that it is no secret: STRIPE_PRICE_ID, VAPID_PUBLIC_KEY, DB_HOST. */
export function isHarmlessName(name: string): boolean {
  const words = wordsOf(name);
  return (
    words.some((word) => HARMLESS_WORDS.test(word)) ||
    SWITCH.test(words[0] ?? "") ||
    HARMLESS_ENDINGS.has(words.at(-1) ?? "") ||
    isPublicName(name)
  );
}

/**
 * True for what can be a name in a list of secrets: `NAME`, or `NAME:SECRET_NAME`. Letters of both cases with digits among them
 * are more likely a password that somebody wrote there.
 */
export function isNameOfSecret(text: string): boolean {
  if (text.length > LONGEST || !/^[\w.]+(?::[\w.]+)?$/.test(text)) return false;
  return !(/[a-z]/.test(text) && /[A-Z]/.test(text) && /\d/.test(text));
}

/** Keys with which browsers search, and can do nothing else. */
const FOR_SEARCHING = /(?:^|_)SEARCH_ONLY(?:_|$)|^ALGOLIA_SEARCH_/;

/** True for names such as NEXT_PUBLIC_MAPS_KEY: what is in it is meant to be seen. */
export function isPublicName(name: string): boolean {
  const words = wordsOf(name);
  return words.some((word) => PUBLIC_WORDS.test(word)) || FOR_SEARCHING.test(words.join("_"));
}

/** Nobody's names are longer; whatever is, is not read to its end. */
const LONGEST = 200;

/** Splits at anything that is no letter or digit and before capitals: `dbPass` is DB, PASS. */

function wordsOf(name: string): string[] {
  return name
    .slice(0, LONGEST)
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toUpperCase()
    .split(/[^A-Z0-9]+/)
    .filter((word) => word !== "");
}

function wordList(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}
