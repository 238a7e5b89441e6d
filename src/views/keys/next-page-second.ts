import type { KeyBinding } from './key-binding.ts';

/** On a screen with room for few keys, the one to its other pages is among them. */
export function nextPageSecond(bindings: readonly KeyBinding[]): readonly KeyBinding[] {
  const isNext = ({ action }: KeyBinding) => action === 'nextPane';
  const next = bindings.filter(isNext);
  const [first, ...others] = bindings.filter((binding) => !isNext(binding));
  return first === undefined ? next : [first, ...next, ...others];
}
