import { afterEach, describe, expect, it } from 'vitest';
import { createWorld } from '../../../src/local/world/create-world.ts';
import { linesOf, runLmon } from '../lmon-process.ts';
import { type LocalAccount, localAccount, START_MS } from '../local-account.ts';

const LATER_MS = 50 * 60_000;

const accounts: LocalAccount[] = [];
afterEach(async () => {
  for (const account of accounts.splice(0)) await account.close();
});

interface Said {
  readonly says: string;
  readonly time?: string;
}

interface Report {
  readonly verdict: { readonly severity: string; readonly likely: string | null };
  readonly timeline: readonly (Said & { readonly kind: string })[];
  readonly changes: readonly (Said & { readonly leadSeconds: number })[];
  readonly affected: readonly (Said & { readonly field: string | null; readonly value: string | null })[];
  readonly patterns: readonly { readonly pattern: string; readonly firstSeen: string | null }[];
  readonly notKnown: readonly Said[];
}

/** A report for an account whose time starts at `anchorMs`. */
async function reportAt(anchorMs: number, functionName: string, ...more: readonly string[]): Promise<Report> {
  // It needs its own world, because a world can't go back in time.
  const world = createWorld({ seed: 1, nowMs: START_MS, cast: 'demo' });
  const account = await localAccount(1, { world, anchorMs });
  accounts.push(account);
  const { stdout } = await runLmon(['triage', functionName, '--output', 'json', ...more], {
    env: account.env,
  });
  return JSON.parse(linesOf(stdout)[0] ?? '{}') as Report;
}

describe('a report on past trouble', () => {
  it.each(['checkout-api', 'ledger-stream'])(
    'is the same as the live one on %s, and names what AWS only says about now',
    async (functionName) => {
      const live = await reportAt(START_MS, functionName);
      const past = await reportAt(
        START_MS + LATER_MS,
        functionName,
        '--until',
        new Date(START_MS).toISOString(),
      );
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

/** The last minutes had not settled then, so their counts changed afterwards. */
function settled(says: string): string {
  return says.replace(/to [\d.,k]+ a minute$/, 'to some a minute');
}
