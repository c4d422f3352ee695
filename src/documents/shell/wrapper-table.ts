/** Commands that run what stands in their arguments: their options, and what else comes first. */

/** How such a command is written. */
export interface Wrapper {
  /** Options that take a separate value. */
  readonly values?: readonly string[];
  /** Positional arguments before the wrapped command: the duration of `timeout`. */
  readonly leading?: number;
  /** The first argument that makes it a wrapper: `bundle exec`. */
  readonly verb?: RegExp;
  /** Takes `NAME=value` before the command. */
  readonly assigns?: true;
  /** Options that make it something else: `command -v` looks a name up. */
  readonly unless?: RegExp;
}

/** What the grammar makes of loops and conditions where it expects none: `f() for x in a; do …; done`. */
const STRAY_WORDS: Readonly<Record<string, Wrapper>> = Object.fromEntries(
  ["do", "then", "else"].map((word) => [word, {}]),
);

/** By name. */
export const WRAPPERS: Readonly<Record<string, Wrapper>> = {
  sudo: {
    values: ["-u", "-g", "-C", "-D", "-h", "-p", "-r", "-t", "-U", "--user", "--group"],
    assigns: true,
  },
  doas: { values: ["-u", "-C"] },
  env: { values: ["-u", "-C", "--unset", "--chdir"], assigns: true },
  nice: { values: ["-n"] },
  ionice: { values: ["-c", "-n"] },
  timeout: { values: ["-k", "-s", "--signal", "--kill-after"], leading: 1 },
  xargs: { values: ["-I", "-n", "-P", "-L", "-d", "-a", "-E", "-s", "--max-args", "--max-procs"] },
  command: { unless: /^-[vV]/ },
  exec: { values: ["-a"] },
  nohup: {},
  time: { values: ["-f", "-o"] },
  builtin: {},
  setsid: {},
  unbuffer: {},
  stdbuf: { values: ["-i", "-o", "-e"] },
  sshpass: { values: ["-p", "-f", "-d", "-P"] },
  flock: { values: ["-w", "-E", "--timeout"], leading: 1 },
  chroot: { leading: 1 },
  gosu: { leading: 1 },
  tini: { values: ["-p", "-e"] },
  "dumb-init": { values: ["-r", "--rewrite"] },
  catatonit: {},
  "su-exec": { leading: 1 },
  runuser: { values: ["-u", "-g", "-G"], unless: /^-(?:l?c|-command|l|-login)$|^-$/ },
  busybox: {},
  bundle: { verb: /^exec$/ },
  mise: { verb: /^(?:exec|x)$/ },
  op: { verb: /^run$/, values: ["--env-file", "--account"] },
  doppler: { verb: /^run$/, values: ["-p", "-c", "--project", "--config"], unless: /^--command/ },
  dotenv: { values: ["-f", "-e", "-v", "-p", "-o"] },
  envchain: { leading: 1 },
  ...STRAY_WORDS,
};
