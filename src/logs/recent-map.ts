/** A map of the most recently set entries: the oldest are dropped. */
export interface RecentMap<Key, Value> {
  get(key: Key): Value | undefined;
  set(key: Key, value: Value): void;
  delete(key: Key): void;
  values(): Iterable<Value>;
}

/**
 * @param mostWeight the limit for all values together
 * @param weightOf the weight of one value; 1 by default
 * @param onDropped called with each value that was dropped for newer ones
 */
export function createRecentMap<Key, Value>(
  mostWeight: number,
  weightOf: (value: Value) => number = () => 1,
  onDropped: (value: Value) => void = () => {},
): RecentMap<Key, Value> {
  const values = new Map<Key, Value>();
  let weight = 0;

  const remove = (key: Key): void => {
    const value = values.get(key);
    if (value === undefined) return;
    values.delete(key);
    weight -= weightOf(value);
  };

  return {
    get: (key) => values.get(key),
    set(key, value) {
      remove(key);
      values.set(key, value);
      weight += weightOf(value);
      for (const [oldest, dropped] of values) {
        if (weight <= mostWeight) return;
        remove(oldest);
        onDropped(dropped);
      }
    },
    delete: remove,
    values: () => values.values(),
  };
}
