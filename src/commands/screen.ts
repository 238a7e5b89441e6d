import type { FunctionConfiguration } from '../lambda/function.ts';
import type { EpochMs } from '../lambda/time.ts';
import { createClock, REAL_TIME } from '../monitor/clock.ts';
import { watchFleet } from '../monitor/fleet-monitor.ts';
import { ledgeredLogs } from '../monitor/ledgered-logs.ts';
import { openLogTail } from '../monitor/log-tail.ts';
import { glyphSet } from '../terminal/glyphs.ts';
import { dollarsText } from '../terminal/quantity.ts';
import { createTheme } from '../terminal/theme.ts';
import type { OpenedTail } from '../views/app-settings.ts';
import { EXIT_STATUS, type ExitStatus } from './exit-status.ts';
import type { Session } from './session.ts';
import { complain, printLine } from './standard-streams.ts';
import { tailTarget } from './tail-target.ts';

export type FirstScreen =
  | { readonly name: 'fleet' }
  | {
      readonly name: 'tail';
      readonly target: string;
      readonly sinceMs: EpochMs;
      readonly untilMs: EpochMs | null;
    };

const LOGS_BEFORE_OPENING_MS = 60_000;

/** Opens the screens and waits until they are left. The terminal then is as it was before, whatever happened. */
export async function runScreen(
  session: Session,
  first: FirstScreen,
  signal: AbortSignal,
  onFirstFrame: () => void,
): Promise<ExitStatus> {
  const { settings, clock, sources, budget, ledger } = session;
  // A warning of Node or the SDK would be written across the screen.
  process.removeAllListeners('warning');
  const { openApp } = await import('../views/open-app.tsx');
  const fleet = first.name === 'fleet' ? watchFleet({ ...session, thresholds: settings.thresholds }) : null;
  let failure: { complaint: string; status: ExitStatus } | null = null;

  const app = openApp(
    {
      start: first.name === 'fleet' ? first : { name: 'tail', target: first.target },
      fleet,
      openTail,
      whereabouts: {
        who: settings.profile.value ?? (settings.endpointUrl.value === null ? 'default' : 'local'),
        region: session.region,
        localOffsetMinutes: -new Date().getTimezoneOffset(),
      },
      look: {
        theme: createTheme(settings.theme.value, settings.colorDepth),
        glyphs: glyphSet(settings.glyphs.value),
        plain: settings.plain,
      },
      thresholds: settings.thresholds,
      now: clock.now,
      api: () => ledger.snapshot(clock.now()),
    },
    onFirstFrame,
  );
  signal.addEventListener('abort', () => app.close(), { once: true });
  try {
    await app.closed;
  } finally {
    fleet?.stop();
    session.close();
  }
  if (failure !== null) return complain(failure['complaint'], failure['status']);
  const { calls, dollars } = ledger.snapshot(clock.now());
  printLine(`lmon made ${calls} AWS API calls, about ${dollarsText(dollars)}`);
  return EXIT_STATUS.done;

  async function openTail(word: string): Promise<OpenedTail> {
    const target = await tailTarget(word, session, signal, knownConfigurations());
    if ('complaint' in target) {
      if (first.name === 'tail') {
        failure = target;
        app.close();
      }
      return { kind: 'failed', complaint: target.complaint };
    }
    const nowMs = clock.now();
    const range =
      first.name === 'tail'
        ? { sinceMs: first.sinceMs, untilMs: first.untilMs }
        : { sinceMs: nowMs - LOGS_BEFORE_OPENING_MS, untilMs: null };
    const tail = openLogTail({
      source: ledgeredLogs(sources.logs, ledger, clock),
      group: target.group,
      clock,
      frames: createClock(REAL_TIME),
      budget,
      random: Math.random,
      ...range,
      follow: range.untilMs === null,
      pattern: null,
      notices:
        target.notice === null
          ? []
          : [{ type: 'notice', kind: 'assumed', atMs: nowMs, message: target.notice }],
    });
    return { kind: 'open', tail, functionName: target.functionName };
  }
  function knownConfigurations(): readonly FunctionConfiguration[] {
    return fleet?.getSnapshot().functions.map(({ configuration }) => configuration) ?? [];
  }
}
