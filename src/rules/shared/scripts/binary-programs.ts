/** Hooks and scripts that are compiled programs. */
import type { UnreadableFile } from "../../../documents/document.ts";

/** True for one of them, which nobody could review even if it were read. */
export function isBinaryProgram({ role, reason }: UnreadableFile): boolean {
  return (role === "hook" || role === "script") && reason.includes("binary");
}
