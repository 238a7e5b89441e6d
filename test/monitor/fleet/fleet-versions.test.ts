import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../src/lambda/time.ts';
import { ownerKey } from '../../../src/monitor/metric-owner.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { busyPoint, scriptedAccount, scriptedError, scriptedFunction } from '../scripted-account.ts';
import { createSteppedClock } from '../stepped-clock.ts';
import { watchedUntilEnd } from './watched-fleet.ts';

const START_MS = Date.parse('2026-11-24T03:12:20Z');
const FAILING_SINCE_MS = START_MS - 20 * MINUTE_MS;
/** More than one look takes for so few functions. */
const TURNS = 200;

interface Script {
  /** Whether CloudWatch answers queries about versions. */
  readonly answersVersions?: boolean;
  /** The answer with the limits waits for this promise. */
  readonly limits?: Promise<void>;
}

/** Two failing functions, each behind an alias with two versions, and two healthy ones. */
async function failingFleet({ answersVersions = true, limits = Promise.resolve() }: Script = {}) {
  const clock = createSteppedClock(START_MS);
  const account = scriptedAccount({
    clock,
    functions: ['failing', 'failing-too', 'calm', 'calmer'].map((name) => scriptedFunction(name)),
    point: (query, minuteMs, nowMs) =>
      query.metric === 'Errors' && ownerKey(query.owner).startsWith('failing') && minuteMs > FAILING_SINCE_MS
        ? 60
        : busyPoint(query, minuteMs, nowMs),
  });
  const { functions, metrics } = account.sources;
  const weight = (version: string, share: number) => ({ version: rawText(version), weight: share });
  const live = { name: rawText('live'), versions: [weight('41', 0.9), weight('42', 0.1)] };
  const reads: string[] = [];
  const sources: typeof account.sources = {
    ...account.sources,
    functions: {
      ...functions,
      aliases: async (name) => ({
        ok: true,
        value: { items: name.startsWith('failing') ? [live] : [], nextToken: null },
      }),
      accountLimits: async () => ({
        ok: true,
        value: { concurrency: 1_000, unreservedConcurrency: 990 },
      }),
      async reservedConcurrency(...question) {
        await limits;
        return functions.reservedConcurrency(...question);
      },
    },
    metrics: {
      ...metrics,
      async page(queries, ...more) {
        const [owner] = queries.flatMap((query) =>
          query.owner.kind === 'executedVersion' ? [query.owner] : [],
        );
        if (owner === undefined) return metrics.page(queries, ...more);
        reads.push(owner.functionName);
        return answersVersions
          ? metrics.page(queries, ...more)
          : { ok: false, error: scriptedError('cloudwatch:GetMetricData', 'denied') };
      },
    },
  };
  const turns = () => clock.turns(TURNS);
  const watching = watchedUntilEnd(sources, clock, () => {}, { looksCloser: true });
  return {
    watching,
    clock,
    turns,
    readsOf: (functionName: string) => reads.filter((name) => name === functionName).length,
  };
}

describe('the versions of failing functions', () => {
  it('are read once a minute, however often another function is selected', async () => {
    const { watching, clock, turns, readsOf } = await failingFleet();
    const fleet = await watching;
    await turns();
    for (const name of ['calm', 'calmer', 'calm', 'calmer']) {
      fleet.monitor.attend(rawText(name));
      await turns();
    }
    expect([readsOf('failing'), readsOf('failing-too')]).toEqual([1, 1]);
    await clock.pass(MINUTE_MS);
    await turns();
    expect([readsOf('failing'), readsOf('failing-too')]).toEqual([2, 2]);
  });

  it('are still known after one of the functions was selected for a while', async () => {
    const { watching, turns, readsOf } = await failingFleet();
    const fleet = await watching;
    await turns();
    fleet.monitor.attend(rawText('failing'));
    await turns();
    const ofItsOwnScreen = readsOf('failing');
    fleet.monitor.attend(rawText('calm'));
    await turns();
    expect([readsOf('failing'), readsOf('failing-too')]).toEqual([ofItsOwnScreen, 1]);
    expect([...fleet.monitor.getSnapshot().versions.keys()].sort()).toEqual(['failing', 'failing-too']);
  });

  it('are read once when the limits have arrived, not once for each look until then', async () => {
    let arrive = () => {};
    const limits = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    const { watching, clock, turns, readsOf } = await failingFleet({ answersVersions: false, limits });
    await clock.pass(3 * MINUTE_MS);
    await turns();
    expect(readsOf('failing')).toBe(0);
    arrive();
    await watching;
    await turns();
    expect(readsOf('failing')).toBe(1);
  });
});
