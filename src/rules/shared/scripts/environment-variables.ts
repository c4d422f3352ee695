/** Who decides what the variables of a deployment's environment hold: the one list, for shell scripts and programs alike. */
import type { Severity } from "../../../engine/severity.ts";
import type { Trust } from "../programs/trust.ts";
import type { Origin } from "./flow.ts";

/**
 * `outsider`: text that people outside the team can choose, directly or through a commit, a branch, a tag, a pull request.
 * `deployer`: chosen for each run by whoever starts it. `configuration`: addresses out of deploy.yml, which is reviewed as well.
 * `team`: addresses of its own machines, which a team sets where it deploys from.
 * `checked`: names that Kamal has found in its configuration. `machine`: set by Kamal, the system or the runner to text without
 * surprises.
 */
export type Decider = "outsider" | "deployer" | "configuration" | "team" | "checked" | "machine";

/** KAMAL_PERFORMER is `git config user.email` as it is, and CI often sets that to the author of the commit. */
const OUTSIDER =
  /^(?:(?:KAMAL|MRSK)_PERFORMER|GITHUB_(?:HEAD_REF|REF|REF_NAME|BASE_REF|EVENT_PATH)|CI_COMMIT_(?:MESSAGE|TITLE|DESCRIPTION|AUTHOR|BRANCH|TAG|REF_NAME)|CI_MERGE_REQUEST_\w+|CIRCLE_(?:BRANCH|TAG)|BITBUCKET_(?:BRANCH|TAG)|BRANCH_NAME|PR_(?:TITLE|BODY)|COMMIT_MESSAGE)$/;

/** KAMAL_VERSION is a commit id unless whoever deploys gives another text by `--version` or VERSION. */
const DEPLOYER = /^(?:(?:KAMAL|MRSK)_(?:SERVICE_)?VERSION|(?:\w+_)?(?:BRANCH|GIT_REF|GIT_TAG))$/;

const CONFIGURATION = /^(?:KAMAL|MRSK)_HOSTS$/;

const TEAM = /(?:^|_)(?:HOST|HOSTNAME|IP|SERVER|SERVER_NAME|PORT)$/;

const CHECKED = /^(?:KAMAL|MRSK)_(?:ROLES?|DESTINATION|SERVICE)$/;

/** `GITHUB_EVENT_…` stands for an expression such as `github.event.number`. Names of accounts hold letters, digits and hyphens only; names of repositories hardly more. */
const MACHINE =
  /^(?:(?:KAMAL|MRSK)_(?:COMMAND|SUBCOMMAND|LOCK|RECORDED_AT|RUNTIME)|HOME|PWD|OLDPWD|USER|LOGNAME|SUDO_(?:USER|UID|GID)|SHELL|PATH|LANG|TERM|HOSTNAME|TMPDIR|CI|RAILS_ENV|RACK_ENV|NODE_ENV|DEBUG|VERBOSE|GITHUB_EVENT_(?!CLIENT_PAYLOAD|INPUTS)(?:\w+_)?(?:NUMBER|ID|SHA)|GITHUB_(?:SHA|RUN_ID|RUN_NUMBER|RUN_ATTEMPT|WORKSPACE|REPOSITORY|ACTIONS|SERVER_URL|ACTOR|TRIGGERING_ACTOR)|CI_COMMIT_(?:SHA|SHORT_SHA)|CIRCLE_(?:SHA1|USERNAME))$/;

const LISTS: readonly (readonly [names: RegExp, decider: Decider])[] = [
  [OUTSIDER, "outsider"],
  [DEPLOYER, "deployer"],
  [CONFIGURATION, "configuration"],
  [CHECKED, "checked"],
  [MACHINE, "machine"],
  [TEAM, "team"],
];

/** Undefined for what any script may have set. */
function deciderOf(name: string): Decider | undefined {
  return LISTS.find(([names]) => names.test(name))?.[1];
}

const MEANING: Readonly<Record<Decider, { readonly origin: Origin; readonly trust: Trust }>> = {
  outsider: { origin: "outside", trust: "outside" },
  deployer: { origin: "given", trust: "given" },
  configuration: { origin: "given", trust: "configured" },
  team: { origin: "unknown", trust: "chosen" },
  checked: { origin: "unknown", trust: "chosen" },
  machine: { origin: "constant", trust: "constant" },
};

/** In the words of the rules over shell scripts. */
export function originOfVariable(name: string): Origin {
  const decider = deciderOf(name);
  return decider ? MEANING[decider].origin : "unknown";
}

/** In the words of the rules over programs. */
export function trustOfVariable(name: string): Trust {
  const decider = deciderOf(name);
  return decider ? MEANING[decider].trust : "unknown";
}

const AT_MOST: Readonly<Partial<Record<Decider, Severity>>> = {
  configuration: "low",
  team: "medium",
  checked: "medium",
};

/** What a variable weighs at most where its value becomes program text; undefined when nothing holds it back. */
export function mostFor(name: string): Severity | undefined {
  const decider = deciderOf(name);
  return decider && AT_MOST[decider];
}
