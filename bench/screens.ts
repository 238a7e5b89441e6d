// Measures what screens cost: node bench/screens.ts [part ...]; see README.md here.
import { benchRun } from './bench-run.ts';
import { frame } from './frame.ts';
import { largeFleet } from './large-fleet.ts';
import { still } from './still.ts';

await benchRun('screens', {
  frame,
  still,
  'fleet-1k': () => largeFleet(1_000),
  'fleet-10k': () => largeFleet(10_000),
});
