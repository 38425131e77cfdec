/**
 * Values that many records share, found by their parts: one object for each combination of parts.
 * Walked part by part, so that no key is put together for each record, and no two combinations meet.
 */
export class SharedValues<Value> {
  #next: Map<unknown, SharedValues<Value>> | null = null;
  #value: Value | null = null;

  under(part: string | number | null): SharedValues<Value> {
    this.#next ??= new Map();
    const known = this.#next.get(part);
    if (known !== undefined) return known;
    const next = new SharedValues<Value>();
    this.#next.set(part, next);
    return next;
  }

  /** The value of the parts walked so far; the first time the one given. */
  shared(value: Value): Value {
    this.#value ??= value;
    return this.#value;
  }
}
