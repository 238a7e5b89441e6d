import { describe, expect, it } from 'vitest';
import { createStoryMemory } from '../../../../src/logs/story/story-memory.ts';
import { workingKeys } from '../../../../src/views/tail/rows/working-keys.ts';
import { FOLLOWING } from '../../../../src/views/tail/state/tail-state.ts';
import { LOOK } from '../../fleet/fleet-on-screen.ts';
import { FIRST_MS, headerOf, lines, tailOnScreen } from '../tail-story.ts';

const memory = createStoryMemory({ maxItems: 10, maxBytes: 10_000 });
memory.add(lines(1));
const STORY = memory.all.view(0, memory.size);

const WHERE = { who: 'prod', region: 'eu-west-1', localOffsetMinutes: 0 };

const hintsOf = (pane: 'lines' | 'patterns') =>
  workingKeys({
    snapshot: tailOnScreen({ items: [] }).snapshot(),
    state: { ...FOLLOWING, pane },
    hasErrorBelow: false,
    items: STORY,
    header: headerOf(WHERE),
    look: LOOK,
  }).flatMap(({ hint }) => hint ?? []);

describe('the keys in the footer of a log', () => {
  it('start with those for its lines', () => {
    expect(hintsOf('lines').slice(0, 2)).toEqual(['expand', 'find']);
    expect(hintsOf('lines')).toContain('patterns');
  });

  it('say what the freeze key does while the log is frozen', () => {
    const tail = tailOnScreen({ items: lines(100) });
    expect(tail.words().at(-1)).toContain('p freeze');
    tail.press('p');
    expect(tail.words().at(-1)).toContain('p go on');
  });

  it('do not offer to follow a log of the past', () => {
    const footerOf = (follow: boolean) => {
      const tail = tailOnScreen({ items: lines(100), snapshot: { follow } });
      tail.press('k');
      return tail.words().at(-1);
    };
    expect(footerOf(true)).toContain('F follow');
    expect(footerOf(false)).not.toContain('F follow');
  });

  it.each([80, 120])(
    'name the way to other moments of the past at %i columns, where :at chose one',
    (columns) => {
      const footerOf = (isPast: boolean) => {
        const header = { ...headerOf(WHERE), ...(isPast ? { isPast } : {}) };
        const scene = { header, columns, rows: 24 };
        return tailOnScreen({ items: lines(9), snapshot: { follow: false }, scene })
          .words()
          .at(-1);
      };
      expect(footerOf(true)).toMatch(/^ enter expand {3}: at -5m, at \+5m {3}/);
      expect(footerOf(true)).not.toContain('freeze');
      expect(footerOf(false)).not.toContain('at -5m');
    },
  );

  it('say that the way out shows all lines again, and do not expand where none match', () => {
    const tail = tailOnScreen({ items: lines(100) });
    expect(tail.words().at(-1)).toMatch(/enter expand .* esc back/);
    for (const key of [...'vzzz', 'return']) tail.press(key);
    expect(tail.words().at(-1)).toContain('esc clear filter');
    expect(tail.words().at(-1)).not.toMatch(/expand|error up/);
  });

  it('neither expand nor look for an error where there is only a notice', () => {
    const slept = { type: 'gap', startMs: FIRST_MS, endMs: FIRST_MS + 60_000, reason: 'asleep' } as const;
    expect(
      tailOnScreen({ items: [slept] })
        .words()
        .at(-1),
    ).not.toMatch(/expand|error up/);
    expect(
      tailOnScreen({ items: [slept, ...lines(1)] })
        .words()
        .at(-1),
    ).toMatch(/expand .*error up/);
  });

  it('say what they do with a pattern', () => {
    expect(hintsOf('patterns').slice(0, 2)).toEqual(['only its lines', 'lines']);
    expect(hintsOf('patterns')).not.toContain('expand');
  });
});
