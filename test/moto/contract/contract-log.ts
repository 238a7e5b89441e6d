import {
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import type { LogEvent } from '../../../src/logs/event.ts';
import type { Page } from '../../../src/monitor/page.ts';
import type { RawText } from '../../../src/terminal/text.ts';
import { answerOf, patient, raw } from '../../aws/loopback-aws.ts';
import type { AccountUnderTest } from './contract-case.ts';

/** The time of an event, in milliseconds after `ContractLog.startMs`, and its message. */
export type Written = readonly [atMs: number, message: string];

/** A log group created for one case. */
export interface ContractLog {
  readonly group: string;
  /** The reference for all other times of the case: late enough to be read without a long run of empty pages. */
  readonly startMs: number;
  put(events: readonly Written[], stream?: string): Promise<unknown>;
  /** All events between two times, both inclusive, read page by page with lmon's own source. */
  read(fromMs?: number, toMs?: number, pattern?: string | null): Promise<readonly LogEvent[]>;
  /** Like `read`, but only the messages. */
  messages(fromMs?: number, toMs?: number, pattern?: string | null): Promise<readonly string[]>;
}

const LONG_AGO_MS = 40_000;
const WINDOW_MS = 30_000;

export async function newLog(
  { clients: { logs }, sources, freshName }: AccountUnderTest,
  streams: readonly string[] = ['a'],
): Promise<ContractLog> {
  const group = `/contract/${freshName()}`;
  const startMs = Date.now() - LONG_AGO_MS;
  await logs.send(new CreateLogGroupCommand({ logGroupName: group }));
  for (const stream of streams)
    await logs.send(new CreateLogStreamCommand({ logGroupName: group, logStreamName: stream }));

  const read: ContractLog['read'] = async (fromMs = 0, toMs = WINDOW_MS, pattern = null) => {
    const range = { startMs: startMs + fromMs, endMs: startMs + toMs };
    const events: LogEvent[] = [];
    let token: RawText | null = null;
    do {
      const page: Page<LogEvent> = answerOf(
        await sources.logs.page(
          { group: raw(group), range, pattern: pattern === null ? null : raw(pattern), token },
          patient,
        ),
      );
      events.push(...page.items);
      token = page.nextToken;
    } while (token !== null);
    return events;
  };

  return {
    group,
    startMs,
    put: (events, stream = streams[0] ?? 'a') =>
      logs.send(
        new PutLogEventsCommand({
          logGroupName: group,
          logStreamName: stream,
          logEvents: events.map(([atMs, message]) => ({ timestamp: startMs + atMs, message })),
        }),
      ),
    read,
    messages: async (...range) => (await read(...range)).map(({ message }) => message),
  };
}
