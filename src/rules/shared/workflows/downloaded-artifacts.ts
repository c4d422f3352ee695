/** Files that the run of another workflow left, and what a job does with them: forks choose what a run of theirs leaves. */
import { entriesOf, get, scalarOf, type YamlScalar } from "../../../documents/yaml/yaml-node.ts";
import { fitsOnlyWords, isSetOfWords } from "../scripts/kept-characters.ts";
import type { Site } from "./workflow-of.ts";

/** One download, in a job that trusts what it brings. */
export interface TrustedDownload {
  readonly at: YamlScalar;
  /** `code`: it lies where Kamal reads its settings and hooks, or is run; `text`: what stands in it reaches a shell or a server. */
  readonly brings: "code" | "text";
}

/** The first download of a job that is trusted so; the sites are those of its steps. */
export function trustedDownload(sites: readonly Site[], runsKamal: boolean): TrustedDownload | undefined {
  let downloads = 0;
  for (const [index, { step }] of sites.entries()) {
    if (!step || !MAY_DOWNLOAD.test(`${step.uses?.text} ${step.run?.text}`)) continue;
    const later = sites.slice(index + 1);
    const download = downloadBy(step) ?? archiveBy(step, later);
    if (!download) continue;
    if (downloads++ >= MAX_DOWNLOADS || download.folder.length > MAX_FOLDER)
      return { at: download.at, brings: "code" };
    if (isWithin(download) && later.some(isCheckout)) continue; // it empties the folder first
    const brings = use(download, later, runsKamal);
    if (brings) return { at: download.at, brings };
  }
  return undefined;
}

const MAY_DOWNLOAD = /download-artifact|github-script|gh run download/;

/** Nobody's jobs fetch more; beyond it the worst is assumed. */
const MAX_DOWNLOADS = 30;

/** In the folder that the job works in. */
function isWithin({ folder }: Download): boolean {
  return !/^(?:RUNNER_TEMP|[/~$]|\.\.)/.test(folder);
}

interface Download {
  readonly at: YamlScalar;
  /** `.` for the folder that the job works in. */
  readonly folder: string;
}

function downloadBy({ uses, run, node }: NonNullable<Site["step"]>): Download | undefined {
  const given = (name: string): string | undefined => scalarOf(get(get(node, "with"), name))?.text;
  if (uses && /^actions\/download-artifact@/.test(uses.text))
    return given("run-id") === undefined ? undefined : { at: uses, folder: folderOf(given("path")) };
  if (uses && /^dawidd6\/action-download-artifact@/.test(uses.text)) {
    const isOwn = /^push$/.test(given("event") ?? "") || given("allow_forks") === "false";
    return isOwn ? undefined : { at: uses, folder: folderOf(given("path")) };
  }
  const [, options] = /\bgh run download\b((?:\\\n|.){0,500})/.exec(run?.text ?? "") ?? [];
  if (!run || options === undefined) return undefined;
  return { at: run, folder: folderOf(folderAfter("-D|--dir", options)) };
}

/** As the option gives it: it may hold variables and expressions. */
function folderAfter(option: string, options: string): string | undefined {
  const written = String.raw`\s(?:${option})[ =]{0,9}["']?((?:\$\{\{[^}]{0,100}\}\}|[\w$./{}~-]){1,300})`;
  return new RegExp(written).exec(plain(options))?.[1];
}

/** `github.rest.actions.downloadArtifact` in GitHub's action for scripts, and where a later step unpacks it. */
function archiveBy({ uses, node }: NonNullable<Site["step"]>, later: readonly Site[]): Download | undefined {
  const program = scalarOf(get(get(node, "with"), "script"))?.text ?? "";
  if (!uses || !/^actions\/github-script@/.test(uses.text) || !/\bdownloadArtifact\b/.test(program))
    return undefined;
  const options = later.flatMap(
    ({ step }) => /\bunzip\b((?:\\\n|.){0,300})/.exec(step?.run?.text ?? "")?.[1] ?? [],
  )[0];
  if (options === undefined) return undefined;
  return { at: uses, folder: folderOf(folderAfter("-d", options)) };
}

function folderOf(path: string | undefined): string {
  const text = plain((path ?? ".").trim()).replace(OWN_FOLDER, ".");
  return text.replace(/^\.\/(?=.)/, "").replace(/(?<!\/)\/+$/, "") || ".";
}

const OWN_FOLDER = /^(?:\$\{\{\s{0,9}github\.workspace\s{0,9}\}\}|\$(?:GITHUB_WORKSPACE|PWD)\b)/;

/** Nobody's paths are longer; beyond it the worst is assumed. */
const MAX_FOLDER = 200;

