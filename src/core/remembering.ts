/** Remembers what was made of each value, for what repeats: equal ones give one and the same. */
export function remembering<Given, Made>(make: (given: Given) => Made): (given: Given) => Made {
  const known = new Map<Given, Made>();
  return (given) => {
    const before = known.get(given);
    // What may be `undefined` is made again, which is no mistake.
    if (before !== undefined) return before;
    const made = make(given);
    known.set(given, made);
    return made;
  };
}
