import { describe, expect, it } from 'vitest';
import { minuteLines } from '../../../src/print/function/minute-lines.ts';
import { CALM, LAGGING, LOSING, snapshotOf, THROTTLED } from '../../views/fleet/fleet-story.ts';

/** The tone of the figure behind a label; undefined without such a line. */
function toneOf(story: typeof CALM, label: string) {
  const [status] = snapshotOf({ functions: [story] }).functions;
  const line = minuteLines(status!, null).find(([first]) => first?.text.startsWith(label));
  return line?.find(({ text }) => /^~?[\d.,]+ ?(?:[a-z]+)?$/.test(text.trim()))?.tone;
}

describe('the figures of the last settled minute', () => {
  it.each([
    { what: 'what is turned away', story: THROTTLED, label: 'turned away', tone: 'crit' },
    { what: 'how far a stream is behind', story: LAGGING, label: 'iterator age', tone: 'crit' },
    { what: 'how full its limit is', story: THROTTLED, label: 'concurrency', tone: 'crit' },
    { what: 'lost events', story: LOSING, label: 'lost events', tone: 'warn' },
  ])('have the colour of the rule that they break, as in the fleet: $what', ({ story, label, tone }) => {
    expect(toneOf(story, label)).toBe(tone);
    expect(toneOf(story, 'attempts')).toBe('fact');
  });

  it('mark an estimate that breaks no rule as one', () => {
    expect(toneOf(CALM, 'concurrency')).toBe('ours');
  });
});
