import { describe, expect, it } from 'vitest';
import { lineText } from '../../../src/terminal/line-layout.ts';
import { runTitles } from '../../../src/views/invocations/run-columns.ts';

/** The cells left for an invocation's message. */
const roomForMessage = (width: number) => width - lineText(runTitles(width)).indexOf('MESSAGE');

describe('the columns of the list of invocations', () => {
  it('leave no less room for the message on a wider screen', () => {
    const rooms = [58, 78, 98, 118, 198].map(roomForMessage);
    expect(rooms).toEqual(rooms.toSorted((one, other) => one - other));
  });

  it('are all there at 120 columns', () => {
    expect(lineText(runTitles(118))).toMatch(/ENDED +OUTCOME +DURATION +MEMORY +COLD +ENV +REQUEST +MESSAGE/);
  });
});
