import { describe, expect, it } from 'vitest';
import type { FurtherDesk } from '../../src/monitor/case/further-desk.ts';
import { rawText } from '../../src/terminal/text.ts';
import type { FurtherReading } from '../../src/triage/report/case-file/further-reading.ts';
import { askInsights } from '../../src/views/ask-insights.ts';
import { CALM, NOW_MS, snapshotOf } from './fleet/fleet-story.ts';

const ESTIMATE = { bytes: 340_000_000, dollars: 0.0017 };
const PRICE = 'Logs Insights will read about 340 MB: less than $0.01 by list price';

/** Refuses each question, once it has told its price and how far it is. */
const REFUSING: FurtherDesk['read'] = async (_configuration, _untilMs, told) => {
  told?.onEstimate?.(ESTIMATE);
  told?.onProgress?.(12_000_000, ESTIMATE);
  return { kind: 'unread', because: rawText('too many queries') };
};

/** What is said where the function's question stands like this. */
async function saidTo(
  asks: boolean,
  known: FurtherReading | null = null,
  read: FurtherDesk['read'] = REFUSING,
): Promise<readonly string[]> {
  const snapshot = snapshotOf({ functions: [CALM] });
  const name = snapshot.functions[0]!.name;
  const further: FurtherDesk = {
    getSnapshot: () => new Map(known === null ? [] : [[name, known]]),
    subscribe: () => () => {},
    price: async () => ESTIMATE,
    read,
  };
  const fleet = { getSnapshot: () => snapshot, pastMs: null } as unknown as Parameters<
    typeof askInsights
  >[0]['fleet'];
  const said: string[] = [];
  await askInsights({ further, fleet, now: () => NOW_MS }, name, asks, {
    say: (says) => said.push(says),
    sayOn: (says) => said.push(`in its place: ${says}`),
  });
  return said;
}

describe('Logs Insights, asked on a screen', () => {
  it('names its price before it is asked', async () => {
    expect(await saidTo(false)).toEqual([`${PRICE}; :insights yes asks it`]);
  });

  it('tells how far it is, and how it ended', async () => {
    expect(await saidTo(true)).toEqual([
      `${PRICE}; asking it`,
      'in its place: Logs Insights is still reading: 12 MB of about 340 MB',
      'Logs Insights did not answer: too many queries',
    ]);
  });

  it('is not asked where its price is not known', async () => {
    const because = rawText('what it would cost is not known');
    expect(await saidTo(true, null, async () => ({ kind: 'unread', because }))).toEqual([
      'Logs Insights is not asked: what it would cost is not known',
    ]);
  });

  it('tells nothing twice where it is asked again before its price is known', async () => {
    expect(await saidTo(true, null, () => null)).toEqual([]);
  });

  it.each([true, false])('is not asked, and paid, twice at the same time (asked again: %s)', async (asks) => {
    expect(await saidTo(asks, { kind: 'underWay', readBytes: 5_000_000, bytes: 340_000_000 })).toEqual([
      'Logs Insights is still reading: 5 MB of about 340 MB',
    ]);
  });
});
