import { answerOf, errorOf, patient, raw } from '../../aws/loopback-aws.ts';
import type { ContractCase } from './contract-case.ts';

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueAttributes.html */
export const QUEUE_CASES: readonly ContractCase[] = [
  {
    says: 'GetQueueAttributes returns how long messages are kept and hidden, and where failed ones go',
    observe: async ({ sources, queue }) => {
      const setup = answerOf(await sources.functions.queue(raw(queue.arn), patient));
      return {
        ...setup,
        redrive: { ...setup.redrive, queueArn: setup.redrive?.queueArn === queue.redriveArn },
      };
    },
    documented: {
      retentionMs: 4 * 86_400_000,
      visibilityTimeoutMs: 60_000,
      redrive: { queueArn: true, maximumReceives: 3 },
    },
  },
  {
    says: 'GetQueueAttributes names no redrive queue if there is none',
    observe: async ({ sources, queue }) =>
      answerOf(await sources.functions.queue(raw(queue.redriveArn), patient)).redrive,
    documented: null,
  },
  {
    says: 'GetQueueAttributes finds no unknown queue',
    observe: async ({ sources, queue }) =>
      errorOf(await sources.functions.queue(raw(`${queue.arn}-of-nobody`), patient)).kind,
    documented: 'absent',
  },
];
