import { expect, it } from 'vitest';
import type { Scenario } from '../../../src/capacity/limit/what-if.ts';
import { whatIfLines } from '../../../src/print/headroom/what-if-lines.ts';
import { plainLine } from '../../../src/terminal/draw-line.ts';
import { safe } from '../../../src/terminal/safe-text.ts';

it('asks of a pool what a higher limit of the account would do: of the pool itself nobody can ask for more', () => {
  const raised: Scenario = {
    name: 'raised',
    to: 2_500,
    needs: 1_250,
    limit: 2_500,
    excess: 0,
    poolEta: null,
  };
  const [line] = whatIfLines([raised], { kind: 'account', value: 765, inUse: 765 }, safe`x`, false);
  expect(plainLine(line!)).toMatch(/^account \+1,735 +~1,250 +50 % {2}fits$/);
});

it('does not merely call a higher limit a fit where it would only let more calls wait for what is slow', () => {
  const raised: Scenario = { name: 'raised', to: 300, needs: 271, limit: 300, excess: 0, poolEta: null };
  const traffic: Scenario = { ...raised, name: 'traffic', to: 2, limit: 600 };
  const lines = whatIfLines([traffic, raised], { kind: 'reserved', value: 200, inUse: 200 }, safe`x`, true);
  expect(lines.map(plainLine)).toEqual([
    expect.stringMatching(/fits$/),
    expect.stringMatching(/^reserved 300 .* fits, no cure$/),
    expect.stringMatching(/pool with 100 fewer/),
  ]);
});
