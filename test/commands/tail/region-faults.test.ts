import { afterEach, describe, expect, it } from 'vitest';
import type { FaultInput } from '../../../src/local/wire/fault/fault-plan.ts';
import { createWorld } from '../../../src/local/world/create-world.ts';
import { startLmon } from '../lmon-in-process.ts';
import { linesOf } from '../lmon-process.ts';
import { type LocalAccount, localAccount, START_MS } from '../local-account.ts';
import { logWriter } from '../written-log.ts';

/** A minute of the account passes in a second and a half. */
const SPEED = 40;
const GROUP = '/shop/orders';
const REGIONS = ['eu-west-1', 'us-east-1'] as const;
const ARNS = REGIONS.map((region) => `arn:aws:logs:${region}:123456789012:log-group:${GROUP}`);

let account: LocalAccount | null = null;
afterEach(() => account?.close());

const emptyWorld = (region: string) => createWorld({ seed: 1, nowMs: START_MS, cast: 'empty', region });

/** A tail of the same log group in two Regions, begun with a line in each. */
async function followedRegions() {
  const here = await localAccount(SPEED, {
    world: emptyWorld('eu-west-1'),
    elsewhere: [emptyWorld('us-east-1')],
  });
  account = here;
  const [ireland, virginia] = REGIONS.map((region) => logWriter(here, region));
  if (ireland === undefined || virginia === undefined) throw new Error('two Regions have two writers');
  for (const writer of [ireland, virginia]) {
    await writer.createGroup(GROUP);
    await writer.createStream(GROUP, 'by hand');
  }
  const following = startLmon(['tail', ...ARNS, '--output', 'json'], here);
  await ireland.write(GROUP, 'by hand', 'the first of Ireland');
  await virginia.write(GROUP, 'by hand', 'the first of Virginia');
  await following.waitFor('stdout', /the first of Ireland/);
  await following.waitFor('stdout', /the first of Virginia/);
  return {
    here,
    ireland,
    virginia,
    following,
    /** Ends all, and returns what was printed. */
    async printed() {
      ireland.close();
      virginia.close();
      following.interrupt();
      const { stdout } = await following.ended;
      return linesOf(stdout).map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
    },
  };
}

describe('lmon tail that follows logs of two Regions', () => {
  it.each<[string, FaultInput['kind']]>([
    ['unreachable', 'unavailable'],
    ['busy', 'throttle'],
    ['denied', 'denied'],
    ['expired', 'expired'],
  ])('reports a gap for the one that is %s, and continues with the other', async (reason, kind) => {
    const { here, ireland, virginia, following, printed } = await followedRegions();
    await here.setFaults([{ operation: 'logs:FilterLogEvents', kind, region: 'us-east-1' }]);
    await virginia.write(GROUP, 'by hand', 'unseen in Virginia');
    await following.waitFor('stdout', new RegExp(`"region":"us-east-1".*"reason":"${reason}"`));
    await ireland.write(GROUP, 'by hand', 'seen in Ireland');
    await following.waitFor('stdout', /seen in Ireland/);
    await here.setFaults([]);
    await following.waitFor('stdout', /unseen in Virginia/);
    await following.waitFor('stdout', /"missing":"nothing"/);

    const items = await printed();
    const events = items.filter(({ type }) => type === 'event');
    expect(events.map(({ region, message }) => [region, message]).toSorted()).toEqual([
      ['eu-west-1', 'seen in Ireland'],
      ['eu-west-1', 'the first of Ireland'],
      ['us-east-1', 'the first of Virginia'],
      ['us-east-1', 'unseen in Virginia'],
    ]);
    // At this speed, a machine that is too busy to run it for a second has slept.
    const troubled = items.filter(({ type, reason: why }) => type !== 'event' && why !== 'asleep');
    expect(new Set(troubled.map(({ region }) => region))).toEqual(new Set(['us-east-1']));
  });
});
