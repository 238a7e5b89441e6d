import { DAY_MS, type EpochMs, MINUTE_MS } from '../../../lambda/time.ts';
import { steady } from '../curve.ts';
import type { FunctionModel } from '../function-model.ts';
import type { Dice } from '../log/dice.ts';
import type { InvocationFacts, LogStory, StoryLine } from '../log/log-story.ts';
import type { WorldQueue } from '../world.ts';

const REFUSED_SINCE_MINUTE = -20;
/** One event in this many fails on every retry. */
const EVENTS_PER_BOUNCE = 88;

/**
 * Called asynchronously. A few mails always bounce three times and go to the dead-letter queue, where they are handled
 * by hand. Since a change of the queue's policy it rejects them, and they are lost.
 */
export function emailDispatch(now0Ms: EpochMs, deadLetterQueue: WorldQueue): FunctionModel {
  const refusesSinceMs = now0Ms + REFUSED_SINCE_MINUTE * MINUTE_MS;
  return {
    configuration: {
      name: 'email-dispatch',
      runtime: 'nodejs22.x',
      architecture: 'arm64',
      memoryMb: 256,
      timeoutMs: 30_000,
      version: '$LATEST',
      lastModifiedMs: now0Ms - 25 * DAY_MS,
      logGroup: '/aws/lambda/email-dispatch',
      logFormat: 'JSON',
      reservedConcurrency: null,
      deadLetterArn: deadLetterQueue.arn,
      description: 'Sends mails to customers (asynchronous)',
    },
    deployments: [{ version: '$LATEST', sinceMs: 0 }],
    caller: {
      kind: 'async',
      eventsPerSecond: steady(2.04),
      poison: { share: steady(1 / EVENTS_PER_BOUNCE), failure: 'mailbox-refused' },
      onFailure: { kind: 'dead-letter-queue', queueName: deadLetterQueue.name, refusesSinceMs },
    },
    work: {
      initMs: 330,
      durationMs: steady(480),
      recordDurationMs: 0,
      spread: steady(0.4),
      memoryUsedMb: 122,
      failures: [
        { name: 'mailbox-refused', share: steady(0), durationShare: 0.8, ending: 'exception' },
        { name: 'greylisted', share: steady(0.005), durationShare: 0.9, ending: 'exception' },
      ],
    },
    story: { invocation: mailLines } satisfies LogStory,
    incidents: [
      {
        functionName: 'email-dispatch',
        cause:
          'its dead-letter queue refuses the events that failed three times (access denied): they are lost',
        sinceMs: refusesSinceMs,
      },
    ],
  };
}

function mailLines(facts: InvocationFacts, dice: Dice): readonly StoryLine[] {
  const messageId = `m_${dice.hex(10)}`;
  const template = dice.pick(['order-confirmed', 'order-shipped', 'password-reset', 'newsletter']);
  const rendered: StoryLine = {
    offsetMs: facts.durationMs * 0.2,
    level: 'INFO',
    message: 'mail rendered',
    fields: { messageId, template },
  };
  switch (facts.ending) {
    case 'success':
      return [
        rendered,
        {
          offsetMs: facts.durationMs - 3,
          level: 'INFO',
          message: 'mail accepted',
          fields: { messageId, latencyMs: Math.round(facts.durationMs * 0.75) },
        },
      ];
    case 'mailbox-refused':
      return [rendered, refused(facts, `550 5.1.1 no such mailbox (${messageId})`, 'MailboxRefusedError')];
    case 'greylisted':
      return [rendered, refused(facts, `451 4.7.1 try again later (${messageId})`, 'GreylistedError')];
    default:
      return [rendered];
  }
}

function refused({ durationMs }: InvocationFacts, message: string, type: string): StoryLine {
  return {
    offsetMs: durationMs - 2,
    level: 'ERROR',
    message,
    exception: {
      type,
      message,
      frames: [
        '    at answerOf (file:///var/task/smtp.mjs:118:13)',
        '    at async deliver (file:///var/task/smtp.mjs:64:18)',
        '    at async Runtime.handler (file:///var/task/index.mjs:31:5)',
      ],
    },
  };
}
