/** Programs besides ssh that run a text on another machine. */

/** How such a program is told its text. */
export interface RemoteTool {
  /** What the arguments say when it does; they are joined by blanks. */
  readonly verb?: RegExp;
  /** The option that takes the text. */
  readonly option?: RegExp;
  /** How many words that are no options stand before the text. */
  readonly before?: number;
  /** For one that takes its hosts as options, what options take a separate value. */
  readonly hosts?: RegExp;
  /** The text is part of a value in another notation. */
  readonly wrapsText?: true;
}

const PSSH: RemoteTool = {
  hosts: /^(?:-[hHlpoetOxX]|--(?:hosts?|user|par|outdir|errdir|timeout|options?|extra-args?|askpass-file))$/,
};

/** By name. */
export const REMOTE_TOOLS: Readonly<Record<string, RemoteTool>> = {
  gcloud: { verb: /(?:^| )ssh(?: |$)/, option: /^--command$/ },
  doctl: { verb: /(?:^| )ssh(?: |$)/, option: /^--ssh-command$/ },
  az: { verb: /run-command invoke/, option: /^--scripts$/ },
  aws: {
    verb: /(?:^| )(?:send-command|start-session|execute-command)(?: |$)/,
    option: /^--(?:parameters|command)$/,
    wrapsText: true,
  },
  fly: { verb: /^ssh console/, option: /^(?:-C|--command)$/ },
  flyctl: { verb: /^ssh console/, option: /^(?:-C|--command)$/ },
  vagrant: { verb: /^ssh(?: |$)/, option: /^(?:-c|--command)$/ },
  ansible: { option: /^(?:-a|--args)$/ },
  heroku: { verb: /^run(?::\w+)?(?: |$)/, before: 1 },
  tailscale: { verb: /^ssh(?: |$)/, before: 2 },
  hcloud: { verb: /^server ssh(?: |$)/, before: 3 },
  plink: { before: 1 },
  pdsh: { hosts: /^-[wxgXftulR]$/ },
  dsh: { hosts: /^(?:-[mgfroFb]|--(?:machine|group|file|remoteshell(?:opt)?|forklimit))$/ },
  pssh: PSSH,
  "parallel-ssh": PSSH,
  clush: { hosts: /^(?:-[wxgXfltuomR]|--(?:group|hostfile|options|user|fanout|worker))$/ },
  mosh: { before: 1 },
  multipass: { verb: /^exec /, before: 2 },
  lxc: { verb: /^exec /, before: 2 },
  incus: { verb: /^exec /, before: 2 },
};

/** True for the name of one. */
export function runsElsewhere(name: string): boolean {
  return Object.hasOwn(REMOTE_TOOLS, name);
}
