import { awsLogsTail, lmonTail } from './peer.ts';
import { median, quantile, type Report, timesText } from './report.ts';
import { LIVE_GROUP, startWrittenLog } from './written-log.ts';

const EVENTS = 150;

/** The time from sending PutLogEvents to the line in the pipe of each following client. All see the same events. */
export async function live(aws: string | null): Promise<Report> {
  const log = await startWrittenLog();
  const followers = [
    ...(aws === null
      ? []
      : [{ name: 'aws logs tail --follow', command: awsLogsTail(aws, LIVE_GROUP, '--follow') }]),
    { name: 'lmon tail', command: lmonTail(LIVE_GROUP) },
  ].map(({ name, command }) => {
    const seenMs = new Map<number, number>();
    const onLine = (line: string) => {
      const number = /live event (\d+)/.exec(line)?.[1];
      if (number !== undefined) seenMs.set(Number(number), performance.now());
    };
    return { name, command, env: log.env, seenMs, onLine };
  });
  const sentMs = await log.followedBy(followers, EVENTS);
  const delays = followers.map(({ name, seenMs }) => ({
    name,
    delaysMs: [...seenMs].map(([number, ms]) => ms - (sentMs[number] ?? Number.NaN)),
  }));
  const peerP95 = aws === null ? null : quantile(delays[0]?.delaysMs ?? [], 0.95);
  return {
    title: `PutLogEvents to the line in a pipe, polled, ${EVENTS} events`,
    head: ['', 'seen', 'median ms', 'p95 ms', '× aws', 'budget'],
    rows: delays.map(({ name, delaysMs }) => {
      const p95 = quantile(delaysMs, 0.95);
      return [
        name,
        String(delaysMs.length),
        Math.round(median(delaysMs)).toString(),
        Math.round(p95).toString(),
        timesText(p95, peerP95),
        name === 'lmon tail' ? '≤ 0.3 ×' : '',
      ];
    }),
    measured: Object.fromEntries(delays.map(({ name, delaysMs }) => [name, delaysMs])),
  };
}
