/** Who proposes a change, in the words of the place where it is proposed. */

/** See the module comment. Plain data: known for pull requests, to nobody at the command line or in an audit. */
export interface Author {
  /** True when the head lies in another repository; a branch of this one takes the right to write. */
  readonly isFromFork: boolean;
  /** How the author stands to the repository, as GitHub's `author_association` says. */
  readonly association: string;
  /** True when the author may write to the repository at this moment. */
  readonly canWrite: boolean;
}

/** GitHub counts a member whose membership is private as anybody, hence the look at the right as well. */
const INSIDERS: ReadonlySet<string> = new Set(["OWNER", "MEMBER", "COLLABORATOR"]);

/** True for somebody to whom nobody has given a part in the repository; whoever is unknown is none. */
export function isOutsider(author: Author | undefined): boolean {
  return author?.isFromFork === true && !author.canWrite && !INSIDERS.has(author.association);
}
