import { describe, expect, it } from 'vitest';
import { line, lines, tailOnScreen } from '../tail-story.ts';

describe('finding words', () => {
  const items = lines(300).map((each, place) =>
    place % 100 === 50 ? line(place, `Payment ${place} took (3 s)`) : each,
  );
  const typing = (words: string) => ['/', ...words];

  it('counts the matching lines while the words are typed, and marks them', () => {
    const tail = tailOnScreen({ items });
    tail.press('g', ...typing('PAYMENT'));
    expect(tail.words()[38]).toContain('find PAYMENT    3 lines say so');
    tail.press('return');
    expect(tail.cursor()?.says).toContain('Payment 50');
    expect(tail.words()[38]).toContain('3 lines say so   n next   N previous   esc clears');
    const marked = tail.rows().flatMap(({ line: spans }) => spans.filter((span) => span.marked === true));
    expect(marked.map(({ text }) => text)).toEqual(['Payment']);
  });

  it('goes to the next match with n and to the previous with N, around the end of the log, which it says', () => {
    const tail = tailOnScreen({ items });
    tail.press(...typing('took (3'), 'return');
    expect(tail.cursor()?.says).toContain('Payment 250');
    tail.press('n');
    expect(tail.cursor()?.says).toContain('Payment 50');
    expect(tail.words()[38]).toContain('from the top');
    tail.press('n');
    expect(tail.cursor()?.says).toContain('Payment 150');
    expect(tail.words()[38]).not.toContain('from the top');
    tail.press('N', 'N');
    expect(tail.cursor()?.says).toContain('Payment 250');
    expect(tail.words()[38]).toContain('from the bottom');
  });

  it('says that there is no other match than the one under the cursor', () => {
    const tail = tailOnScreen({ items });
    tail.press(...typing('Payment 150'), 'return');
    for (const key of ['n', 'N']) {
      tail.press(key);
      expect(tail.words()[38]).toContain('no other match');
      expect(tail.cursor()?.says).toContain('Payment 150');
    }
  });

  it('says that a match is beyond what its row shows, and which key shows it', () => {
    const long = line(300, `ERROR Payment 300 failed ${'and so on '.repeat(20)}: CardDeclined`);
    const trace = line(301, 'Traceback\n  File "/var/task/app.py"\nKeyError: sku');
    const tail = tailOnScreen({ items: [...items, long, trace] });
    for (const words of ['CardDeclined', 'KeyError']) {
      tail.press('escape', ...typing(words), 'return');
      expect(tail.words()[38]).toContain(
        '1 line says so, this one in a part that is not shown   w wraps   n next',
      );
      tail.press('w');
      expect(tail.words()[38]).toContain('1 line says so   n next');
      const marked = tail.rows().flatMap(({ line: spans }) => spans.filter((span) => span.marked === true));
      expect(marked.map(({ text }) => text)).toEqual([words]);
      tail.press('w');
    }
  });

  it('takes every key as a letter until it is done; Esc clears it before it leaves the log', () => {
    const tail = tailOnScreen({ items });
    tail.press(...typing('q?xpF'), 'backspace', ' ');
    expect(tail.words()[38]).toContain('find q?xp ');
    expect(tail.requests).toEqual([]);
    tail.press('return');
    expect(tail.words()[38]).toContain('no line in memory says so');
    tail.press('escape');
    expect(tail.words()[38]).toBe('');
    expect(tail.requests).toEqual([]);
    tail.press('escape');
    expect(tail.requests).toEqual(['up']);
  });

  it('marks whole letters, whatever the words are', () => {
    const odd = [line(1, 'a\u0301 日本語 [x] 🚀'), line(2, 'a plain')];
    for (const words of ['a', '日', '[x', '🚀', '\\', '.']) {
      const tail = tailOnScreen({ items: odd });
      const before = tail.words();
      tail.press(...typing(words), 'return');
      expect(tail.words().slice(4, 8)).toEqual(before.slice(4, 8));
    }
  });
});
