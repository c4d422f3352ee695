/** The files in which a script keeps what it has downloaded, followed through copies and archives. */
import { copiesBy } from "../../../documents/shell/copied-files.ts";
import { feeders, type ShellCommand } from "../../../documents/shell/shell-script.ts";
import { archivesUnpackedBy, filesTakenBy, foldersUnpackedTo } from "./archives.ts";
import { commandLine } from "./command-line.ts";

/** How a program is kept that shells find by its name alone. */
export function onPath(name: string): string {
  return `$PATH/${name}`;
}

/** See the module comment. */
export class KeptFiles {
  readonly #files = new Map<string, ShellCommand>();
  /** What the paths of unpacked files start with. */
  readonly #folders = new Map<string, ShellCommand>();

  /** What checks name, asked when all files are known. */
  readonly #namedBy = new Map<ShellCommand, ReadonlySet<ShellCommand>>();

  get isEmpty(): boolean {
    return this.#files.size === 0 && this.#folders.size === 0;
  }

  add(file: string, download: ShellCommand): void {
    this.#files.set(file, download);
    const [, name] = /(?:^|\/)s?bin\/([\w.-]+)$/.exec(file) ?? [];
    if (name !== undefined) this.#files.set(onPath(name), download);
  }

  /** What a download is piped into: `curl -fsSL … | tar -xz -C "$tmp" tool`. */
  addUnpacked(by: ShellCommand, download: ShellCommand): void {
    for (const folder of foldersUnpackedTo(by, "")) {
      this.#folders.set(folder, download);
      for (const file of filesTakenBy(by)) this.add(`${folder}${file.replace(/^.*\//, "")}`, download);
    }
  }

  /** The download that a file comes from. */
  at(file: string): ShellCommand | undefined {
    const found = this.#files.get(file);
    if (found || this.#folders.size === 0 || !file.includes("/")) return found;
    return [...this.#folders].find(([folder]) => file.startsWith(folder))?.[1];
  }

  /** What a command makes of the files that are kept. */
  follow(command: ShellCommand): void {
    for (const { from, to } of copiesBy(command)) {
      const download = this.#files.get(from);
      if (download) this.add(to.path, download);
    }
    for (const archive of archivesUnpackedBy(command)) {
      const download = this.#files.get(archive);
      for (const folder of download ? foldersUnpackedTo(command, archive) : [])
        if (download) this.#folders.set(folder, download);
    }
  }

  /** True unless the check names other files that are kept. */
  isCheckedBy(check: ShellCommand, download: ShellCommand): boolean {
    const named = this.#namedBy.get(check) ?? this.#downloadsIn(check);
    this.#namedBy.set(check, named);
    return named.size === 0 || named.has(download);
  }

  #downloadsIn(check: ShellCommand): ReadonlySet<ShellCommand> {
    const text = [check, ...feeders(check)].map((command) => commandLine(command).line).join(" ");
    return new Set([...this.#files].filter(([file]) => text.includes(file)).map(([, one]) => one));
  }
}
