/** What a rule is. Rules are stateless plain objects, one a file; `npm run new-rule` writes the frame of one. */
import type { DocumentKind, DocumentOf } from "../documents/document.ts";
import type { Project } from "../documents/project.ts";
import type { Place } from "../source/source-text.ts";
import type { Span } from "../source/span.ts";
import type { Author } from "./author.ts";
import type { Category, Confidence, Severity, Strictness } from "./severity.ts";
import type { JudgedSuppression } from "./suppressions.ts";

/** What every rule says about itself; the rule's page is made of it. */
export interface RuleDescription {
  /** Words with hyphens, also the name of its file. */
  readonly id: string;
  readonly category: Category;
  /** What a finding weighs unless the rule says otherwise for a case. */
  readonly severity: Severity;
  readonly confidence: Confidence;
  /** True when its findings stand at the value of a secret, which no report shows; what rules of `secrets` do unless they say otherwise. */
  readonly standsAtSecret?: boolean;
  /** The least strictness that shows it; `default` unless given. What is only `info` needs `pedantic` in any case. */
  readonly strictness?: Strictness;
  /** Rules whose finding on the same line, at least as grave, tells the same: then this rule's finding is left out. */
  readonly givesWayTo?: readonly string[];
  /** One line: the fault in general. */
  readonly title: string;
  /** Why it matters when Kamal runs it. */
  readonly why: string;
  /** What to write instead, in one sentence. */
  readonly fix: string;
  readonly references: readonly string[];
}

/** One thing a rule has to say. The engine adds rule, path, lines and fingerprint, so a rule can't mislabel itself. */
export interface Problem {
  /** The offending value itself, not its section. */
  readonly at: Place;
  /** What is wrong here, in one sentence. Never holds the value of a secret. */
  readonly message: string;
  readonly severity?: Severity;
  readonly confidence?: Confidence;
  readonly strictness?: Strictness;
  /** Given where it differs from the rule: a name, say, instead of the value. */
  readonly standsAtSecret?: boolean;
  /** What to write instead, when the rule's general advice can be made concrete. */
  readonly fix?: string;
  /** Given only when the replacement is certain. */
  readonly edit?: Edit;
  /**
   * Tells findings at one key apart when lines move: a mount's host path, a port. Enters the fingerprint, so it must
   * not be secret.
   */
  readonly subject?: string;
}

/** Replace a range of the finding's file by a text. */
export interface Edit {
  readonly span: Span;
  readonly text: string;
}

/** Judges one document at a time. */
export interface StateRule<Kind extends DocumentKind = DocumentKind> extends RuleDescription {
  readonly appliesTo: readonly Kind[];
  readonly check: (document: DocumentOf<Kind>, project: Project) => Iterable<Problem>;
}

/** Judges what a change does to a document; never runs without a base to compare with. */
export interface ChangeRule<Kind extends ComparableKind = ComparableKind> extends RuleDescription {
  readonly compares: Kind;
  /** Rules whose finding at the very same place would only repeat what this one says about the change. */
  readonly supersedes?: readonly string[];
  readonly compare: (before: DocumentOf<Kind>, after: DocumentOf<Kind>, change: Change) => Iterable<Problem>;
}

/** The two commits, for rules that need more than the pair of documents, and who proposes to go from one to the other. */
export interface Change {
  readonly before: Project;
  readonly after: Project;
  /** Undefined where nobody tells, as at the command line. */
  readonly author?: Author | undefined;
}

/** Kinds of which there is at most one for a path and destination, so that before and after can be paired. */
export type ComparableKind =
  | "kamal-configuration"
  | "kamal-file"
  | "secrets-file"
  | "text-file"
  | "repository";

/** Judges the comments that accept findings, after all other rules have run. */
export interface SuppressionRule extends RuleDescription {
  readonly judge: (suppression: JudgedSuppression) => Iterable<Problem>;
}

/** See `standsAtSecret`. */
export function standsAtSecrets(rule: RuleDescription): boolean {
  return rule.standsAtSecret ?? rule.category === "secrets";
}

/** Any rule. */
export type Rule = StateRule | ChangeRule | SuppressionRule;

/** Defines a rule over documents of the kinds it names; the check's parameter is typed by them. */
export function defineRule<const Kind extends DocumentKind>(rule: StateRule<Kind>): StateRule {
  return rule as unknown as StateRule;
}

/** Defines a rule over the difference between base and head. */
export function defineChangeRule<const Kind extends ComparableKind>(rule: ChangeRule<Kind>): ChangeRule {
  return rule as unknown as ChangeRule;
}

/** Defines a rule over suppressions. */
export function defineSuppressionRule(rule: SuppressionRule): SuppressionRule {
  return rule;
}

/** True for rules over suppressions. */
export function isSuppressionRule(rule: Rule): rule is SuppressionRule {
  return "judge" in rule;
}

/** True for rules over the documents of one commit. */
export function isStateRule(rule: Rule): rule is StateRule {
  return "check" in rule;
}

/** True for rules that need a base. */
export function isChangeRule(rule: Rule): rule is ChangeRule {
  return "compare" in rule;
}
