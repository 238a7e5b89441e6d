import { describe, expect, it } from 'vitest';
import { FOLLOWING } from '../../../src/views/tail/tail-state.ts';
import { workingKeys } from '../../../src/views/tail/working-keys.ts';
import { LOOK } from '../fleet/fleet-on-screen.ts';

const hintsOf = (pane: 'lines' | 'patterns') =>
  workingKeys({ state: { ...FOLLOWING, pane }, hasErrorBelow: false, look: LOOK }).flatMap(
    ({ hint }) => hint ?? [],
  );

describe('the keys of a log that its last row names', () => {
  it('are of its lines first', () => {
    expect(hintsOf('lines').slice(0, 2)).toEqual(['expand', 'headroom']);
    expect(hintsOf('lines')).toContain('patterns');
  });

  it('say of a pattern what they do to it', () => {
    expect(hintsOf('patterns').slice(0, 2)).toEqual(['only its lines', 'lines']);
    expect(hintsOf('patterns')).not.toContain('expand');
  });
});
