import { describe, expect, it } from 'vitest';
import { lineText } from '../../../src/terminal/line-layout.ts';
import { runRow, runTitles } from '../../../src/views/invocations/run-columns.ts';
import { lastOf, loggedFunction } from '../../logs/runs/logged-function.ts';
import { LOOK } from '../fleet/fleet-on-screen.ts';

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

  it('count tries from the first that was read, which need not be the first', () => {
    const requestId = '7c1e02b9-69d2-45e7-a8bc-f805f7fd517a';
    const tries = loggedFunction(
      ...[1, 2].map((place) => ({ startMs: place * 1_000, durationMs: 9, requestId })),
    );
    const row = runRow(lastOf(tries), 120, { look: LOOK, nowMs: 0, localOffsetMinutes: 0 });
    expect(lineText(row)).toContain(`try ${LOOK.glyphs.atLeast}2`);
  });

  it.each([
    { what: 'one that was cold', run: { initMs: 412 }, cold: '+412 ms' },
    // Not `-`, which is no data: its REPORT tells that there was no init.
    { what: 'one that was not', run: {}, cold: '' },
    { what: 'one without a REPORT', run: { isRunning: true }, cold: '-' },
  ])('tell the cold start of $what', ({ run, cold }) => {
    const width = 198;
    const end = lineText(runTitles(width)).indexOf('COLD') + 'COLD'.length;
    const row = runRow(lastOf(loggedFunction({ startMs: 0, durationMs: 900, ...run })), width, {
      look: LOOK,
      nowMs: 0,
      localOffsetMinutes: 0,
    });
    expect(
      lineText(row)
        .slice(end - 7, end)
        .trim(),
    ).toBe(cold);
  });
});
