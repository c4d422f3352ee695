/** Results of pure functions, kept as long as what they were made of. */

/**
 * The same function, computed once for each argument. Documents never change, and many rules ask the same question about one;
 * the result is shared, so nobody may change it either.
 */
export function onceFor<Subject extends object, Result>(
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
