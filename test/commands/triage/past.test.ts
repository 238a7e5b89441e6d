import { beforeAll, describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../src/lambda/time.ts';
import type { World } from '../../../src/local/world/world.ts';
import { STANDS_STILL } from '../../frozen-demo.ts';
import { demoWorldOf } from '../../local/demo-world-of.ts';
import { runLmon } from '../lmon-in-process.ts';
import { linesOf } from '../lmon-process.ts';
import { localAccount, START_MS } from '../local-account.ts';

const NAMES = ['checkout-api', 'ledger-stream'];
const LATER_MS = START_MS + 50 * MINUTE_MS;
/** From the end of a minute: by then it is settled, and the next one is not. */
const SETTLED_AFTER_MS = 70_000;

interface Said {
  readonly says: string;
  readonly time?: string;
}

interface Report {
  /** The end of the last settled minute. */
  readonly to: string;
  readonly verdict: { readonly severity: string; readonly likely: string | null };
  readonly timeline: readonly (Said & { readonly kind: string })[];
  readonly changes: readonly (Said & { readonly leadSeconds: number })[];
  readonly affected: readonly (Said & { readonly field: string | null; readonly value: string | null })[];
  readonly patterns: readonly { readonly pattern: string; readonly firstSeen: string | null }[];
  readonly notKnown: readonly Said[];
}

/** The reports on all of them, for an account whose time starts at `anchorMs`. */
async function reportsAt(
  world: World,
  anchorMs: number,
  flagsFor: (name: string) => readonly string[],
): Promise<ReadonlyMap<string, Report>> {
  const account = await localAccount(STANDS_STILL, { world, anchorMs, quotas: false });
  const reports = await Promise.all(
    NAMES.map(async (name) => {
      const words = ['triage', name, '--output', 'json', ...flagsFor(name)];
      const { stdout } = await runLmon(words, { env: account.env });
      return [name, JSON.parse(linesOf(stdout)[0] ?? '{}') as Report] as const;
    }),
  );
  await account.close();
  return new Map(reports);
}

let liveReports: ReadonlyMap<string, Report>;
let pastReports: ReadonlyMap<string, Report>;
let world: World;
beforeAll(async () => {
  // One world for all: its time only goes forward.
  world = demoWorldOf(NAMES, START_MS);
  liveReports = await reportsAt(world, START_MS, () => []);
  pastReports = await reportsAt(world, LATER_MS, (name) => {
    const untilMs = Date.parse(liveReports.get(name)!.to) + SETTLED_AFTER_MS;
    return ['--until', new Date(untilMs).toISOString()];
  });
});

describe('a report on past trouble', () => {
  it.each(NAMES)(
    'is the same as the live one on %s, and names what AWS only says about now',
    (functionName) => {
      const live = liveReports.get(functionName)!;
      const past = pastReports.get(functionName)!;
      const comparable = ({ verdict, timeline, changes, affected, patterns }: Report) => ({
        verdict: [verdict.severity, verdict.likely],
        timeline: timeline
          .filter(({ kind }) => kind !== 'alarm')
          .map(({ time, says }) => [time, settled(says)]),
        changes: changes.map(({ time, says, leadSeconds }) => [time, settled(says), leadSeconds]),
        hits: affected.map(({ field, value }) => [field, value]),
        pattern: patterns[0]?.pattern,
        firstSeen: patterns[0]?.firstSeen,
      });
      expect(comparable(past)).toEqual(comparable(live));
      for (const onlyNow of [/^how it was set up then: weights of aliases/, /^which alarms rang then/]) {
        expect(past.notKnown.map(({ says }) => says)).toContainEqual(expect.stringMatching(onlyNow));
        expect(live.notKnown.map(({ says }) => says)).not.toContainEqual(expect.stringMatching(onlyNow));
      }
    },
  );
});

it('tells of trouble that is over, but for a call near the timeout, alike in the list of all', async () => {
  const account = await localAccount(STANDS_STILL, { world, anchorMs: LATER_MS, quotas: false });
  const verdicts = async (of: string) => {
    const { stdout } = await runLmon(['triage', of, '--output', 'json'], { env: account.env });
    const reports = linesOf(stdout).map((line) => JSON.parse(line));
    return reports.flatMap((report) => (report.function === 'checkout-api' ? [report.verdict.says] : []));
  };
  const one = await verdicts('checkout-api');
  expect(one).toEqual([expect.stringMatching(/^over since 03:5\dZ: checkout-api turned away/)]);
  expect(await verdicts('--all')).toEqual(one);
  await account.close();
});

/** The last minutes had not settled then, so their counts changed afterwards. */
function settled(says: string): string {
  return says.replace(/to [\d.,k]+ a minute$/, 'to some a minute');
}
