import type { SuspectRule } from '../suspect.ts';
import { deployment } from './deployment.ts';
import { outOfMemory, timeouts } from './endings.ts';
import { accountPool, ownLimit } from './limits.ts';
import { load } from './load.ts';
import { namedInLog, ownError } from './log-words.ts';
import { silence } from './silence.ts';
import { slowDependency } from './slow-dependency.ts';
import { badMessages, blockedShard, refusedEvents, slowStream } from './waiting-work.ts';

/** Every cause that lmon can see evidence of. */
export const SUSPECT_RULES: readonly SuspectRule[] = [
  refusedEvents,
  slowDependency,
  deployment,
  outOfMemory,
  ...namedInLog,
  ownError,
  timeouts,
  blockedShard,
  slowStream,
  badMessages,
  accountPool,
  ownLimit,
  load,
  silence,
];
