import { awsLogsTail, lmonTail } from './peer.ts';
import { median, type Report, timesText } from './report.ts';
import type { Run } from './run-program.ts';
import { STORED_GROUP, startStoredLog } from './stored-log.ts';
import { type Candidate, runsInTurns } from './turns.ts';

const ROUNDS = 5;
/** lmon keeps all that it reads until the end, and would need gigabytes for more. */
const MOST_FOR_FILTER_LOG_EVENTS = 100_000;
const MEBIBYTE = 1_048_576;
const HEAD = ['', 'events/s', '× aws', 'CPU µs/event', '÷ aws', 'peak MiB', 'budget'];

/** Reads a stored log once, from its start to its end. */
export async function drain(eventCount: number, aws: string | null): Promise<Report> {
  const log = await startStoredLog(eventCount);
  const candidates = drainCandidates(eventCount, aws);
  const runs = await runsInTurns(candidates, ROUNDS, log.env, 'end').finally(log.close);
  const found = candidates.map((candidate, index) => ({
    ...candidate,
    ...figures(runs[index] ?? [], eventCount),
  }));
  const peer = aws === null ? null : (found[0] ?? null);
  return {
    title: `drain of ${eventCount.toLocaleString('en')} stored events into a pipe, medians of ${ROUNDS} runs in turns`,
    head: HEAD,
    rows: found.map(({ name, budget = '', eventsPerSecond, cpuUs, peakMiB }) => [
      name,
      Math.round(eventsPerSecond).toLocaleString('en'),
      timesText(eventsPerSecond, peer?.eventsPerSecond ?? null),
      cpuUs.toFixed(2),
      peer === null ? '' : timesText(peer.cpuUs, cpuUs),
      Math.round(peakMiB).toString(),
      budget,
    ]),
    measured: Object.fromEntries(candidates.map(({ name }, index) => [name, runs[index]])),
  };
}

/** The AWS CLI's own tail comes first: the others are compared with it. */
function drainCandidates(eventCount: number, aws: string | null): readonly Candidate[] {
  const peers: readonly Candidate[] =
    aws === null
      ? []
      : [
          { name: 'aws logs tail', command: awsLogsTail(aws, STORED_GROUP) },
          ...(eventCount > MOST_FOR_FILTER_LOG_EVENTS ? [] : [filterLogEvents(aws)]),
        ];
  const ours = ['raw', 'text', 'json'].map((output) => ({
    name: `lmon tail --output ${output}`,
    command: lmonTail(STORED_GROUP, '--no-follow', '--output', output),
    budget: '≥ 4 ×, ≤ 160 MiB',
  }));
  return [...peers, ...ours];
}

function filterLogEvents(aws: string): Candidate {
  const command = [aws, 'logs', 'filter-log-events', '--log-group-name', STORED_GROUP, '--output', 'text'];
  return { name: 'aws logs filter-log-events', command };
}

function figures(runs: readonly Run[], eventCount: number) {
  return {
    eventsPerSecond: median(runs.map(({ tookMs }) => (eventCount / tookMs) * 1_000)),
    cpuUs: median(runs.map(({ use }) => ((use?.cpuMs ?? Number.NaN) / eventCount) * 1_000)),
    peakMiB: median(runs.map(({ use }) => (use?.peakBytes ?? Number.NaN) / MEBIBYTE)),
  };
}
