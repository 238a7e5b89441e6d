import { describe, expect, it } from 'vitest';
import { playTrace } from '../../bench/capacity/play-trace.ts';
import { playedTrace, traceFrom } from '../../bench/capacity/trace.ts';
import { truthOf } from '../../bench/capacity/truth.ts';

const HEADER = 'start_ms,duration_ms,init_ms';

describe('a trace', () => {
  it.each([
    { case: 'another header', text: 'start,duration\n1,2', line: 1 },
    { case: 'a line that is no call', text: `${HEADER}\n0,100,0\nx,100,0`, line: 3 },
    { case: 'a negative duration', text: `${HEADER}\n0,-1,0`, line: 2 },
  ])('is refused for $case, with its line', ({ text, line }) => {
    expect(() => traceFrom(text)).toThrow(`line ${line}`);
  });

  it('is played in order of time, and turns away who comes above the limit', () => {
    const calls = playedTrace(traceFrom(`${HEADER}\n2000,1000,0\n0,5000,500\n100,3000,0\n5500,10,0\n`), 2, 1);
    expect([...calls.arrivalMs].slice(0, calls.count).map((ms) => ms - calls.startMs)).toEqual([
      0, 100, 5500,
    ]);
    expect([...calls.throttleMs].map((ms) => ms - calls.startMs)).toEqual([2000]);
    expect([...truthOf(calls).peakOfSecond].slice(0, 7)).toEqual([2, 2, 2, 2, 1, 1, 0]);
  });

  it('is judged every five seconds and each minute, by what was known then', () => {
    // One call a second that takes ten, for ten minutes.
    const rows = Array.from({ length: 600 }, (_, second) => `${second * 1_000},10000,0`);
    const trace = traceFrom([HEADER, ...rows].join('\n'));
    const said = [...playTrace(trace, { limit: 50, sample: 1, hasLogs: true })].map((line) =>
      JSON.parse(line),
    );
    const looks = said.filter(({ kind }) => kind === 'look');
    const minutes = said.filter(({ kind }) => kind === 'minute');
    expect(looks.map(({ t }) => t).slice(0, 3)).toEqual([5_000, 10_000, 15_000]);
    expect(Object.keys(looks[0])).toEqual([
      'kind',
      't',
      'level',
      'low',
      'high',
      'risk',
      'flag',
      'reason',
      'etaLowS',
      'etaLikelyS',
      'etaHighS',
    ]);
    expect(looks.at(-1)).toMatchObject({ level: expect.closeTo(10, 0), flag: 'ok' });
    expect(minutes.at(5)).toEqual({
      kind: 'minute',
      t: 300_000,
      meanPolled: expect.closeTo(10, 0),
      meanFinal: expect.closeTo(10, 0),
    });
  });
});
