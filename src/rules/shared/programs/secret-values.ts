/** Values of programs that are secret: by the name they are looked up under, as the whole environment, as a file of keys. */
import {
  type Call,
  type Expression,
  keyNamed,
  literalOf,
  partsOf,
  pathOf,
} from "../../../documents/program/program.ts";
import { onceFor } from "../../../source/once-for.ts";
import type { SourceText } from "../../../source/source-text.ts";
import { isSecretVariable } from "../scripts/secret-flows.ts";
import { isSecretName } from "../secrets/secret-names.ts";
import { computes, effectOfCall } from "./call-effects.ts";
import { isEnvironment, isLookup, variableLookedUp } from "./environment.ts";
import { isRequest } from "./incoming-texts.ts";
import { isListOfNames } from "./names-of-secrets.ts";
import { type SecretValue, secretFileRead } from "./secret-file-reads.ts";
import { type ValuesOf, valuesInside } from "./values-inside.ts";

/** Secret by itself; undefined for anything else, whatever it is made of. */
export function secretValueOf(expression: Expression): SecretValue | undefined {
  const variable = variableLookedUp(expression);
  if (variable !== undefined)
    return isSecretVariable(variable) ? { kind: "variable", label: `\`${variable}\`` } : undefined;
  if (isEnvironment(expression)) return { kind: "environment", label: "the whole environment" };
  if (
    expression.kind === "member" &&
    expression.name !== undefined &&
    isSecretMember(expression.name) &&
    !isListOfNames(expression) &&
    !wrappedIn(expression.source).has(expression.name)
  )
    return { kind: "variable", label: `\`${expression.name}\`` };
  const member = expression.kind === "call" ? memberRead(expression.call) : undefined;
  if (member !== undefined && isSecretMember(member)) return { kind: "variable", label: `\`${member}\`` };
  if (expression.kind === "call" && isAllCredentials(expression.call))
    return { kind: "file", label: "`config/credentials.yml.enc`" };
  return expression.kind === "call" ? secretFileRead(expression.call) : undefined;
}

/** `Rails.application.credentials.config` */
function isAllCredentials({ method, receiver, arguments: values }: Call): boolean {
  return (
    /^(?:config|read|to_h)$/.test(method) &&
    values.length === 0 &&
    receiver?.kind === "call" &&
    receiver.call.method === "credentials"
  );
}

/** `ENV[name]` is one variable: which, `name` tells. Undefined when it is none of a secret's name. */
export function computedVariable(expression: Expression, valuesOf: ValuesOf): SecretValue | undefined {
  const name = nameLookedUp(expression);
  if (!name) return undefined;
  for (const one of valuesInside(name, valuesOf, partsPicked)) {
    if (isEnvironment(one)) return { kind: "environment", label: "the whole environment" };
    const text = literalOf(one);
    if (text !== undefined && isSecretName(text)) return { kind: "variable", label: `\`${text}\`` };
  }
  return undefined;
}

function partsPicked(one: Expression): readonly Expression[] {
  return one.kind === "call" && picksKamals(one.call) ? [] : partsOf(one);
}

/** The name of a variable that is looked up, when it isn't spelled out there. */
export function nameLookedUp(expression: Expression): Expression | undefined {
  if (expression.kind === "member")
    return expression.name === undefined && isEnvironment(expression.of) ? expression.index : undefined;
  if (expression.kind !== "call" || variableLookedUp(expression) !== undefined) return undefined;
  const [name, ...others] = isLookup(expression.call) ? expression.call.arguments : [];
  return others.length === 0 ? name : undefined;
}

/** Fields of models that print as stars: `registry_password: SecretStr` of pydantic. */
const wrappedIn: (source: SourceText) => ReadonlySet<string> = onceFor(
  ({ text }: SourceText) =>
    new Set(
      [...text.matchAll(/^[ \t]+(\w{1,80}): *(?:pydantic\.)?Secret(?:Str|Bytes)\b/gm)].flatMap(
        ([, name]) => name ?? [],
      ),
    ),
);

/** `credentials.dig(:stripe, :secret_key)`, `settings.fetch("password")`, in Ruby `config.password`, of pydantic `settings.password.get_secret_value()`. */
function memberRead({ method, receiver, arguments: values, options }: Call): string | undefined {
  if (!receiver) return undefined;
  if (method === "get_secret_value" && receiver.kind === "member") return receiver.name;
  if (values.length === 0)
    return options.length === 0 && isObject(receiver) && IS_SECRET.test(method) ? method : undefined;
  if (!/^(?:dig|fetch)$/.test(method)) return undefined;
  return keyNamed(method === "dig" ? values.at(-1) : values[0]);
}

/** Other methods with such words in their names tell something of secrets, or do something with them. */
const IS_SECRET =
  /^(?!(?:generate|create|refresh|reset|validate|verify|check|ask|missing|masked|redacted)_)(?:\w+_)?(?:password|passphrase|secret|token|(?:api|access|secret|private|master|signing)_key|secret_key_base)$/;

/** Modules and classes make secrets, and ask for them, but hold none. */
function isObject(receiver: Expression): boolean {
  return receiver.kind !== "name" || /^[@a-z]/.test(receiver.name);
}

/** `response["token"]`, `config.password`, `settings["DATABASE_URL"]`; lists of names are no secrets. */
function isSecretMember(name: string): boolean {
  const isVariable = /^[A-Z][A-Z\d_]*$/.test(name);
  return (isVariable ? isSecretVariable(name) : isSecretName(name)) && !/s$/i.test(name);
}

