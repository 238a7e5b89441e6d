import { describe, expect, it } from 'vitest';
import { tailCopyables } from '../../../../src/views/log/tail-copyables.ts';
import { line, tailOnScreen } from '../tail-story.ts';

const REQUEST = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';
const said = (level: string, words: string) => `2026-11-24T03:11:10.118Z\t${REQUEST}\t${level}\t${words}`;

/** A call that says the same four times, then fails. */
const CALL = [
  `START RequestId: ${REQUEST} Version: 118\n`,
  said('INFO', 'cart loaded'),
  ...[111, 222, 333, 444].map((waitMs) => said('WARN', `retry in ${waitMs} ms`)),
  said('ERROR', 'gave up'),
].map((message, place) => line(place, message));

function copied(tail: ReturnType<typeof tailOnScreen>, key: string) {
  const copyable = tailCopyables(tail.atHand()).find((each) => each.key === key);
  return {
    name: copyable?.name,
    lines: copyable?.lines.map((each) => each.replace(/^.*(?=cart|retry|gave)/, '')),
  };
}

describe('what is copied of a row', () => {
  it('is each line that the row stands for, where equal ones are folded', () => {
    const tail = tailOnScreen({ items: CALL });
    tail.press('k');
    expect(tail.cursor()?.says).toContain('×4');
    expect(copied(tail, 'l')).toEqual({
      name: '4 lines',
      lines: ['retry in 111 ms', 'retry in 222 ms', 'retry in 333 ms', 'retry in 444 ms'],
    });
  });

  it('is what the row stood for when the menu opened, while others come that say the same', () => {
    const tail = tailOnScreen({ items: CALL.slice(0, 5) });
    tail.press('y');
    tail.arrives(...CALL.slice(5, 6));
    expect(tail.cursor()?.says).toContain('×3');
    expect(copied(tail, 'l').name).toBe('3 lines');
    tail.closesCopyMenu();
    expect(tail.cursor()?.says).toContain('×4');
  });

  it('is its one line where nothing is folded', () => {
    const tail = tailOnScreen({ items: CALL });
    expect(copied(tail, 'l')).toEqual({ name: 'line', lines: ['gave up'] });
    tail.press('u', 'k');
    expect(copied(tail, 'l')).toEqual({ name: 'line', lines: ['retry in 444 ms'] });
  });

  it('is no request, block or command of one where lines of several are folded', () => {
    const others = ['1', '2', '3'].map((id, place) =>
      line(place, said('WARN', `retry in ${id} ms`).replace(REQUEST, REQUEST.replace(/^./, id))),
    );
    const copyables = tailCopyables(tailOnScreen({ items: others }).atHand());
    expect(copyables.map(({ key }) => key)).toEqual(['l', 'f', 'm', 'c', 'o']);
    const wordsOf = (key: string) => copyables.find((each) => each.key === key)?.lines.join('\n');
    for (const id of ['1', '2', '3']) expect(wordsOf('m')).toContain(`retry in ${id} ms`);
    expect(wordsOf('c')).not.toContain('filter-pattern');
  });

  it('is none of the lines that a filter hides', () => {
    const tail = tailOnScreen({ items: CALL });
    tail.press('v', ...'!222', 'return', 'k');
    expect(copied(tail, 'l').lines).toEqual(['retry in 111 ms', 'retry in 333 ms', 'retry in 444 ms']);
  });

  it('is the whole block of its request, whatever of it is folded or filtered', () => {
    const tail = tailOnScreen({ items: CALL });
    const block = CALL.map(({ event }) => event.message.trimEnd());
    expect(tailCopyables(tail.atHand()).find(({ key }) => key === 'b')?.lines).toHaveLength(block.length);
    tail.press('v', ...'gave', 'return');
    expect(tailCopyables(tail.atHand()).find(({ key }) => key === 'b')?.lines).toHaveLength(block.length);
  });
});
