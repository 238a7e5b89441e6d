import {
  DescribeLogGroupsCommand,
  GetQueryResultsCommand,
  type LogGroup,
  type ResultField,
  StartQueryCommand,
  StopQueryCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import type { LogGroupSize, LogQueryAnswer, LogQueryRow } from '../../lambda/log-query.ts';
import { DAY_MS } from '../../lambda/time.ts';
import type { Result } from '../../monitor/source-error.ts';
import type { LogQuerySource } from '../../monitor/sources.ts';
import type { RawText } from '../../terminal/text.ts';
import { listOf, numberOf, textOf } from '../answer/field.ts';
import { logs } from '../client/logs.ts';
import type { Ask } from '../connection/ask.ts';

const MOST_ROWS = 1_000;

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogGroups.html */
export function askLogGroupSize(
  ask: Ask,
  group: RawText,
  signal: AbortSignal,
): Promise<Result<LogGroupSize | null>> {
  const name = nameOf(group);
  return ask(
    {
      action: 'logs:DescribeLogGroups',
      send: (clients, options) =>
        clients.of(logs).send(new DescribeLogGroupsCommand({ logGroupNamePrefix: name }), options),
      read: (answer) => {
        const groups = listOf(answer.logGroups);
        if (groups === null) return undefined;
        const found = groups.find((each) => each?.logGroupName === name);
        return found === undefined ? null : sizeOf(found);
      },
    },
    signal,
  );
}

function sizeOf({ storedBytes, creationTime, retentionInDays }: LogGroup): LogGroupSize | null {
  const bytes = numberOf(storedBytes);
  const createdMs = numberOf(creationTime);
  const days = numberOf(retentionInDays);
  if (bytes === null || bytes < 0 || createdMs === null) return null;
  return { storedBytes: bytes, createdMs, retentionMs: days === null ? null : days * DAY_MS };
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartQuery.html */
export function askQueryStart(
  ask: Ask,
  ...[group, query, { startMs, endMs }, signal]: Parameters<LogQuerySource['start']>
): Promise<Result<RawText>> {
  return ask(
    {
      action: 'logs:StartQuery',
      send: (clients, options) =>
        clients.of(logs).send(
          new StartQueryCommand({
            ...(group.startsWith('arn:')
              ? { logGroupIdentifiers: [group.replace(/:\*$/, '')] }
              : { logGroupName: group }),
            queryString: query,
            // Seconds, both of them inclusive.
            startTime: Math.floor(startMs / 1_000),
            endTime: Math.floor(endMs / 1_000),
            limit: MOST_ROWS,
          }),
          options,
        ),
      read: (answer) => textOf(answer.queryId) ?? undefined,
    },
    signal,
  );
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetQueryResults.html */
export function askQueryResults(
  ask: Ask,
  queryId: RawText,
  signal: AbortSignal,
): Promise<Result<LogQueryAnswer>> {
  return ask(
    {
      action: 'logs:GetQueryResults',
      send: (clients, options) => clients.of(logs).send(new GetQueryResultsCommand({ queryId }), options),
      read: (answer) => {
        const rows = listOf(answer.results);
        if (rows === null) return undefined;
        return {
          status: statusOf(answer.status),
          rows: rows.map(rowOf),
          scannedBytes: numberOf(answer.statistics?.bytesScanned) ?? 0,
        };
      },
    },
    signal,
  );
}

function statusOf(status: string | undefined): LogQueryAnswer['status'] {
  switch (status) {
    case 'Complete':
      return 'complete';
    case 'Scheduled':
    case 'Running':
      return 'running';
    default:
      return 'failed';
  }
}

function rowOf(fields: readonly ResultField[]): LogQueryRow {
  return new Map(
    (listOf(fields) ?? []).flatMap((each) => {
      const field = textOf(each?.field);
      const value = textOf(each?.value);
      return field === null || value === null ? [] : [[field, value] as const];
    }),
  );
}

/**
 * Stops one of lmon's own queries, so that it costs no more: this changes nothing that others see.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StopQuery.html
 */
export function askQueryStop(ask: Ask, queryId: RawText, signal: AbortSignal): Promise<Result<null>> {
  return ask(
    {
      action: 'logs:StopQuery',
      send: (clients, options) => clients.of(logs).send(new StopQueryCommand({ queryId }), options),
      read: () => null,
    },
    signal,
  );
}

function nameOf(group: RawText): string {
  return /^arn:[^:]+:logs:[^:]*:[^:]*:log-group:([^:]+)/.exec(group)?.[1] ?? group;
}