/** What shows every variable with its value. */
const DUMPING =
  /^(?:to_h|to_hash|to_a|to_s|inspect|to_json|each|each_pair|map|sort\w*|select|filter|reject|dup|clone|items|values|copy|entries)$/;

const TELLS_LITTLE =
  /^(?:mask\w*|redact\w*|obfuscate\w*|censor\w*|gsub!?|sub!?|replace(?:All)?|tr|hash|digest|hexdigest|each_key|first|last|pop|shift|at|slice|substring|substr|keys|key\?|has_key\?|include\?|includes|has|names|authenticate|login|encrypt\w*|sign|hmac\w*|createHmac|post|put|patch|request|call)$/;

/** Where a secret may still be seen in a result: not in its length, its first letters, a comparison. */
export function partsShown(expression: Expression): readonly Expression[] {
  if (expression.kind === "mixed" || variableLookedUp(expression) !== undefined) return [];
  if (nameLookedUp(expression)) return [];
  // of dotenv, and what a program printed
  if (expression.kind === "member" && /^(?:parsed|stdout)$/.test(expression.name ?? ""))
    return [expression.of];
  if (expression.kind === "member")
    return isSlice(expression) || expression.name !== undefined ? [] : [expression.of];
  if (expression.kind !== "call") return partsOf(expression);
  const { call } = expression;
  if (picksKamals(call) || looksUpVariable(call)) return [];
  if (call.receiver && isEnvironment(call.receiver) && !DUMPING.test(call.method)) return [];
  if (call.receiver && isEnvironment(call.receiver)) return [call.receiver];
  if (isFilter(call) || makesClient(call) || carriesHeaders(call)) return [];
  if (isRequest(call) || TELLS_LITTLE.test(call.method) || effectOfCall(call) !== "passing") return [];
  return partsOf(expression);
}

/** `settings.fetch("AWS_REGION")` is one variable of all that a file holds, and none with a secret's name. */
function looksUpVariable({ method, receiver, arguments: [name, ...others] }: Call): boolean {
  return (
    others.every((one) => literalOf(one) !== undefined) &&
    receiver !== undefined &&
    /^(?:fetch|get)$/.test(method) &&
    /^[A-Z][A-Z\d_]+$/.test(literalOf(name) ?? "")
  );
}

/** A request by another name: what comes back is not what was sent. */
function carriesHeaders({ options }: Call): boolean {
  return options.some(({ key }) => key === "headers" || key === "auth");
}

/** `Redis.new(url: ENV["REDIS_URL"])`: what such an object answers is not what it was made with. */
function makesClient({ path }: Call): boolean {
  return /^[A-Z][\w.:]*\.new$/.test(path) && !/^(?:OpenStruct|Struct|Data)\b/.test(path) && !computes(path);
}

/** `ActiveSupport::ParameterFilter.new(…).filter(settings)`: what it is given comes back without its secrets. */
function isFilter({ method, receiver, arguments: values }: Call): boolean {
  if (method !== "filter" || values.length === 0 || !receiver) return false;
  return receiver.kind === "call"
    ? /ParameterFilter(?:\.|::)new$/.test(receiver.call.path)
    : /filter$/i.test(pathOf(receiver) ?? "");
}

/** `ENV.select { |name, _| name.start_with?("KAMAL_") }`: what Kamal tells its hooks. */
export function picksKamals({ method, source, span }: Call): boolean {
  if (!/^(?:select|filter|slice|items|entries)$/.test(method)) return false;
  const text = source.text.slice(span.start, Math.min(span.end, span.start + MAX_PICKING));
  return /["'/^]KAMAL_/.test(text) && !/(?:!|\bnot )[\w.?]{1,40}\(?["'/^]+KAMAL_/.test(text);
}

const MAX_PICKING = 200;

/** A block with a word for secrets in its pattern or text takes them, unless it takes the others. */
function picksSecrets({ method, source, span }: Call): boolean {
  if (!/^(?:select|filter)$/.test(method)) return false;
  const text = source.text.slice(span.start, Math.min(span.end, span.start + MAX_PICKING));
  return /["'/|(](?:\w*_)?(?:KEY|TOKEN|SECRET|PASSWORD)/i.test(text) && !/!/.test(text);
}

/** `token[0..3]`, `token[:4]`. */
function isSlice({ index }: Expression & { readonly kind: "member" }): boolean {
  return index?.kind === "mixed";
}

/** `ENV.slice(*NAMES)`, where one of the names is that of a secret, and `ENV.select { |name, _| name =~ /TOKEN/ }`. */
export function pickedByName(value: Expression, valuesOf: ValuesOf): SecretValue | undefined {
  if (value.kind !== "call" || !/^(?:slice|values_at|fetch_values|select|filter)$/.test(value.call.method))
    return undefined;
  const { receiver, arguments: names } = value.call;
  const of =
    receiver?.kind === "call" && /^to_h(?:ash)?$/.test(receiver.call.method)
      ? receiver.call.receiver
      : receiver;
  if (!of || !isEnvironment(of)) return undefined;
  if (picksSecrets(value.call)) return { kind: "environment", label: "the whole environment" };
  for (const list of names)
    for (const name of valuesInside(list, valuesOf)) {
      const text = literalOf(name);
      if (text !== undefined && isSecretName(text)) return { kind: "variable", label: `\`${text}\`` };
    }
  return undefined;
}
