import { type LmonProcess, startLmonProcess } from '../commands/lmon-process.ts';
import { type LineWriter, STREAMS, startWriting } from './line-writer.ts';
import type { LogGroup } from './log-group.ts';
import { difference, type TailOutput, tailOutput } from './tail-output.ts';

/** A log that is written and followed at the same time, and the clock for both. */
export interface Stage {
  readonly group: LogGroup;
  readonly writer: LineWriter;
  readonly lmon: LmonProcess;
  /** Account time. */
  now(): number;
  sleep(ms: number): Promise<void>;
}

export interface StageSettings {
  readonly group: LogGroup;
  readonly env: Readonly<Record<string, string>>;
  readonly speed: number;
  readonly now: () => number;
  /** The notice that shows that lmon met the fault, which lasts at least until then; null if there is none. */
  readonly metBy: string | null;
}

/** Starts a fault when called; calling the function that it returns ends the fault. */
export type Fault = (stage: Stage) => Promise<() => Promise<void> | void>;

/** What happened to the lines of a log during a fault. */
export interface Outcome {
  readonly lost: readonly string[];
  readonly twice: readonly string[];
  readonly output: TailOutput;
  readonly faultMs: { readonly startMs: number; readonly endMs: number };
  /** Exit status after SIGINT. */
  readonly status: number | null;
  readonly stderr: string;
}

const FAULT_MS = 20_000;
/** Time without a fault, before and after. */
const AROUND_MS = 5_000;
const LINE_EVERY_MS = 700;

/** Follows a log while it is written, causes a fault for at least 20 s, and waits until all has been reported. */
export async function outcomeOf(fault: Fault, settings: StageSettings): Promise<Outcome> {
  const { group, env, speed, now, metBy } = settings;
  const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms / speed));
  await group.create(STREAMS);
  const writer = startWriting(group, now, LINE_EVERY_MS / speed);
  // Reads from well before now: on a busy machine, a process takes account minutes to start.
  const lmon = startLmonProcess(['tail', group.name, '--output', 'json', '--since', '10m'], { env });
  await lmon.waitFor('stdout', /\n/);
  await sleep(AROUND_MS);

  // A machine that is busy with other tests may have had trouble before.
  if (metBy !== null) await lmon.waitUntil((stdout) => troubleIn(stdout) === null);
  const mend = await fault({ group, writer, lmon, now, sleep });
  const startMs = now();
  await sleep(FAULT_MS);
  if (metBy !== null) await lmon.waitUntil((stdout) => troubleIn(stdout) === metBy);
  const endMs = now();
  await mend();

  await sleep(AROUND_MS);
  await writer.stop();
  await lmon.waitUntil((stdout) => isComplete(writer.written, tailOutput(stdout)));
  lmon.process.kill('SIGINT');
  const { status, stdout, stderr } = await lmon.ended;
  const output = tailOutput(stdout);
  return { ...difference(writer.written, output), output, faultMs: { startMs, endMs }, status, stderr };
}

/** The ongoing trouble so far; notices about how much a read covers do not count. */
function troubleIn(stdout: string): string | null {
  const last = tailOutput(stdout).notices.findLast((kind) => !['settled', 'unsettled'].includes(kind));
  return last === undefined || last === 'recovered' ? null : last;
}

function isComplete(written: readonly string[], output: TailOutput): boolean {
  return difference(written, output).lost.length === 0 && output.gaps.every(({ endMs }) => endMs !== null);
}
