import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clipboardOf, copiedText, copySequence, MOST_COPIED_BYTES } from '../../src/terminal/clipboard.ts';
import { safeText } from '../../src/terminal/safe-text.ts';

describe('the clipboard', () => {
  it.each([
    [{ TERM: 'xterm-256color' }, 'terminal'],
    [{ TERM: 'tmux-256color', TMUX: '/tmp/tmux-1000/default,1,0' }, 'tmux'],
    [{ TERM: 'screen-256color', TMUX: '/tmp/tmux-1000/default,1,0' }, 'tmux'],
    [{ TERM: 'screen' }, 'none'],
    [{ TERM: 'xterm', STY: '1.pts-0' }, 'none'],
    [{ TERM: 'dumb' }, 'none'],
    [{ TERM: 'linux' }, 'none'],
  ] as const)('of %j is %s', (environment, clipboard) => {
    expect(clipboardOf(environment)).toBe(clipboard);
  });

  it('receives whole lines, as many as fit', () => {
    const line = safeText('é'.repeat(10_000));
    expect(copiedText(Array(9).fill(line)).split('\n')).toEqual([line, line, line]);
  });

  it('receives the start of a line that is too long, in whole characters', () => {
    const copied = copiedText([safeText(`a${'é'.repeat(50_000)}`)]);
    expect(copied).toBe(`a${'é'.repeat((MOST_COPIED_BYTES - 2) / 2)}`);
  });

  it('receives no byte that a terminal could execute', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), (lines) => {
        const sequence = copySequence(copiedText(lines.map((line) => safeText(line))));
        const [, base64 = ''] = /^\x1b\]52;c;([A-Za-z\d+/=]*)\x1b\\$/.exec(sequence) ?? [];
        expect(Buffer.from(base64, 'base64').toString()).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f]/);
      }),
    );
  });
});
