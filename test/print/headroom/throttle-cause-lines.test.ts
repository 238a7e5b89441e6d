import { describe, expect, it } from 'vitest';
import type { ThrottleSuspect } from '../../../src/capacity/limit/throttle-cause.ts';
import { throttleCauseBlocks } from '../../../src/print/headroom/throttle-cause-lines.ts';
import { plainLine } from '../../../src/terminal/drawing/draw-line.ts';

const RESERVED: ThrottleSuspect = { cause: 'reserved', verdict: 'no', highest: 60, limit: 100 };
const RATE: ThrottleSuspect = { cause: 'requestRate', verdict: 'no', highest: 200, limit: 1_000 };
const SCALING: ThrottleSuspect = { cause: 'scaling', verdict: 'no', highest: 15, limit: 500 };

function lines(suspects: readonly ThrottleSuspect[]): readonly string[] {
  return throttleCauseBlocks({ cause: null, suspects }, 'synchronous', 100).flat().map(plainLine);
}

describe('the explanation of throttles', () => {
  it('says that more than one cause is left, if so', () => {
    const open = lines([{ ...RESERVED, verdict: 'unknown' }, RATE, { ...SCALING, verdict: 'unknown' }]);
    expect(open).toContainEqual('More than one is left: CloudWatch publishes no reasons.');
  });

  it('has a row for a function that is switched off, beside its chart, too', () => {
    const off: ThrottleSuspect = { cause: 'off', verdict: 'yes', highest: null, limit: 0 };
    const [rows] = throttleCauseBlocks({ cause: 'off', suspects: [off] }, 'synchronous', 50);
    expect(rows?.map(plainLine)).toEqual(['for      switched off  reserved concurrency is 0']);
  });

  it('says that none explains it if the evidence is against all', () => {
    const said = lines([RESERVED, RATE, SCALING]);
    expect(said).toContainEqual('None of these explains it: CloudWatch publishes no reasons.');
    expect(said.join()).not.toContain('More than one');
  });
});
