import {
  ListMetricsCommand,
  type ListMetricsCommandInput,
  type MetricDatum,
  PutMetricDataCommand,
  paginateListMetrics,
} from '@aws-sdk/client-cloudwatch';
import { answerOf, errorOf, patient, raw } from '../../aws/loopback-aws.ts';
import type { AccountUnderTest, ContractCase } from './contract-case.ts';

interface MetricList {
  put(data: readonly MetricDatum[]): Promise<unknown>;
  /** `name dimension=value`, in alphabetical order. */
  names(filter?: ListMetricsCommandInput): Promise<readonly string[]>;
}

/** Metrics in the case's own namespace. */
function newList({ clients: { cloudWatch }, freshName }: AccountUnderTest): MetricList {
  const Namespace = `Contract/${freshName()}`;
  return {
    put: (data) => cloudWatch.send(new PutMetricDataCommand({ Namespace, MetricData: [...data] })),
    names: async (filter = {}) => {
      const { Metrics = [] } = await cloudWatch.send(new ListMetricsCommand({ Namespace, ...filter }));
      const name = ({ MetricName, Dimensions = [] }: (typeof Metrics)[number]) =>
        [MetricName, ...Dimensions.map(({ Name, Value }) => `${Name}=${Value}`)].join(' ');
      return Metrics.map(name).sort();
    },
  };
}

function datum(MetricName: string, dimensions: Readonly<Record<string, string>>, hoursAgo = 0): MetricDatum {
  return {
    MetricName,
    Value: 1,
    Timestamp: new Date(Date.now() - hoursAgo * 3_600_000),
    Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
  };
}

const METRICS = [
  datum('Errors', { FunctionName: 'one' }),
  datum('Errors', { FunctionName: 'two' }),
  datum('Errors', { FunctionName: 'two', Resource: 'live' }),
  datum('Errors', {}),
  datum('Calls', { Api: 'one' }),
];

function lists(says: string, filter: ListMetricsCommandInput, documented: readonly string[]): ContractCase {
  return {
    says: `ListMetrics ${says}`,
    observe: async (account) => {
      const list = newList(account);
      await list.put(METRICS);
      return list.names(filter);
    },
    documented,
  };
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListMetrics.html */
export const METRIC_LIST_CASES: readonly ContractCase[] = [
  lists('lists each metric of a namespace', {}, [
    'Calls Api=one',
    'Errors',
    'Errors FunctionName=one',
    'Errors FunctionName=two',
    'Errors FunctionName=two Resource=live',
  ]),
  lists('lists those of one name', { MetricName: 'Calls' }, ['Calls Api=one']),
  lists('lists those that have a dimension', { Dimensions: [{ Name: 'FunctionName' }] }, [
    'Errors FunctionName=one',
    'Errors FunctionName=two',
    'Errors FunctionName=two Resource=live',
  ]),
  lists(
    'lists those whose dimension has a value',
    { MetricName: 'Errors', Dimensions: [{ Name: 'FunctionName', Value: 'one' }] },
    ['Errors FunctionName=one'],
  ),
  lists('lists nothing where nothing fits', { MetricName: 'Nobody' }, []),
  {
    says: 'ListMetrics lists a metric once, however often it was published',
    observe: async (account) => {
      const list = newList(account);
      for (let time = 0; time < 3; time += 1) await list.put([datum('Errors', { FunctionName: 'one' })]);
      return list.names();
    },
    documented: ['Errors FunctionName=one'],
  },
  {
    says: 'ListMetrics puts 500 metrics on a page, and the pages together hold each once',
    observe: async ({ clients: { cloudWatch: client }, freshName }) => {
      const Namespace = `Contract/${freshName()}`;
      const MetricData = Array.from({ length: 501 }, (_, index) => datum('Calls', { Api: `${index}` }));
      await client.send(new PutMetricDataCommand({ Namespace, MetricData }));
      const pages: (string | undefined)[][] = [];
      for await (const { Metrics = [] } of paginateListMetrics({ client }, { Namespace }))
        pages.push(Metrics.map(({ Dimensions }) => Dimensions?.[0]?.Value));
      return { sizes: pages.map(({ length }) => length), metrics: new Set(pages.flat()).size };
    },
    documented: { sizes: [500, 1], metrics: 501 },
  },
  {
    says: 'ListMetrics with RecentlyActive omits metrics that were silent for three hours',
    observe: async (account) => {
      const list = newList(account);
      await list.put([
        datum('Errors', { FunctionName: 'silent' }, 4),
        datum('Errors', { FunctionName: 'busy' }),
      ]);
      return list.names({ RecentlyActive: 'PT3H' });
    },
    documented: ['Errors FunctionName=busy'],
    moto: {
      gives: ['Errors FunctionName=busy', 'Errors FunctionName=silent'],
      because: 'moto does not read RecentlyActive; lmon then asks a silent function for all its metrics',
    },
  },
  {
    says: "ListMetrics gives lmon's source the functions that were called, without versions and aliases",
    observe: async ({ clients: { cloudWatch }, sources, freshName }) => {
      const name = freshName();
      const MetricData = [
        datum('Invocations', { FunctionName: name }),
        datum('Invocations', { FunctionName: `${name}-2`, Resource: `${name}-2:live` }),
        datum('Errors', { FunctionName: `${name}-3` }),
      ];
      await cloudWatch.send(new PutMetricDataCommand({ Namespace: 'AWS/Lambda', MetricData }));
      const { items } = answerOf(await sources.metrics.recentlyActive(null, patient));
      return items.filter((item) => item.startsWith(name)).map((item) => item.slice(name.length));
    },
    documented: [''],
  },
  {
    says: 'ListMetrics refuses an unknown token',
    observe: async ({ sources }) => {
      const { kind, name } = errorOf(await sources.metrics.recentlyActive(raw('made-up'), patient));
      return { kind, name: name.replace(/Exception$/, '') };
    },
    documented: { kind: 'malformed', name: 'InvalidParameterValue' },
  },
];
