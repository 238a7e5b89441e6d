import { createWorld } from '../../src/local/world/create-world.ts';
import type { World } from '../../src/local/world/world.ts';

export const TABLE_STREAM_ARN =
  'arn:aws:dynamodb:eu-west-1:123456789012:table/orders/stream/2025-01-01T00:00:00.000';
export const FED_BY_TABLE = 'webhook-in';

/** The demo, or another world with that function, with an event source mapping from a table's stream. */
export function worldWithTable(
  nowMs: number,
  {
    openShards = 3,
    seed = 1,
    world = createWorld({ seed, nowMs, cast: 'demo' }),
  }: { readonly openShards?: number; readonly seed?: number; readonly world?: World } = {},
): World {
  const mapping = {
    uuid: '00000000-0000-4000-8000-00000000cafe',
    functionName: FED_BY_TABLE,
    sourceArn: TABLE_STREAM_ARN,
    batchSize: 100,
    parallelizationFactor: 2,
    maximumConcurrency: null,
    reportsBatchItemFailures: false,
  };
  return {
    ...world,
    mappings: [...world.mappings, mapping],
    streams: [...world.streams, { name: 'orders', arn: TABLE_STREAM_ARN, openShards }],
    lastProcessingResult: (uuid, atMs) =>
      uuid === mapping.uuid ? 'OK' : world.lastProcessingResult(uuid, atMs),
  };
}
