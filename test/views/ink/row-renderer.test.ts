import { describe, expect, it } from 'vitest';
import rowRenderer, { drawIntoRoom } from '../../../src/views/ink/row-renderer.ts';

const row = (...texts: readonly string[]) => ({
  nodeName: 'ink-text',
  childNodes: texts.map((nodeValue) => ({ nodeName: '#text', nodeValue })),
});
const screenOf = (...rows: readonly ReturnType<typeof row>[]) => ({
  nodeName: 'ink-root',
  childNodes: [{ nodeName: 'ink-box', childNodes: rows }],
});

describe('a frame of ready rows', () => {
  it('is the rows as they are, without trailing blanks, which the terminal has anyway', () => {
    const selected = '\x1b[48;5;236mcheckout-api   \x1b[0m';
    expect(rowRenderer(screenOf(row('\x1b[1mFleet\x1b[0m     '), row('    '), row(selected)))).toEqual({
      output: `\x1b[1mFleet\x1b[0m\n\n${selected}`,
      outputHeight: 3,
      staticOutput: '',
    });
  });

  it('is empty if nothing is drawn', () => {
    expect(rowRenderer({ nodeName: 'ink-root', childNodes: [] })).toEqual({
      output: '',
      outputHeight: 0,
      staticOutput: '',
    });
  });

  it('is the last one while the terminal has no room for another', () => {
    let isFree = false;
    drawIntoRoom(() => isFree);
    const first = rowRenderer(screenOf(row('first')));
    expect(first.output).toBe('first');
    expect(rowRenderer(screenOf(row('second')))).toBe(first);
    isFree = true;
    expect(rowRenderer(screenOf(row('third'))).output).toBe('third');
  });
});
