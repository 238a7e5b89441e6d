import { describe, expect, it } from 'vitest';
import { playTrace } from '../../bench/capacity/play-trace.ts';
import { playedTrace, traceFrom } from '../../bench/capacity/trace.ts';
import { truthOf } from '../../bench/capacity/truth.ts';

const HEADER = 'start_ms,duration_ms,init_ms';

describe('a trace', () => {
  it.each([
    { case: 'another header', text: 'start,duration\n1,2', line: 1 },
    { case: 'a line that is not a call', text: `${HEADER}\n0,100,0\nx,100,0`, line: 3 },
    { case: 'a negative duration', text: `${HEADER}\n0,-1,0`, line: 2 },
    { case: 'a start that never comes', text: `${HEADER}\n0,100,0\nInfinity,100,0`, line: 3 },
    { case: 'a call that never ends', text: `${HEADER}\n0,Infinity,0`, line: 2 },
    { case: 'an init that never ends', text: `${HEADER}\n0,100,1e999`, line: 2 },
    { case: 'a call that takes years', text: `${HEADER}\n0,1e12,0`, line: 2 },
    { case: 'a month that is too long', text: `${HEADER}\n${32 * 86_400_000},100,0`, line: 2 },
  ])('is refused for $case, with its line', ({ text, line }) => {
    expect(() => traceFrom(text)).toThrow(`line ${line}`);
  });

  it('with times of day is refused, with the zero point of its times', () => {
    const rows = [1_764_000_001_000, 1_764_000_000_000].map((startMs) => `${startMs},100,0`);
    expect(() => traceFrom([HEADER, ...rows].join('\n'))).toThrow(
      'line 2: start_ms counts from 0, the start of the trace, up to 31 days',
    );
  });

  it.each([
    { case: 'no call', rows: [] },
    { case: 'one call', rows: ['0,1000,0'] },
    { case: 'a call that takes longer than Lambda allows', rows: ['0,2000000,0'] },
    { case: 'calls an hour apart', rows: ['0,20,300', '3600000,20,'] },
  ])('may contain $case', ({ rows }) => {
    const trace = traceFrom([HEADER, ...rows].join('\n'));
    for (const sample of [1, 0.3])
      for (const line of playTrace(trace, { limit: 1, sample, hasLogs: true }))
        expect(JSON.parse(line)).toMatchObject({ t: expect.any(Number) });
  });

  it('may have lines as written by spreadsheets, scripts and Windows', () => {
    const text = `\uFEFFstart_ms, duration_ms, init_ms\r\n5.5,1e3,\r\n\r\n0, 250,10\r\n7,30\r\n`;
    expect(traceFrom(text)).toEqual({
      startMs: Float64Array.of(0, 5.5, 7),
      durationMs: Float64Array.of(250, 1_000, 30),
      initMs: Float64Array.of(10, 0, 0),
    });
  });

  it('is played in order of time, and throttles calls above the limit', () => {
    const calls = playedTrace(traceFrom(`${HEADER}\n2000,1000,0\n0,5000,500\n100,3000,0\n5500,10,0\n`), 2, 1);
    expect([...calls.arrivalMs].slice(0, calls.count).map((ms) => ms - calls.startMs)).toEqual([
      0, 100, 5500,
    ]);
    expect([...calls.throttleMs].map((ms) => ms - calls.startMs)).toEqual([2000]);
    expect([...truthOf(calls).peakOfSecond].slice(0, 7)).toEqual([2, 2, 2, 2, 1, 1, 0]);
  });

  it('is judged every five seconds and each minute, by what was known at the time', () => {
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
