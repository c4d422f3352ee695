/**
 * Which files are scripts of a deployment. Some say so by what they are called; of the others, those are that start Kamal, whatever
 * their names.
 */
import type { SourceText } from "../source/source-text.ts";
import type { Document } from "./document.ts";
import { kamalCallOf } from "./shell/kamal-call.ts";
import { commandName, type ShellScript } from "./shell/shell-script.ts";
import type { Invocation } from "./shell/wrappers.ts";
import { isTaskFile } from "./task-files.ts";
import { callsKamal, withoutComments } from "./workflow/kamal-commands.ts";

/** What people call scripts that bring something to servers. */
const FOR_DEPLOYING =
  "(?:deploy|kamal|mrsk|redeploy|rollback|release|rollout|provision|promote|ship(?![a-z]))";

const NAMED: readonly RegExp[] = [
  new RegExp(`(?:^|/)(?:bin|scripts?)/${FOR_DEPLOYING}[^/]*$`),
  /(?:^|\/)(?:bin|scripts?|deploy|deployment|ops|infra)\/[^/]*[-_]?deploy(?![a-z]*\.ya?ml)[^/]*$/,
  /(?:^|\/)(?:bin|scripts?|ops|infra)\/(?:deploy(?:ment)?|kamal)\/(?:[\w.-]+\/){0,4}[\w-]+(?:\.(?:sh|bash|rb|py|[cm]?[jt]s))?$/,
  /(?:^|\/)deploy\.(?:sh|rb|py)$|^deploy\.[cm]?[jt]s$/,
  /(?:^|\/)(?:[\w-]+[-_])?deploy(?:[-_][\w-]+)?\.(?:sh|bash)$/,
  /(?:^|\/)lib\/tasks\/(?:.+\/)?[^/]*(?:deploy|kamal|release)[^/]*\.rake$/,
  /(?:^|\/)lib\/capistrano\/tasks\/(?:.+\/)?[^/]+\.rake$/,
  /(?:^|\/)fabfile\.py$|^tasks\.py$/,
  /(?:^|\/)(?:before|after)_deploy[^/]*$/,
  /(?:^|\/)\.kamal\/(?!secrets)(?:.+\/)?[^/]+$/i,
];

/** `docs/images/deployment/deploy.png` */
const PICTURE_OR_PROSE =
  /\.(?:png|jpe?g|gif|svg|webp|avif|ico|pdf|mp[34]|mov|webm|woff2?|ttf|mdx?|adoc|rst|html?|s?css|drawio|puml)$/i;

/** True for a path that says it. */
export function isNamedForDeploying(path: string): boolean {
  return (
    !(PICTURE_OR_PROSE.test(path) && !/(?:^|\/)\.kamal\//i.test(path)) &&
    NAMED.some((pattern) => pattern.test(path))
  );
}

/** True for a text that may have to do with a deployment by the scripts it names. */
export function namesDeploymentScript(text: string): boolean {
  return /\b(?:bin|scripts?)\/[\w./-]{0,60}deploy/i.test(text);
}

/** Programs of frameworks that say nothing about the deployment. */
export const BINSTUB =
  /(?:^|\/)(?:rails|rake|bundle|yarn|npm|dev|jobs|thrust|spring|vite|importmap|rubocop|brakeman|rspec|setup|docker-entrypoint)$/;

/** Where people keep scripts of every kind. */
const PLACES = [
  /(?:^|\/)(?:bin|scripts?|exe|\.?ci|ops|infra|tools|deploy(?:ment)?)\/(?:[\w.-]+\/){0,2}[\w-]+(?:\.(?:sh|bash|rb|py|[cm]?[jt]s))?$/,
  /^[\w-]+\.(?:sh|bash)$/,
  /(?:^|\/)lib\/tasks\/(?:[^/]+\/){0,3}[^/]+\.rake$/,
];

/** Dependencies, build results and test data are not the project's own deployment. */
export const NOT_THE_PROJECT = /(?:^|\/)(?:node_modules|vendor|\.git|tmp|dist|tests?|spec|fixtures)\//;

/** All of those, said shortly: most paths of a listing are done with at once. */
const WORTH_A_LOOK =
  /(?:^|\/)(?:bin|scripts?|exe|\.?ci|ops|infra|tools|deploy(?:ment)?|tasks)\/|^[^/]*(?:\/[^/]*)?$/;

/** True for a file that is a script of the deployment if it starts Kamal. */
export function mayStartKamal(path: string): boolean {
  if (!WORTH_A_LOOK.test(path) || NOT_THE_PROJECT.test(path) || BINSTUB.test(path)) return false;
  return isTaskFile(path) || (!path.includes("/hooks/") && PLACES.some((pattern) => pattern.test(path)));
}

/** Kamal's commands as words of a list that is put together elsewhere. */
const AS_WORDS = /["'`(/](?:kamal|mrsk)["']|%w[[({](?:bin\/)?kamal /;

/** What else than a call by its name a program that starts Kamal may have somewhere in its text; prose may have it too. */
const MENTIONS_KAMAL = new RegExp(
  String.raw`\bkamal:|(?:\bkamal|\bmrsk|kamal\}?["']?)[ \t]+(?:-{1,2}[a-z]|accessory|app|audit|build|config|deploy|details|env|lock|proxy|prune|redeploy|registry|rollback|server|setup|["']?\$)|=["']?(?:bundle exec |(?:\./)?bin/)?kamal\b|${AS_WORDS.source}`,
);

/** Tasks that reach servers in their own way. */
const REACHES_SERVERS = /\bSSHKit\b|\bNet::SSH\b/;

/** False for a text that is not worth reading as a program. */
export function mentionsKamal({ path, text }: SourceText): boolean {
  if (MENTIONS_KAMAL.test(text) || callsKamal(withoutComments(text))) return true;
  return path.endsWith(".rake") && REACHES_SERVERS.test(text);
}

/** True for the documents of a program that starts Kamal, or that could not be read and so might. */
export function startKamal(documents: readonly Document[]): boolean {
  return documents.some((document) => {
    if (document.kind === "program") return AS_WORDS.test(document.source.text);
    if (document.kind === "unreadable-file") return document.role === "script" && document.extent === "file";
    return document.kind === "shell-script" && isCaller(document);
  });
}

/** True for those of a program that reaches servers by itself. */
export function reachServers(documents: readonly Document[]): boolean {
  return documents.some((document) => {
    if (document.kind === "shell-script")
      return document.commands.some((command) => commandName(command) === "ssh");
    const { path, text } = document.source;
    return document.kind === "program" && path.endsWith(".rake") && REACHES_SERVERS.test(text);
  });
}

/** By its name, or by that of a variable: `KAMAL="bundle exec kamal"`. */
function isCaller({ commands, assignments }: ShellScript): boolean {
  if (commands.some((command) => isCall(kamalCallOf(command)))) return true;
  return assignments.some(({ value }) => /(?:^|[\s/])kamal$/.test(value?.literal ?? ""));
}

/** What only asks Kamal for something is no deployment. */
function isCall(call: Invocation | undefined): boolean {
  return (
    call !== undefined &&
    !/^(?:secrets|docs|version|help|init|-v|--version|--help)$/.test(call.arguments[0]?.literal ?? "")
  );
}
