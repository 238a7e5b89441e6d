import {
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DeleteLogGroupCommand,
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { DAY_MS } from '../../../src/lambda/time.ts';
import { errorOf, patient, raw } from '../../aws/loopback-aws.ts';
import { errorName } from '../sdk-clients.ts';
import type { ContractCase } from './contract-case.ts';
import { newLog } from './contract-log.ts';

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html */
export const LOG_WRITING_CASES: readonly ContractCase[] = [
  {
    says: 'CreateLogGroup refuses a name that is taken',
    observe: async (account) => {
      const { group } = await newLog(account);
      return errorName(account.clients.logs.send(new CreateLogGroupCommand({ logGroupName: group })));
    },
    documented: 'ResourceAlreadyExistsException',
  },
  {
    says: 'CreateLogStream refuses a name that is taken in its group, and an unknown group',
    observe: async (account) => {
      const { group } = await newLog(account);
      const create = (logGroupName: string) =>
        errorName(
          account.clients.logs.send(new CreateLogStreamCommand({ logGroupName, logStreamName: 'a' })),
        );
      return [await create(group), await create('/nobody')];
    },
    documented: ['ResourceAlreadyExistsException', 'ResourceNotFoundException'],
  },
  {
    says: 'PutLogEvents refuses an unknown group and an unknown stream',
    observe: async (account) => {
      const { group, put } = await newLog(account);
      const logEvents = [{ timestamp: Date.now(), message: 'lost' }];
      const nobody = new PutLogEventsCommand({ logGroupName: '/nobody', logStreamName: 'a', logEvents });
      return {
        group: await errorName(account.clients.logs.send(nobody)),
        stream: await errorName(put([[0, 'lost']], 'nobody')),
        inGroup: group.startsWith('/contract/'),
      };
    },
    documented: { group: 'ResourceNotFoundException', stream: 'ResourceNotFoundException', inGroup: true },
  },
  {
    says: 'PutLogEvents refuses the whole of a batch that is not in order of time',
    observe: async (account) => {
      const log = await newLog(account);
      const refusal = await errorName(
        log.put([
          [10, 'second'],
          [0, 'first'],
        ]),
      );
      return { refusal, written: await log.messages() };
    },
    documented: { refusal: 'InvalidParameterException', written: [] },
  },
  {
    says: 'PutLogEvents accepts the recent part of a batch, and says up to where it was too old',
    observe: async (account) => {
      const log = await newLog(account);
      const tooOldMs = -14 * DAY_MS - 60_000;
      const put = new PutLogEventsCommand({
        logGroupName: log.group,
        logStreamName: 'a',
        logEvents: [tooOldMs, tooOldMs + 1, tooOldMs + 2].map((atMs) => ({
          timestamp: log.startMs + atMs,
          message: 'old',
        })),
      });
      const { rejectedLogEventsInfo } = await account.clients.logs.send(put);
      return rejectedLogEventsInfo?.tooOldLogEventEndIndex;
    },
    documented: 3,
    moto: {
      gives: 2,
      because:
        'the API reference calls the index exclusive; moto gives that of the last event that is too old',
    },
  },
  {
    says: 'PutLogEvents refuses a batch without events and an event without text',
    observe: async (account) => {
      const log = await newLog(account);
      return [await errorName(log.put([])), await errorName(log.put([[0, '']]))];
    },
    documented: ['InvalidParameterException', 'InvalidParameterException'],
    moto: {
      gives: ['no error', 'no error'],
      because: 'the API reference asks for at least one event and one character; moto checks neither',
    },
  },
  {
    says: 'DeleteLogGroup deletes the events, and a group created later with that name is empty',
    observe: async (account) => {
      const log = await newLog(account);
      const { logs } = account.clients;
      await log.put([[0, 'gone']]);
      await logs.send(new DeleteLogGroupCommand({ logGroupName: log.group }));
      const range = { startMs: log.startMs, endMs: log.startMs + 1_000 };
      const gone = errorOf(
        await account.sources.logs.page(
          { group: raw(log.group), range, pattern: null, token: null },
          patient,
        ),
      );
      await logs.send(new CreateLogGroupCommand({ logGroupName: log.group }));
      return { gone: gone.kind, afterwards: await log.messages() };
    },
    documented: { gone: 'absent', afterwards: [] },
  },
  {
    says: 'DeleteLogGroup refuses an unknown group',
    observe: ({ clients: { logs } }) =>
      errorName(logs.send(new DeleteLogGroupCommand({ logGroupName: '/nobody' }))),
    documented: 'ResourceNotFoundException',
  },
  {
    says: 'DescribeLogGroups lists groups by name, page by page, and their ARNs in both forms',
    observe: async (account) => {
      const prefix = `/contract/${account.freshName()}-`;
      const { logs } = account.clients;
      for (const end of ['c', 'a', 'b'])
        await logs.send(new CreateLogGroupCommand({ logGroupName: prefix + end }));
      const request = { logGroupNamePrefix: prefix, limit: 2 };
      const first = await logs.send(new DescribeLogGroupsCommand(request));
      const second = await logs.send(
        new DescribeLogGroupsCommand({ ...request, nextToken: first.nextToken }),
      );
      const arn = `arn:aws:logs:eu-west-1:123456789012:log-group:${prefix}a`;
      const [group] = first.logGroups ?? [];
      return {
        pages: [first, second].map((page) => page.logGroups?.map(({ logGroupName }) => logGroupName?.at(-1))),
        arn: group?.arn === `${arn}:*`,
        logGroupArn: group?.logGroupArn === arn,
        ends: second.nextToken === undefined,
      };
    },
    documented: { pages: [['a', 'b'], ['c']], arn: true, logGroupArn: true, ends: true },
  },
  {
    says: 'DescribeLogStreams lists streams by name, page by page',
    observe: async (account) => {
      const { group } = await newLog(account, ['c', 'a', 'b']);
      const { logs } = account.clients;
      const request = { logGroupName: group, limit: 2 };
      const first = await logs.send(new DescribeLogStreamsCommand(request));
      const second = await logs.send(
        new DescribeLogStreamsCommand({ ...request, nextToken: first.nextToken }),
      );
      return [first, second].map((page) => page.logStreams?.map(({ logStreamName }) => logStreamName));
    },
    documented: [['a', 'b'], ['c']],
  },
];
