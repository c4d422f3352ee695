/** Results of pure functions, kept as long as what they were made of. */

/** Where an object keeps what is known of it: functions, each followed by its result. */
const KNOWN = Symbol("known");

/**
 * The same function, computed once for each argument. Documents never change, and many rules ask the same question about one;
 * the result is shared, so nobody may change it either.
 *
 * It is kept with the argument, under a name that nobody else has and that copies do not take over: with thousands of commands in
 * a script, that is a fifth faster than weak maps, over which the garbage collector has to go again and again. All results are
 * under the same name, so that objects of a kind keep one shape, whatever has been asked about each.
 */
export function onceFor<Subject extends object, Result>(
  compute: (subject: Subject) => Result,
): (subject: Subject) => Result {
  return (subject) => {
    const known = knownOf(subject);
    const at = known.indexOf(compute);
    if (at >= 0) return known[at + 1] as Result;
    const result = compute(subject);
    known.push(compute, result);
    return result;
  };
}

/** A list, since it is short: looking through it costs less than a map. */
function knownOf(subject: { readonly [KNOWN]?: unknown[] }): unknown[] {
  const known = subject[KNOWN];
  if (known) return known;
  const nothingYet: unknown[] = [];
  Object.defineProperty(subject, KNOWN, { value: nothingYet });
  return nothingYet;
}

/**
 * The same, kept with the function instead: for results about an argument that lives on when what they were asked for is gone, such
 * as a script that the next commit has as well.
 */
export function onceWithin<Subject extends object, Result>(
  compute: (subject: Subject) => Result,
): (subject: Subject) => Result {
  const known = new WeakMap<Subject, { readonly result: Result }>();
  return (subject) => {
    const earlier = known.get(subject);
    if (earlier) return earlier.result;
    const result = compute(subject);
    known.set(subject, { result });
    return result;
  };
}
