import { safe } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import type { KeyBinding } from './key-binding.ts';
import { labelOf } from './key-label.ts';

/** Neighbours in the keymap of which the same is said, as of a way down and the way back up. */
export interface KeysAlike {
  readonly bindings: readonly KeyBinding[];
  readonly says: SafeText;
}

/** @param wordsOf what is said of a key; null leaves it out */
export function keysAlike(
  bindings: readonly KeyBinding[],
  wordsOf: (binding: KeyBinding) => SafeText | null,
): readonly KeysAlike[] {
  const all: KeysAlike[] = [];
  for (const binding of bindings) {
    const says = wordsOf(binding);
    if (says === null) continue;
    const before = all.at(-1);
    if (before?.says === says) all[all.length - 1] = { says, bindings: [...before.bindings, binding] };
    else all.push({ says, bindings: [binding] });
  }
  return all;
}

/** The first key of each binding, then the second of each: `j k`, `down up`. Keys in a row are a range: `1-6`. */
export function labelsOf(bindings: readonly KeyBinding[]): readonly (readonly SafeText[])[] {
  const most = Math.max(...bindings.map(({ keys }) => keys.length));
  return Array.from({ length: most }, (_, place) =>
    asRange(bindings.flatMap(({ keys }) => keys.slice(place, place + 1).map(labelOf))),
  );
}

function asRange(labels: readonly SafeText[]): readonly SafeText[] {
  const [first = safe``] = labels;
  const isRow = labels.every((label, place) => label === String(Number(first) + place));
  return labels.length > 2 && isRow ? [safe`${first}-${labels.at(-1) ?? first}`] : labels;
}
