/** Starts emulate with an overlay on it, without touching other emulators of the same process. */
import { AsyncLocalStorage } from "node:async_hooks";
import { createEmulator, type Emulator, type EmulatorOptions } from "emulate";
import type { GitHubModule, Registration } from "../emulate-internals.ts";
import { loadGitHubModule } from "./load-emulate.ts";

/** Called in place of emulate's own registration of routes; `registerOriginal` runs that one. */
export type Overlay = (
  registration: Registration,
  module: GitHubModule,
  registerOriginal: () => void,
) => void;

/** The overlay of the emulator being started in this asynchronous context, if it wants one. */
const overlays = new AsyncLocalStorage<Overlay>();

let hooked: Promise<void> | undefined;

/** @throws when the installed emulate is not the one the overlay was written for */
export async function startEmulator(options: EmulatorOptions, overlay: Overlay): Promise<Emulator> {
  hooked ??= loadGitHubModule().then(hookRegistration);
  await hooked;
  return overlays.run(overlay, () => createEmulator(options));
}

function hookRegistration(module: GitHubModule): void {
  const plugin = module.githubPlugin;
  const registerOriginal = plugin.register;
  plugin.register = (...registration) => {
    const overlay = overlays.getStore();
    if (overlay === undefined) registerOriginal(...registration);
    else overlay(registration, module, () => registerOriginal(...registration));
  };
}
