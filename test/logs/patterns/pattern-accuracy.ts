/**
 * How well lines are grouped, by the measures of the log parser benchmark: `grouping` is the share of lines whose group
 * is exactly that of their template, `groups` is the F1 score over groups of any size.
 *
 * @see https://github.com/logpai/loghub-2.0
 */
export function accuracyOf(
  ids: readonly number[],
  templates: readonly string[],
): { readonly grouping: number; readonly groups: number } {
  const byId = placesBy(ids);
  const byTemplate = placesBy(templates);
  let rightLines = 0;
  let rightGroups = 0;
  for (const places of byId.values()) {
    const template = templates[places[0] ?? 0] ?? '';
    const isPure = places.every((place) => templates[place] === template);
    if (!isPure || byTemplate.get(template)?.length !== places.length) continue;
    rightLines += places.length;
    rightGroups += 1;
  }
  const precision = rightGroups / byId.size;
  const recall = rightGroups / byTemplate.size;
  return {
    grouping: rightLines / ids.length,
    groups: rightGroups === 0 ? 0 : (2 * precision * recall) / (precision + recall),
  };
}

function placesBy<Key>(keys: readonly Key[]): ReadonlyMap<Key, readonly number[]> {
  const places = new Map<Key, number[]>();
  for (const [place, key] of keys.entries()) {
    const known = places.get(key);
    if (known === undefined) places.set(key, [place]);
    else known.push(place);
  }
  return places;
}
