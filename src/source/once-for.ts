/** Results of pure functions, kept as long as what they were made of. */

/**
 * The same function, computed once for each argument. Documents never change, and many rules ask the same question about one;
 * the result is shared, so nobody may change it either.
 *
 * It is kept with the argument, under a name that nobody else has and that copies do not take over: with thousands of commands in
 * a script, that is a fifth faster than weak maps, over which the garbage collector has to go again and again.
 */
export function onceFor<Subject extends object, Result>(
  compute: (subject: Subject) => Result,
): (subject: Subject) => Result {
  const key = Symbol();
  return (subject) => {
    const holder = subject as { readonly [key]?: { readonly result: Result } };
    const earlier = holder[key];
    if (earlier) return earlier.result;
    const result = compute(subject);
    Object.defineProperty(subject, key, { value: { result }, configurable: true });
    return result;
  };
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
