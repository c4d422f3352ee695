/** Names of shells whose programs are read as shell text. */
const SHELLS = new Set(["sh", "bash", "dash", "zsh", "ksh", "ash"]);

/** True for the name of a shell. */
export function isShellName(name: string | undefined): boolean {
  return name !== undefined && SHELLS.has(name);
}
