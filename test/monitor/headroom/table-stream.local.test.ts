import { afterEach, describe, expect, it } from 'vitest';
import { functionLimits } from '../../../src/monitor/headroom/function-limits.ts';
import { demoWorldOf } from '../../local/demo-world-of.ts';
import { FED_BY_TABLE, worldWithTable } from '../../local/world-with-table.ts';
import { DEMO_START_MS, type DemoFleet, demoFleet } from '../fleet/demo-fleet.ts';

const tableWorld = (openShards: number) =>
  worldWithTable(DEMO_START_MS, { openShards, world: demoWorldOf([FED_BY_TABLE], DEMO_START_MS) });

let fleet: DemoFleet;
afterEach(() => fleet.close());
const source = () =>
  functionLimits(fleet.status(FED_BY_TABLE), fleet.monitor.getSnapshot()).find(
    ({ name }) => name === 'source',
  );

describe('the stream of a table', () => {
  it.each([3, 250])(
    'limits the function by its %i open shards, however many pages list them',
    async (openShards) => {
      fleet = await demoFleet({ world: tableWorld(openShards) });
      expect(source()).toMatchObject({ value: openShards * 2, binds: true, from: 'DescribeStream' });
    },
  );

  it('limits it by the busiest minute seen if counting shards is denied', async () => {
    fleet = await demoFleet({
      world: tableWorld(3),
      watchedThrough: (sources) => ({
        ...sources,
        functions: {
          ...sources.functions,
          tableShards: async () => ({
            ok: false,
            error: {
              kind: 'denied',
              action: 'dynamodb:DescribeStream',
              name: '' as never,
              message: '' as never,
            },
          }),
        },
      }),
    });
    expect(source()).toMatchObject({
      value: 'denied',
      atLeast: expect.any(Number),
      from: expect.stringMatching(/^inferred/),
    });
  });
});
