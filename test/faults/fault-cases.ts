import { rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { STREAMS } from './line-writer.ts';
import type { LogGroup } from './log-group.ts';
import type { Relay } from './relay.ts';
import { type Fault, type Outcome, outcomeOf } from './spell.ts';

/** How an AWS fails instead of answering with a page of a log. */
export type Failing =
  | 'throttle'
  | 'internal'
  | 'unavailable'
  | 'reset'
  | 'truncate'
  | 'silent'
  | 'delay'
  | 'expired'
  | 'denied'
  | 'skewed';

/** A server that speaks CloudWatch Logs and can be told to fail, and the route to it. */
export interface Place {
  readonly group: LogGroup;
  readonly env: Readonly<Record<string, string>>;
  /** Account time. */
  readonly now: () => number;
  /** Null for none. */
  readonly fail: (how: Failing | null) => Promise<void> | void;
  readonly relay: Relay;
  /** While this file exists, no name resolves. */
  readonly noNamesFile: string;
}

export interface FaultCase {
  readonly what: string;
  readonly fault: (place: Place) => Fault;
  /** The expected reason of the gap; null if no gap is long enough to be reported. */
  readonly gap: RegExp | null;
  readonly notices: readonly string[];
}

const failing = (how: Failing): FaultCase['fault'] => {
  return (place) => async () => {
    await place.fail(how);
    return () => place.fail(null);
  };
};

const refused: FaultCase['fault'] =
  ({ relay }) =>
  async () => {
    await relay.hangUp();
    return relay.listen;
  };

const nameless: FaultCase['fault'] =
  ({ relay, noNamesFile }) =>
  async () => {
    writeFileSync(noNamesFile, '');
    relay.breakOff();
    return () => rmSync(noNamesFile);
  };

const deleted: FaultCase['fault'] =
  () =>
  async ({ group, writer, lmon }) => {
    await writer.rest();
    await lmon.waitUntil((stdout) => stdout.includes(`"${writer.written.at(-1)}"`));
    await group.delete();
    return async () => {
      await group.create(STREAMS);
      writer.goOn();
    };
  };

const stopped: FaultCase['fault'] =
  () =>
  async ({ lmon, sleep }) => {
    lmon.process.kill('SIGSTOP');
    // Longer than a call may take, because one may have been in progress.
    await sleep(40_000);
    return () => void lmon.process.kill('SIGCONT');
  };

const reportedAs = (kind: string) => ({ gap: new RegExp(kind), notices: [kind, 'recovered'] });
const UNREACHABLE = reportedAs('unreachable');

export const FAULT_CASES: readonly FaultCase[] = [
  { what: 'a ThrottlingException', fault: failing('throttle'), ...reportedAs('busy') },
  { what: 'a 500', fault: failing('internal'), ...UNREACHABLE },
  { what: 'a 503 with a body of HTML', fault: failing('unavailable'), ...UNREACHABLE },
  { what: 'a reset', fault: failing('reset'), ...UNREACHABLE },
  {
    what: 'a truncated body',
    fault: failing('truncate'),
    gap: /unreachable/,
    notices: ['unreadable', 'recovered'],
  },
  { what: 'a refused connection', fault: refused, ...UNREACHABLE },
  { what: 'a name that does not resolve', fault: nameless, ...UNREACHABLE },
  { what: 'no answer', fault: failing('silent'), ...UNREACHABLE },
  { what: 'slow answers', fault: failing('delay'), gap: null, notices: [] },
  { what: 'expired credentials', fault: failing('expired'), ...reportedAs('expired') },
  { what: 'denied access', fault: failing('denied'), ...reportedAs('denied') },
  { what: 'a signature from another time', fault: failing('skewed'), ...UNREACHABLE, gap: /skewed/ },
  {
    what: 'a group that is deleted and recreated',
    fault: deleted,
    gap: null,
    notices: ['waiting', 'recovered'],
  },
  // A call in progress may end in a timeout.
  { what: 'a stopped process', fault: stopped, gap: /asleep|unreachable/, notices: [] },
];

const MACHINE_TROUBLE = fileURLToPath(new URL('machine-trouble.mjs', import.meta.url));

/** Makes a machine fail when a test says so. */
export function machineTrouble(env: {
  readonly NO_NAMES_WHILE?: string;
  readonly SLEPT_ONCE?: string;
  readonly SLEEP_MS?: string;
}): Readonly<Record<string, string>> {
  return { NODE_OPTIONS: `--import=${MACHINE_TROUBLE}`, ...env };
}

/** Wall time. */
const PATIENCE_S = 2;

/**
 * Runs all cases, some of them in parallel.
 * @param speed account seconds per second
 */
export async function faultOutcomes(
  speed: number,
  at: (work: (place: Place) => Promise<Outcome>) => Promise<Outcome>,
): Promise<ReadonlyMap<string, Outcome>> {
  const outcomes = new Map<string, Outcome>();
  const waiting = [...FAULT_CASES];
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const { what, fault, notices } = next;
      outcomes.set(
        what,
        await at((place) => {
          const { group, now, noNamesFile } = place;
          const env = {
            ...place.env,
            ...machineTrouble({ NO_NAMES_WHILE: noNamesFile }),
            AWS_ENDPOINT_URL: `http://localhost:${place.relay.port}`,
            // 8 s of account time, but at least as long as a busy machine takes to answer.
            LMON_REQUEST_TIMEOUT: `${Math.max(8 / speed, PATIENCE_S)}`,
          };
          return outcomeOf(fault(place), { group, env, speed, now, metBy: notices[0] ?? null });
        }),
      );
    }
  };
  await Promise.all([work(), work(), work(), work()]);
  return outcomes;
}

export const WHOLE = { lost: [], twice: [], status: 130, stderr: '' };

/** No line is lost or repeated, and gaps are reported. */
export function expectWhole(outcome: Outcome | undefined, { gap, notices }: FaultCase): void {
  expect(outcome).toMatchObject(WHOLE);
  if (outcome === undefined) return;
  const { output, faultMs } = outcome;
  // A machine that is busy with other tests may add failures of its own.
  expect(output.notices).toEqual(expect.arrayContaining([...notices]));
  const over = output.gaps.filter(
    ({ startMs, endMs }) => startMs < faultMs.startMs + 2_000 && (endMs ?? 0) > faultMs.endMs - 2_000,
  );
  if (gap !== null) expect(over.map(({ reason }) => reason)).toContainEqual(expect.stringMatching(gap));
  expect(output.gaps.filter(({ endMs }) => endMs === null)).toEqual([]);
}
