/** Calls of well-known programs that only read, as patterns of their arguments with one blank between them. */

/** By name of the program. */
export type Calls = Readonly<Record<string, RegExp>>;

/** Options and nothing else. */
const OPTIONS_ONLY = /^(?:-\w+(?: |$))*$/;

/** Calls that print local facts or work on text. */
export const FACTS: Calls = {
  whoami: OPTIONS_ONLY,
  hostname: OPTIONS_ONLY,
  id: OPTIONS_ONLY,
  uname: OPTIONS_ONLY,
  date: /^(?!.*(?:^| )(?:-\w*s|--set))/,
  pwd: /^/,
  mktemp: /^/,
  echo: /^/,
  printf: /^/,
  basename: /^/,
  dirname: /^/,
  true: /^/,
  false: /^/,
  exit: /^\d*$/,
  test: /^/,
  tr: /^/,
  cut: /^/,
  wc: /^/,
  uniq: OPTIONS_ONLY,
  sort: /^(?:-[bcdfghinrsuVz]+(?: |$))*$/,
  awk: /^(?:-F\S* ?\S? )?\{ ?print \$\w+ ?\}$/,
  base64: /^(?:(?:-d|-D|--decode|-w ?0|--wrap=0|--break[= ]0)(?: |$))*$/,
  sed: /^(?:-[nEr] )?s([/|#,])[^/|#,]*\1[^/|#,]*\1[gpI]*$/,
  node: /^(?:-p|--print) require\(["']\.\/package\.json["']\)\.version$/,
  tailscale: /^(?:ip|status)\b/,
  git: /^(?:--no-pager )?(?:-C [\w./-]+ )?(?:(?:rev-parse|describe|log|show|rev-list)\b(?!.*--(?:output|ext-diff))|symbolic-ref (?:--short )?HEAD$|branch --show-current$|config (?:--get )?user\.\w+$|status --porcelain$|tag --points-at HEAD$)/,
};

const RAILS_CREDENTIALS = /^credentials:(?:fetch|show)\b/;

/** Calls that print what may be secret: from a file, a variable, a secret manager. */
export const VALUES: Calls = {
  cat: /^/,
  sed: /^(?:-[nEr]+ )?s([/|#,])[^/|#,]*\1[^/|#,]*\1[gpI]* [\w./-]+$/,
  awk: /^(?:-F\S* ?\S? )?(?:\/[^/]*\/ ?)?\{ ?print \$\w+ ?\} [\w./-]+$/,
  head: /^/,
  tail: /^/,
  grep: /^/,
  jq: /^/,
  yq: /^(?!.*(?:-i\b|--inplace))/,
  printenv: /^\w+$/,
  aws: /^(?!.*--endpoint-url)(?:-{1,2}\w[\w-]*(?:[ =](?!-)[\w./:-]+)? )*(?:ecr get-login-password|secretsmanager get-secret-value|ssm get-parameters?(?:-by-path)?|sts get-caller-identity|ec2 describe-\w[\w-]*)\b/,
  gcloud: /^(?:auth print-(?:access|identity)-token|secrets versions access|config get)\b/,
  az: /^(?:acr login .*--expose-token|keyvault secret show|account (?:get-access-token|show))\b/,
  doctl: /^(?:registry (?:docker-config|get)|auth token)\b/,
  op: /^(?:read|item get|signin)\b(?!.* (?:-o|--out-file)\b)/,
  bw: /^get\b/,
  bws: /^secret get\b/,
  gh: /^(?:auth (?:token|status)|config get)\b/,
  vault: /^(?:kv get|read)\b(?!.*-address)/,
  pass: /^(?:show )?[\w./@-]+$/,
  security: /^find-(?:generic|internet)-password\b/,
  sops: /^(?:-d|--decrypt|decrypt)\b(?!.*(?:--output|-i\b|--in-place))/,
  rails: RAILS_CREDENTIALS,
  "bin/rails": RAILS_CREDENTIALS,
  "./bin/rails": RAILS_CREDENTIALS,
  bundle: /^exec (?:bin\/)?rails credentials:(?:fetch|show)\b/,
  kamal: /^secrets (?:fetch|extract)\b/,
  heroku: /^config:get\b/,
  tofu: /^output\b/,
  terraform: /^output\b/,
  doppler: /^secrets get\b/,
  infisical: /^(?:secrets get|export)\b(?!.*--domain)/,
  lpass: /^show\b/,
  dcli: /^(?:note|password|secret|read|sync)\b/,
  gopass: /^(?:show|cat)\b/,
  keeper: /^get\b/,
  passbolt: /^get\b/,
  keyring: /^get\b/,
  hcp: /^vault-secrets secrets (?:open|read)\b/,
  scw: /^secret version access\b/,
  "ansible-vault": /^view\b/,
  rbw: /^get\b/,
  "secret-tool": /^lookup\b/,
  chamber: /^read\b/,
  pulumi: /^(?:config get|stack output)\b/,
  dotenvx: /^get\b/,
  phase: /^secrets get\b/,
  akeyless: /^get-secret-value\b/,
  "keepassxc-cli": /^show\b/,
};

/** A plain file of the repository such as `.ruby-version` holds a fact. */
export const FACT_FILE =
  /^(?:\.\/)?(?:[\w-]+\/)*(?:\.?[\w-]*(?:versions?|revision)(?:\.\w+)?|package\.json)$/i;

/** Files that are keys to something else, and what only looks like a file. */
export const KEY_FILE =
  /\.ssh\b|\.aws\b|\.kube\b|\.gnupg\b|\.netrc|\.docker\/|\.config\/gh\b|id_(?:rsa|ed25519|ecdsa)|\/etc\/(?:shadow|passwd|sudoers)|\/proc\/|\/dev\/(?:tcp|udp)/;
