import type { SuspectRule } from '../claims/suspect.ts';
import { accountPool } from './account-pool.ts';
import { asyncBacklog, recursion } from './asynchronous.ts';
import { badInput } from './bad-input.ts';
import { badMessages } from './bad-messages.ts';
import { blockedShard } from './blocked-shard.ts';
import { coldStarts } from './cold-starts.ts';
import { deployment } from './deployment.ts';
import { load } from './load.ts';
import { namedInLog } from './log-words.ts';
import { notReady } from './not-ready.ts';
import { outOfMemory } from './out-of-memory.ts';
import { ownError } from './own-error.ts';
import { ownLimit } from './own-limit.ts';
import { queueBacklog } from './queue-backlog.ts';
import { refusedEvents } from './refused-events.ts';
import { retryStorm } from './retry-storm.ts';
import { scalingRate } from './scaling-rate.ts';
import { silence } from './silence.ts';
import { slowDependency } from './slow-dependency.ts';
import { slowStarts } from './slow-starts.ts';
import { slowStream } from './slow-stream.ts';
import { timeouts } from './timeouts.ts';

/** Every cause for which lmon can see evidence. */
export const SUSPECT_RULES: readonly SuspectRule[] = [
  refusedEvents,
  recursion,
  notReady,
  slowStarts,
  slowDependency,
  deployment,
  outOfMemory,
  ...namedInLog,
  badInput,
  ownError,
  timeouts,
  blockedShard,
  slowStream,
  badMessages,
  asyncBacklog,
  queueBacklog,
  retryStorm,
  coldStarts,
  scalingRate,
  accountPool,
  ownLimit,
  load,
  silence,
];
