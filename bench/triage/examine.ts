import { connectAws } from '../../src/aws/connect.ts';
import { startLocalAws } from '../../src/local/server.ts';
import { simulatedWorld } from '../../src/local/world/simulated-world.ts';
import type { World } from '../../src/local/world/world.ts';
import { ApiLedger } from '../../src/monitor/calls/api-ledger.ts';
import { createCallBudget } from '../../src/monitor/calls/call-budget.ts';
import { corrected } from '../../src/monitor/clock.ts';
import { caseFileOf } from '../../src/monitor/fleet/case-file.ts';
import { watchFleet } from '../../src/monitor/fleet/fleet-monitor.ts';
import type { Sources } from '../../src/monitor/sources.ts';
import { rawText } from '../../src/terminal/text.ts';
import type { CaseFile } from '../../src/triage/report/case-file/case-file.ts';
import { type TriageReport, triageReport } from '../../src/triage/report/triage-report.ts';
import { DEFAULT_THRESHOLDS } from '../../src/triage/thresholds.ts';
import { benchClock } from './bench-clock.ts';
import { FUNCTION_NAME, REGION } from './draft.ts';
import type { Incident } from './incident.ts';
import { HISTORY_MS } from './setting.ts';

/** lmon's findings about an incident. */
export interface Examined {
  readonly report: TriageReport;
  readonly file: CaseFile;
  /** Wall time from the first question to the finished report. */
  readonly tookMs: number;
}

/**
 * As `lmon triage` does it: the monitor of the screens, the AWS clients, HTTP, and behind it the world of the incident.
 */
export async function examine(incident: Incident): Promise<Examined> {
  const { setting, sight } = incident;
  const { nowMs, isSampled } = setting;
  const clock = benchClock(nowMs);
  const world = simulatedWorld(incident.account, incident.seed, nowMs - HISTORY_MS);
  await madeUp(world, nowMs);
  const faults = sight.denied.map((operation) => ({ operation, kind: 'denied' as const }));
  const localAws = await startLocalAws({ world, clock, port: 0, quotas: false, faults });
  const timeSignal = corrected(clock);
  const { sources, close } = connectAws({
    region: REGION,
    profile: null,
    endpointUrl: localAws.url,
    cloudwatchProtocol: 'json',
    requestTimeoutMs: 60_000,
    timeSignal,
  });
  try {
    const isReadable = readable(isSampled, nowMs - sight.logDelayMs);
    return await examined({ ...sources, logs: linesOf(sources.logs, isReadable) }, timeSignal);
  } finally {
    close();
    await localAws.close();
  }
}

async function examined(sources: Sources, clock: ReturnType<typeof corrected>): Promise<Examined> {
  const startedMs = performance.now();
  const monitor = watchFleet({
    sources,
    clock,
    budget: createCallBudget(clock, { random: () => 0.5 }),
    ledger: new ApiLedger(clock.now()),
    thresholds: DEFAULT_THRESHOLDS,
    looksCloser: true,
    mostProbed: 0,
  });
  monitor.attend(rawText(FUNCTION_NAME), { report: true });
  await monitor.firstPoll;
  await monitor.firstLook;
  const snapshot = monitor.getSnapshot();
  monitor.stop();
  const file = caseFileOf(FUNCTION_NAME, snapshot, clock.now());
  if (file === null) throw new Error(`the monitor does not know ${FUNCTION_NAME}`);
  const report = triageReport(file, {
    region: REGION,
    profile: null,
    endpointUrl: null,
    lmon: 'lmon',
    isDemo: false,
  });
  return { report, file, tookMs: performance.now() - startedMs };
}

const PIECE_MS = 10 * 60_000;

/** In pieces, so that the process can do other work in between. */
async function madeUp(world: World, nowMs: number): Promise<void> {
  for (let reachedMs = world.startMs; reachedMs < nowMs; ) {
    reachedMs = Math.min(nowMs, reachedMs + PIECE_MS);
    world.advanceTo(reachedMs);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** How many of ten lines are kept. */
const KEPT_OF_TEN = 4;

type Logs = Sources['logs'];
type Readable = (line: { readonly eventId: string; readonly timestampMs: number }) => boolean;

/** A log without six of its ten lines, the same ones at each read, or without its last minutes. */
function readable(isSampled: boolean, untilMs: number): Readable {
  return ({ eventId, timestampMs }) => timestampMs <= untilMs && (!isSampled || isKept(eventId));
}

function linesOf(logs: Logs, isReadable: Readable): Logs {
  return {
    live: (...question) => logs.live(...question),
    async page(...question) {
      const answer = await logs.page(...question);
      if (!answer.ok) return answer;
      // The parts of a page can be read only once, and are all here.
      const { items, nextToken } = answer.value;
      return { ok: true, value: { items: items.filter(isReadable), nextToken } };
    },
  };
}

function isKept(eventId: string): boolean {
  let sum = 0;
  for (const digit of eventId.slice(-15)) sum = (sum * 31 + digit.charCodeAt(0)) % 1_009;
  return sum % 10 < KEPT_OF_TEN;
}
