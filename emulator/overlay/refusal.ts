/** Answers other than success, in the shapes GitHub gives them. */

/** Thrown by a route; the server turns it into the response. */
export class Refusal extends Error {
  readonly status: number;
  readonly errors: readonly unknown[] | undefined;

  constructor(status: number, message: string, errors?: readonly unknown[]) {
    super(message);
    this.status = status;
    this.errors = errors;
  }
}

/** 404, also GitHub's answer for things that the caller may not see. */
export function notFound(): Refusal {
  return new Refusal(404, "Not Found");
}

/** 403 for what a person may read but not change. */
export function forbidden(): Refusal {
  return new Refusal(403, "Forbidden");
}

/** 422 of the resource endpoints: one object a wrong field. */
export function validationFailed(...errors: ReadonlyArray<Record<string, string>>): Refusal {
  return new Refusal(422, "Validation Failed", errors);
}

/** 422 of the review endpoints: one sentence a problem. */
export function unprocessable(...sentences: readonly string[]): Refusal {
  return new Refusal(422, "Unprocessable Entity", sentences);
}

/** 422 for a body that breaks the endpoint's schema. */
export function invalidRequest(problem: string): Refusal {
  return new Refusal(422, `Invalid request.\n\n${problem}`);
}
