import { describe, expect, it } from 'vitest';
import type { FleetSnapshot } from '../../../src/monitor/fleet/fleet-snapshot.ts';
import { plainLine } from '../../../src/terminal/drawing/draw-line.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { unnamedLines } from '../../../src/views/fleet/unnamed-functions.ts';
import { ASCII } from './fleet-on-screen.ts';
import { calm, snapshotOf } from './fleet-story.ts';

describe('the line of functions that hurt and that no sentence covers', () => {
  it('is as full as it can be, and counts those that have no room', () => {
    for (let width = 60; width <= 200; width++) {
      const { snapshot } = hurting(40);
      const words = unnamedWords(snapshot, width);
      const named = words.split('ERR').length - 1;

      expect(words.length, `at ${width}`).toBeLessThanOrEqual(width);
      expect(words).toContain(`and ${40 - named} more`);
      expect(words.length + '   service-100 ERR 20.0 %'.length, `at ${width}`).toBeGreaterThan(width);
    }
  });

  it('names all that are critical rather than say of one why, as far as there is room for so many names', () => {
    const { snapshot } = hurting(2);

    expect(unnamedWords(snapshot, 46)).toBe('!! 2 CRIT more service-100, service-101');
    expect(unnamedWords(snapshot, 38)).toBe('!! 2 CRIT more se...e-100, se...e-101');
    expect(unnamedWords(snapshot, 36)).toBe('!! 2 CRIT more');
  });

  it('counts the others behind the names of those that are critical', () => {
    const { snapshot } = hurting(4);
    const [first, second, ...others] = snapshot.functions;
    if (first === undefined || second === undefined) throw new Error('nothing hurts');
    const milder = others.map((status) => ({ ...status, severity: 'warn' as const }));
    const mixed = { ...snapshot, functions: [...milder, first, second] };

    expect(unnamedWords(mixed, 50)).toBe('!! 2 CRIT service-100, service-101; 2 WARN more');
    expect(unnamedWords({ ...snapshot, functions: milder }, 46)).toBe(
      '/\\ 2 WARN more   service-102 ERR 20.0 % ...',
    );
  });

  it('names all if there is room for them, and counts none', () => {
    const { snapshot } = hurting(2);

    expect(unnamedWords(snapshot, 100)).toBe(
      '!! 2 CRIT more   service-100 ERR 20.0 %   service-101 ERR 20.0 %',
    );
  });

  it('starts in the same column as the sentences above it, unless that leaves one out', () => {
    const { snapshot } = hurting(2);
    const words = (width: number) =>
      unnamedLines(snapshot, [], { width, subjectWidth: 20 }, ASCII).map(plainLine).join('');

    expect(words(100)).toBe('!! 2 CRIT more           service-100 ERR 20.0 %   service-101 ERR 20.0 %');
    expect(words(64)).toBe('!! 2 CRIT more   service-100 ERR 20.0 %   service-101 ERR 20.0 %');
  });

  it('words only those that have room, not each of a thousand', () => {
    const { snapshot, phrases } = hurting(1_000);

    expect(unnamedWords(snapshot, 118)).toContain(' more');

    expect(phrases()).toBeLessThanOrEqual(118 / 10);
  });
});

function unnamedWords(snapshot: FleetSnapshot, width: number): string {
  return unnamedLines(snapshot, [], { width }, ASCII).map(plainLine).join('\n');
}

/**
 * This many functions that fail alike, and a count of those for which a phrase checked whether the failures are steady.
 */
function hurting(count: number): { readonly snapshot: FleetSnapshot; readonly phrases: () => number } {
  const story = snapshotOf({
    functions: [{ name: 'fails', minute: calm((age) => ({ 'Errors Sum': age < 20 ? 120 : 0 })) }],
  });
  const [status] = story.functions;
  const [cause] = story.causes;
  if (status === undefined || cause === undefined) throw new Error('nothing hurts');
  const asked = new Set<string>();
  const functions = Array.from({ length: count }, (_, index) => {
    const name = rawText(`service-${index + 100}`);
    return {
      ...status,
      name,
      get steady() {
        asked.add(name);
        return status.steady;
      },
    };
  });
  const causes = functions.map(({ name }) => ({ ...cause, functionName: name }));
  return { snapshot: { ...story, functions, causes }, phrases: () => asked.size };
}
