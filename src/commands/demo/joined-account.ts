import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { SECOND_MS } from '../../lambda/time.ts';
import { WALL_TIME } from '../../monitor/clock.ts';
import { clockSettingFrom } from '../../settings/clock-setting.ts';
import type { Flags } from '../../settings/command-line.ts';
import { DEMO_PORT, LOCAL_NAMES } from '../../settings/options.ts';
import { type Complaint, usageComplaint } from '../command/complaint.ts';
import { EXIT_STATUS } from '../command/exit-status.ts';
import { localEnvironment } from '../local/local-environment.ts';
import { portOf } from '../local/local-settings.ts';
import type { DemoAccount } from './demo-account.ts';

/** A demo on a busy machine answers after seconds. */
const FOR_ANSWER_MS = 10 * SECOND_MS;
/** Between two looks at which demo has the port: mixed figures would stand no longer than this. */
const WATCHED_EVERY_MS = 2_000;

/** A clock setting is one line. An unknown listener may send anything, for ever. */
const LONGEST_ANSWER_BYTES = 1_024;

/** The port of the demo to join; flags that start a world are rejected, as that one already runs. */
export function joinedPort(flags: Flags): number | Complaint {
  const own = LOCAL_NAMES.find((name) => name !== 'port' && flags[name] !== undefined);
  if (own !== undefined)
    return usageComplaint(`--join looks at a demo that runs, which has its own --${own}`);
  const port = flags.port === undefined ? DEMO_PORT : portOf(flags.port);
  if (typeof port !== 'number') return usageComplaint(port.complaint);
  return port === 0 ? usageComplaint('--join needs the port on which a demo runs: 0 is none') : port;
}

/** The account of a demo that runs on this machine. A slow answer is not the same as none. */
export async function joinedAccount(
  port: number,
  forAnswerMs = FOR_ANSWER_MS,
): Promise<DemoAccount | Complaint> {
  const deadline = AbortSignal.timeout(forAnswerMs);
  const clock = await clockAt(port, deadline).catch(() => null);
  if (clock !== null) {
    return { environment: localEnvironment(`http://127.0.0.1:${port}`, clock), port, end: () => {} };
  }
  if (deadline.aborted) {
    return {
      complaint: `port ${port} of this machine did not answer within ${forAnswerMs / SECOND_MS} s: if a demo runs there, try again, or name the port of another with --port`,
      status: EXIT_STATUS.unreachable,
    };
  }
  const start = port === DEMO_PORT ? 'lmon demo' : `lmon demo --port ${port}`;
  return {
    complaint: `no demo runs on port ${port} of this machine: start one with ${start}, or name the port of one that runs with --port`,
    status: EXIT_STATUS.unreachable,
  };
}

/**
 * Resolves once another demo has taken the port of the joined one, true, or when the signal aborts, false. Each start of a
 * demo has its own clock; one that has only ended doesn't answer, which the screen tells itself.
 */
export async function isReplaced(
  { environment, port }: DemoAccount,
  signal: AbortSignal,
  everyMs = WATCHED_EVERY_MS,
): Promise<boolean> {
  while (!signal.aborted) {
    await WALL_TIME.sleep(everyMs, signal);
    const untilAnswer = AbortSignal.any([signal, AbortSignal.timeout(FOR_ANSWER_MS)]);
    const clock = await clockAt(port, untilAnswer).catch(() => null);
    if (clock !== null && clock !== environment['LMON_CLOCK']) return !signal.aborted;
  }
  return false;
}

/** Only a local AWS has this endpoint with a clock. Unlike `fetch` this reaches any port, and only this host. */
async function clockAt(port: number, signal: AbortSignal): Promise<string | null> {
  const asking = get({ host: '127.0.0.1', port, path: '/_local/clock', agent: false, signal });
  // Errors after the answer began reach its reader.
  asking.on('error', () => {});
  const [answer] = (await once(asking, 'response')) as [IncomingMessage];
  const text = answer.statusCode === 200 ? await shortText(answer) : null;
  asking.destroy();
  if (text === null) return null;
  const { clock } = JSON.parse(text) as { readonly clock?: unknown };
  if (typeof clock !== 'string' || clock === '') return null;
  return clockSettingFrom(clock) === null ? null : clock;
}

/** Null where it is longer than a clock can be. */
async function shortText(answer: IncomingMessage): Promise<string | null> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of answer as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > LONGEST_ANSWER_BYTES) return null;
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}
