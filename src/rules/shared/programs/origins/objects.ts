/** What a method is called on, as far as the variable that holds it tells. */
import { type Call, type Expression, pathOf } from "../../../../documents/program/program.ts";
import type { OnlyValueOf } from "../../../../documents/program/variables.ts";
import { computes, effectOfCall } from "../call-effects.ts";
import type { Origin } from "../trust.ts";
import type { Flow } from "./flow.ts";

/** The object itself. */
export function isOwn(receiver: Expression): boolean {
  return receiver.kind === "name" && /^(?:self|this)$/.test(receiver.name);
}

/** An object whose class stands in the same file: `git = Git.new(branch)`, `Settings.instance` of a singleton, also by way of functions. */
export function isMadeHere(receiver: Expression, flow: Flow): boolean {
  const value = receiver.kind === "name" ? flow.onlyValueOf(receiver) : receiver;
  if (isOfClassHere(value, flow)) return true;
  if (flow.modules.size === 0 || !/^(?:name|call)$/.test(receiver.kind)) return false;
  return flow.madeOf(receiver).some((made) => isOfClassHere(made, flow));
}

function isOfClassHere(value: Expression | undefined, { results, modules }: Flow): boolean {
  const path = value?.kind === "call" ? value.call.path : "";
  if (/^(?:new )?[A-Z]/.test(path) && results.has(path)) return true;
  // a class need not say how its objects are made
  return modules.has(/^(?:new )?([A-Z]\w*)(?:\.(?:new|instance))?$/.exec(path)?.[1] ?? "");
}

/** What an object of a class that stands in the same file says of itself, where it does: `str(Checkout(branch))`. */
export function saidByObject({ path }: Call, { results }: Flow): Origin | undefined {
  if (!/^(?:new )?[A-Z]\w*(?:\.new)?$/.test(path) || !results.has(path)) return undefined;
  return results.get("__str__") ?? results.get("to_s") ?? results.get("toString");
}

/** What such an object keeps: `checkout.branch` is what its class calls `self.branch`, `this.branch` or `@branch`. */
export function keptByObject(of: Expression, name: string, flow: Flow): Origin | undefined {
  if (!isMadeHere(of, flow)) return undefined;
  for (const own of [`self.${name}`, `this.${name}`, `@${name}`]) {
    const kept = flow.variable({ ...of, kind: "name", name: own, scope: "" });
    if (kept) return kept;
  }
  return undefined;
}

/** A module or class of the same file, whose functions are called by its name: `Tasks.environment(args)`. */
export function isModuleHere(receiver: Expression, { modules }: Flow): boolean {
  const name =
    receiver.kind === "member" ? receiver.name : receiver.kind === "name" ? receiver.name : undefined;
  return name !== undefined && modules.has(name);
}

/** `git = Deploy::Git.new(branch)`: what a class of another file answers need not be what it was made of. */
export function isForeignObject(receiver: Expression | undefined, flow: Flow): boolean {
  const value = receiver?.kind === "name" ? flow.onlyValueOf(receiver) : receiver;
  if (value?.kind !== "call" || !/^[A-Z][\w.]*\.new$/.test(value.call.path)) return false;
  if (effectOfCall(value.call) === "settled") return false; // a class of the library
  return !isMadeHere(value, flow) && !computes(value.call.path);
}

/** A map that is spelled out: looking up a name in it gives one of its values, whoever chose the name. */
export function isTable(receiver: Expression, onlyValueOf: OnlyValueOf): boolean {
  const value = receiver.kind === "name" ? onlyValueOf(receiver) : receiver;
  if (value?.kind === "call" && value.call.method === "freeze" && value.call.receiver)
    return isTable(value.call.receiver, onlyValueOf);
  return value?.kind === "map" || (value?.kind === "call" && value.call.path === "new Map");
}

/** `Paths.root_dir`, `Settings.app_name`: what a module of the project says of itself. */
export function isSettingOfModule({ path, method, arguments: values }: Call): boolean {
  return (
    values.length === 0 &&
    /^[A-Z]\w*(?:\.[A-Z]\w*)*\.\w+$/.test(path) &&
    /^(?!.*(?:branch|tag|ref|user|input))(?:\w+_)?(?:path|dir|root|folder|host|port|service|app|app_name|service_name|registry|image)$/.test(
      method,
    )
  );
}

/** What a value that is known says of itself is known as well: `file.path`. */
export function isAboutValue({ receiver }: Call): boolean {
  if (receiver === undefined) return false;
  return (
    receiver.kind === "call" || (receiver.kind === "name" && !/^(?:[A-Z]|self$|this$)/.test(receiver.name))
  );
}

/** A class is made of constants: `Config.new`; what it then answers is unknown. */
export function isPlain({ path }: Call): boolean {
  return /^new |\.new$/.test(path);
}

/** `Deploy::Validate.ref!(branch)`: a function of another file that says it lets only harmless values through. */
export function isNamedGuard({ path, receiver, arguments: values }: Call): boolean {
  if (values.length === 0 || (receiver && !/^[A-Z]\w*(?:(?:\.|::)[A-Z]\w*)*$/.test(pathOf(receiver) ?? "")))
    return false;
  return /(?:^|[.:_])(?:validat|sanitiz|sanitis|safe|escape|quote|allowed|permitted|checked|ensure)\w*[!?]?/i.test(
    path,
  );
}
