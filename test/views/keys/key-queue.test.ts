import { describe, expect, it } from 'vitest';
import type { KeyPress } from '../../../src/views/keys/key-press.ts';
import { createKeyQueue } from '../../../src/views/keys/key-queue.ts';
import { bindingsOn, KEYMAP } from '../../../src/views/keys/keymap.ts';
import { inkKey } from './key-press.ts';

/** The key presses that a screen reads from such a report of Ink. */
function readOf(input: string, key: Parameters<typeof inkKey>[0]): readonly KeyPress[] {
  const queue = createKeyQueue();
  const presses: KeyPress[] = [];
  queue.reader = {
    bindings: bindingsOn('tail'),
    keymap: KEYMAP,
    onPress: (press) => presses.push(press),
  };
  queue.add(input, inkKey(key));
  return presses;
}

describe('Esc right before another key, which a terminal sends as that key with Alt,', () => {
  it.each([
    { second: 'a character', input: ':', key: {}, action: 'command' },
    { second: 'a capital', input: 'H', key: { shift: true }, action: 'headroom' },
    { second: 'Enter', input: '\r', key: { return: true }, action: 'open' },
    { second: 'Tab', input: '\t', key: { tab: true }, action: 'nextPane' },
    { second: 'a control key', input: 'd', key: { ctrl: true }, action: 'halfDown' },
    { second: 'Esc', input: '', key: { escape: true }, action: 'back' },
  ])('is read as Esc and then $second', ({ input, key, action }) => {
    const presses = readOf(input, { ...key, meta: true });
    expect(presses.map((press) => press.action)).toEqual(['back', action]);
    expect(presses[0]).toMatchObject({ isEscape: true, character: '', isReturn: false, isTab: false });
  });

  it('types the second key where text is typed', () => {
    expect(readOf('z', { meta: true })[1]).toMatchObject({ isEscape: false, character: 'z' });
  });

  it('is not confused with an arrow with Alt', () => {
    expect(readOf('', { meta: true, upArrow: true }).map(({ action }) => action)).toEqual(['up']);
  });
});
