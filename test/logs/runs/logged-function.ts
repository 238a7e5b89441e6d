import type { LoggedRun } from '../../../src/logs/runs/logged-run.ts';
import { loggedRuns } from '../../../src/logs/runs/logged-runs.ts';
import type { ComparedRuns } from '../../../src/logs/runs/run-comparison.ts';
import { createStepNaming } from '../../../src/logs/runs/run-step.ts';
import { createStoryMemory } from '../../../src/logs/story/story-memory.ts';
import type { LogOrigin, TailEvent } from '../../../src/logs/tail-item.ts';
import { rawText } from '../../../src/terminal/text.ts';
import { logEvent } from '../../monitor/log/scripted-log.ts';

/** One invocation as a test describes it. */
export interface WrittenRun {
  readonly startMs: number;
  readonly durationMs: number;
  /** The code's log lines, and how long after START each was written. A leading `ERROR ` is the level. */
  readonly says?: readonly (readonly [number, string])[];
  readonly environment?: string;
  /** Where several functions are read together. */
  readonly origin?: LogOrigin;
  readonly version?: string;
  readonly memoryMb?: number;
  readonly initMs?: number;
  /** How the environment's init before the invocation failed, if it did. */
  readonly failedInit?: 'timeout' | 'error';
  /** The text after `Status: `. */
  readonly status?: string;
  readonly requestId?: string;
  /** Whether its REPORT is still missing. */
  readonly isRunning?: boolean;
  /** Whether its START was not read. */
  readonly hasNoStart?: boolean;
}

/** The log of a function. */
export function logOf(name: string, region?: LogOrigin['region']): LogOrigin {
  return {
    ...{ group: rawText(`/aws/lambda/${name}`), functionName: rawText(name) },
    ...(region === undefined ? {} : { region }),
  };
}

/** These invocations, reassembled from the log that they wrote. */
export function loggedFunction(...written: readonly WrittenRun[]): ComparedRuns {
  const memory = createStoryMemory({ maxItems: 100_000, maxBytes: 100_000_000 });
  memory.add(written.flatMap(eventsOf));
  return { runs: loggedRuns(memory.all.view(0, memory.size)), nameOf: createStepNaming(memory.patterns) };
}

/** `count` identical invocations, a second apart. */
export function repeated(count: number, of: (place: number) => Partial<WrittenRun>): readonly WrittenRun[] {
  return Array.from({ length: count }, (_, place) => ({
    startMs: place * 1_000,
    durationMs: 100,
    environment: `env${place % 4}`,
    ...of(place),
  }));
}

export function lastOf({ runs }: ComparedRuns): LoggedRun {
  return runs.at(-1) as LoggedRun;
}

export function eventsOf(run: WrittenRun, place: number): readonly TailEvent[] {
  const { startMs, durationMs, says = [], environment = 'env', version = '1', memoryMb = 100 } = run;
  const requestId =
    run.requestId ??
    `${String(place).padStart(8, '0')}-69d2-45e7-a8bc-${startMs.toString(16).padStart(12, '0')}`;
  const init = run.initMs === undefined ? '' : `Init Duration: ${run.initMs} ms\t`;
  const status = run.status === undefined ? '' : `Status: ${run.status}`;
  const messages: readonly (readonly [number, string])[] = [
    ...(run.failedInit === undefined
      ? []
      : ([[-1, `INIT_REPORT Init Duration: 9998.12 ms\tPhase: init\tStatus: ${run.failedInit}\n`]] as const)),
    ...(run.hasNoStart === true
      ? []
      : ([[0, `START RequestId: ${requestId} Version: ${version}\n`]] as const)),
    ...says.map(([offsetMs, words]): readonly [number, string] => {
      const [, level = 'INFO', text = words] = /^(ERROR|WARN) (.*)$/s.exec(words) ?? [];
      return [offsetMs, `2026-11-24T03:12:01.000Z\t${requestId}\t${level}\t${text}`];
    }),
    [
      durationMs,
      `REPORT RequestId: ${requestId}\tDuration: ${durationMs}.00 ms\tBilled Duration: ${durationMs} ms\tMemory Size: 512 MB\tMax Memory Used: ${memoryMb} MB\t${init}${status}\n`,
    ],
  ];
  return (run.isRunning === true ? messages.slice(0, -1) : messages).map(([offsetMs, message], index) => {
    const event = logEvent(
      `${requestId} ${startMs} ${index}`,
      startMs + offsetMs,
      startMs + offsetMs,
      message,
    );
    return {
      ...(run.origin === undefined ? {} : { origin: run.origin }),
      ...{ type: 'event', event: { ...event, logStream: rawText(environment) }, lateMs: null },
    };
  });
}
