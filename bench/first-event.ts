import { awsLogsTail, lmonTail } from './peer.ts';
import { median, type Report, timesText } from './report.ts';
import { STORED_GROUP, startStoredLog } from './stored-log.ts';
import { type Candidate, runsInTurns } from './turns.ts';

const ROUNDS = 9;
const STORED_EVENTS = 1_000;

/** The time from the start of a process that follows a log to its first line in the pipe. */
export async function firstEvent(aws: string | null): Promise<Report> {
  const log = await startStoredLog(STORED_EVENTS);
  const candidates: readonly Candidate[] = [
    ...(aws === null
      ? []
      : [{ name: 'aws logs tail --follow', command: awsLogsTail(aws, STORED_GROUP, '--follow') }]),
    { name: 'lmon tail', command: lmonTail(STORED_GROUP), budget: '≤ 0.4 ×' },
  ];
  const runs = await runsInTurns(candidates, ROUNDS, log.env, 'first line').finally(log.close);
  const tookMs = runs.map((each) => each.flatMap(({ firstOutputMs }) => firstOutputMs ?? []));
  const peerMs = aws === null ? null : median(tookMs[0] ?? []);
  return {
    title: `process start to the first event in a pipe, medians of ${ROUNDS} runs in turns`,
    head: ['', 'ms', '× aws', 'budget'],
    rows: candidates.map(({ name, budget = '' }, index) => {
      const ms = median(tookMs[index] ?? []);
      return [name, Math.round(ms).toString(), timesText(ms, peerMs), budget];
    }),
    measured: Object.fromEntries(candidates.map(({ name }, index) => [name, tookMs[index]])),
  };
}
