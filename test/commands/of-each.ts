/** The reading of each, several at once: most of the time a process waits for its turn to call. */
export async function ofEach<Value>(
  names: readonly string[],
  atOnce: number,
  readingOf: (name: string) => Promise<Value>,
): Promise<ReadonlyMap<string, Value>> {
  const values = new Map<string, Value>();
  const left = [...names];
  const work = async () => {
    for (let name = left.shift(); name !== undefined; name = left.shift())
      values.set(name, await readingOf(name));
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return values;
}