/** On one line, with one spelling for variables and for the folder of the runner. */
function plain(text: string): string {
  return text
    .replace(/\\\n/g, " ")
    .replace(/\$\{(\w{1,100})\}/g, "$$$1")
    .replace(/\$\{\{\s{0,9}runner\.temp\s{0,9}\}\}|\$RUNNER_TEMP\b/g, "RUNNER_TEMP");
}

function isCheckout({ step }: Site): boolean {
  return /^actions\/checkout@/.test(step?.uses?.text ?? "") && !keepsFiles(step?.node);
}

/** `clean: false`, or into a folder of its own. */
function keepsFiles(node: Parameters<typeof get>[0]): boolean {
  return entriesOf(get(node, "with")).some(
    ({ key, value }) =>
      key.text === "path" || (key.text === "clean" && scalarOf(value)?.text.toLowerCase() === "false"),
  );
}

function use(
  { folder }: Download,
  later: readonly Site[],
  runsKamal: boolean,
): TrustedDownload["brings"] | undefined {
  if (folder === "." && runsKamal) return "code";
  const runs = later.flatMap(({ step }) => step?.run?.text ?? []);
  const uses = later.flatMap((site) => usesIn(site, folder, runs));
  return uses.find((one) => one === "code") ?? uses[0];
}

function usesIn({ step }: Site, folder: string, runs: readonly string[]): TrustedDownload["brings"][] {
  const text = plain(step?.run?.text ?? "");
  const lines = text.split("\n").filter((line) => !/^\s*#/.test(line));
  const mention = mentionOf(folder);
  const named = (line: string): boolean => mention.test(line);
  if (lines.some((line) => named(line) && (RUNS.test(line) || line.trimStart().startsWith(folder))))
    return ["code"];
  const reading = lines.filter(named);
  if (reading.length > MAX_LINES) return ["text"];
  const kept = reading.flatMap((line) => {
    const [, name, value = ""] = /^\s*(?:export )?(\w{1,100})=["']?(?:\$\(|`)(.+)$/.exec(line) ?? [];
    return name !== undefined && named(value) && !leavesWords(value) && !isChecked(name, text) ? [name] : [];
  });
  const id = scalarOf(get(step?.node, "id"))?.text;
  const isAsked = id !== undefined && runs.some((run) => run.includes(`steps.${id}.outputs.`));
  const isTold = (line: string): boolean =>
    REACHES.test(line) || (isAsked && line.includes("GITHUB_OUTPUT") && !leavesWords(line));
  const tells = lines.some(
    (line) =>
      isTold(line) &&
      ((named(line) && /\$\(|`|GITHUB_/.test(line)) || kept.some((name) => holds(line, name))),
  );
  return tells ? ["text"] : [];
}

/** Nobody reads more files of one folder by hand; beyond it the worst is assumed. */
const MAX_LINES = 50;

/** `./build/run`, `"$PWD/build/tag"`; in the folder of the job itself any bare name may be one, so only what unpacks or loads is told. */
function mentionOf(folder: string): RegExp {
  if (folder === ".") return /\bdocker (?:image )?load\b/;
  return new RegExp(`(?<![\\w-])${folder.replace(/[^\w/-]/g, "\\$&")}(?![\\w-])`);
}

/** What makes a program, an image or the code of the deployment of it. */
const RUNS =
  /(?:^|[\s;&|("'])(?:bash|sh|source|ruby|python3?|node|exec|chmod|cp|mv|ln|rsync|scp|tar|unzip|docker (?:image )?load|docker (?:buildx )?build)\s|^\s*(?:sudo )?["']?\.{1,2}[ /]/;

const REACHES = /\bkamal\b|\bssh\b|\bdocker\b|\beval\b|\b(?:ba)?sh -c\b|GITHUB_(?:ENV|PATH)/;

/** What is left is a number or a name. */
function leavesWords(line: string): boolean {
  const [, quoted, set = quoted] = DELETES.exec(line) ?? [];
  const [, pattern] = /\bgrep -\w*o(.{0,300})/.exec(line) ?? [];
  return (set !== undefined && isSetOfWords(set)) || (pattern !== undefined && fitsOnlyWords(pattern));
}

/** `tr -cd '[:alnum:]'`, `tr -c -d 0-9` */
const DELETES =
  /\btr -(?:[cC](?: -)?d|d(?: -)?[cC])[ \t]{1,9}(?:["']([^"'\n]{0,200})["']|([^\s"'|;)`]{1,200}))/;

function isChecked(name: string, text: string): boolean {
  return new RegExp(`\\$\\{?${name}\\}?["']? =~|case ["']?\\$\\{?${name}\\b`).test(text);
}

function holds(line: string, name: string): boolean {
  return line.includes(`$${name}`) || line.includes(`\${${name}`);
}
