import type { EpochMs } from '../../../lambda/time.ts';
import type { EventStream, StreamStep } from '../http/event-stream.ts';
import { exceptionMessage } from '../protocol/event-stream-message.ts';
import type { Fault } from './fault-plan.ts';

/** `stream`, with the faults that `nextFault` returns for its updates. Faults of calls don't affect an open stream. */
export function faultyStream(stream: EventStream, nextFault: (nowMs: EpochMs) => Fault | null): EventStream {
  return {
    ...stream,
    update(nowMs): StreamStep {
      const fault = nextFault(nowMs);
      switch (fault?.kind) {
        case 'reset':
          return { kind: 'reset' };
        case 'internal':
        case 'unavailable':
          return { kind: 'end', lastWords: BROKEN };
        case 'truncate': {
          const step = stream.update(nowMs);
          return step.kind === 'message' ? { kind: 'end', lastWords: firstHalf(step.message) } : step;
        }
        // The held-back events come with the next update.
        case 'delay':
          return { kind: 'nothing' };
        default:
          return stream.update(nowMs);
      }
    },
  };
}

const BROKEN = exceptionMessage('SessionStreamingException', 'The session could not go on.');

function firstHalf(message: Buffer): Buffer {
  return message.subarray(0, Math.floor(message.length / 2));
}
