import { describe, expect, it } from 'vitest';
import type { CallSample } from '../../../src/lambda/line/call-sample.ts';
import { allMinuteLines, minuteLines } from '../../../src/print/function/minute-lines.ts';
import { lineText, lineWidth } from '../../../src/terminal/line-layout.ts';
import { type GlyphSetName, glyphSet } from '../../../src/terminal/theme/glyphs.ts';
import {
  CALM,
  calm,
  LAGGING,
  LOSING,
  snapshotOf,
  THROTTLED,
  WORSE_THAN_EVER,
} from '../../views/fleet/fleet-story.ts';

const AT_TIMEOUT = {
  ...CALM,
  minute: calm(() => ({ 'Duration p95': 10_000, 'Duration Maximum': 10_000 })),
};
const NEAR_TIMEOUT = { ...CALM, minute: calm(() => ({ 'Duration Maximum': 8_500 })) };

const SAMPLE: CallSample = {
  calls: 14_432,
  spanMs: 125_000,
  coldStarts: 12,
  initMs: 300,
  maxMemoryMb: 143,
  reruns: 0,
};

function linesOf(story: typeof CALM, glyphs: GlyphSetName, width = Number.POSITIVE_INFINITY) {
  const [status] = snapshotOf({ functions: [{ timeoutMs: 10_000, ...story }] }).functions;
  return allMinuteLines(minuteLines(status!, SAMPLE, { glyphs: glyphSet(glyphs), width }));
}

function lineOf(story: typeof CALM, label: string, glyphs: GlyphSetName = 'block') {
  return linesOf(story, glyphs).find(([first]) => first?.text.startsWith(label));
}

/** The tone of the figure behind a label; undefined without such a line. */
function toneOf(story: typeof CALM, label: string) {
  return lineOf(story, label)?.find(({ text }) => /^~?[\d.,]+ ?(?:[a-z]+)?$/.test(text.trim()))?.tone;
}

const BROKEN = [
  { what: 'what is turned away', story: THROTTLED, label: 'turned away', state: 'crit' },
  { what: 'how far a stream is behind', story: LAGGING, label: 'iterator age', state: 'crit' },
  { what: 'how full its limit is', story: THROTTLED, label: 'concurrency', state: 'crit' },
  { what: 'lost events', story: LOSING, label: 'lost events', state: 'warn' },
  { what: 'a call at the timeout', story: AT_TIMEOUT, label: 'longest call', state: 'crit' },
  { what: 'a call near the timeout', story: NEAR_TIMEOUT, label: 'longest call', state: 'warn' },
] as const;

describe('the figures of the last settled minute', () => {
  it.each(BROKEN)('have the colour of the rule that they break, as in the fleet: $what', (broken) => {
    expect(toneOf(broken.story, broken.label)).toBe(broken.state);
    expect(toneOf(broken.story, 'attempts')).toBe('fact');
  });

  it('mark an estimate that breaks no rule as one', () => {
    expect(toneOf(CALM, 'concurrency')).toBe('ours');
  });

  describe.each(['ascii', 'block'] as const)('without colour (%s)', (glyphs) => {
    it.each(BROKEN)('have the mark of its state behind them: $what', ({ story, label, state }) => {
      const text = lineText(lineOf(story, label, glyphs)!);
      const mark = glyphSet(glyphs)[state];
      expect(text.slice(0, 20 + mark.length)).toMatch(/^.{18}\S /);
      expect(text.slice(20, 20 + mark.length)).toBe(mark);
    });

    it('have none where they break no rule', () => {
      const { crit, warn } = glyphSet(glyphs);
      const text = linesOf(CALM, glyphs).map(lineText).join('\n');
      expect([text.includes(crit), text.includes(warn)]).toEqual([false, false]);
    });

    it('have what explains them in one column, with a mark and without', () => {
      const starts = ['attempts', 'turned away', 'concurrency'].map((label) =>
        lineText(lineOf(THROTTLED, label, glyphs)!)
          .slice(19)
          .search(/[\w+-]/),
      );
      expect(new Set(starts).size).toBe(1);
    });

    it('are whole in the narrowest column of facts', () => {
      for (const story of [AT_TIMEOUT, NEAR_TIMEOUT, THROTTLED, LAGGING, LOSING, CALM])
        for (const line of linesOf(story, glyphs, 44)) expect(lineWidth(line)).toBeLessThanOrEqual(44);
    });
  });

  it.each([
    { width: 80, says: /20\.0 % of 600 served, usual here$/ },
    { width: 44, says: /20\.0 % of 600, usual( here)?$/ },
  ])('say of errors that they are usual, in $width cells', ({ width, says }) => {
    const usual = { ...WORSE_THAN_EVER, minute: calm(() => ({ 'Errors Sum': 120 })) };
    expect(lineText(linesOf(usual, 'block', width)[2]!)).toMatch(says);
  });

  it('have no line for the longest call where it is far from the timeout', () => {
    expect(lineOf(CALM, 'longest call')).toBeUndefined();
    expect(lineText(lineOf(CALM, 'duration')!)).toMatch(/ p95 .* max /);
    expect(lineText(lineOf(AT_TIMEOUT, 'longest call')!)).toMatch(/ 10\.0 s ● 100 % of timeout$/);
  });
});

it.each([
  { spanMs: 125_000, says: /cold starts +12 +of 14,432 calls in 2m 05s$/ },
  { spanMs: null, says: /cold starts +12 +of 14,432 calls$/ },
])('over what time cold starts were read is told where it is known: $spanMs ms', ({ spanMs, says }) => {
  const [status] = snapshotOf({ functions: [CALM] }).functions;
  const layout = { glyphs: glyphSet('block'), width: Number.POSITIVE_INFINITY };
  const lines = allMinuteLines(minuteLines(status!, { ...SAMPLE, spanMs }, layout)).map(lineText);
  expect(lines.find((line) => line.includes('cold starts'))).toMatch(says);
});
