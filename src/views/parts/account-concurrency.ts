import type { TimeToLimit } from '../../capacity/assessment.ts';
import type { AccountStatus } from '../../monitor/fleet-snapshot.ts';
import { padEnd, padStart } from '../../terminal/display-width.ts';
import { gauge } from '../../terminal/gauge.ts';
import type { Line, Tone } from '../../terminal/line.ts';
import { cell } from '../../terminal/line-layout.ts';
import { groupedText, rateText, utcMinute, wholePercentText } from '../../terminal/quantity.ts';
import { safe } from '../../terminal/safe-text.ts';
import { strong, toned } from '../../terminal/words.ts';
import { DEFAULT_THRESHOLDS } from '../../triage/thresholds.ts';
import type { Look } from './look.ts';

const LABEL_WIDTH = 12;
const NUMBERS_WIDTH = 24;
const NOTE_WIDTH = 44;

/** What the account has claimed and what is left in the shared pool, each as a bar of the limit. */
export function accountLines(
  account: AccountStatus,
  eta: TimeToLimit | null,
  minuteMs: number | null,
  width: number,
  look: Look,
): readonly Line[] {
  const { limits, claimed, unreservedInUse, poolGrowthPerMinute } = account;
  const limit = limits.known ? limits.value.concurrency : null;
  const poolLimit = limits.known ? limits.value.unreservedConcurrency : null;
  const reserved = limit === null || poolLimit === null ? null : limit - poolLimit;
  const reservedNote: Line = reserved === null ? [] : [toned('dim', safe`reserved ${groupedText(reserved)}`)];
  return [
    barLine('claimed', claimed, limit, reservedNote, limits.known ? null : limits.because, width, look),
    barLine(
      'unreserved',
      unreservedInUse,
      poolLimit,
      growthNote(poolGrowthPerMinute, eta, minuteMs, look),
      limits.known ? null : limits.because,
      width,
      look,
    ),
  ];
}

function barLine(
  label: 'claimed' | 'unreserved',
  value: number | null,
  limit: number | null,
  note: Line,
  unknownBecause: 'denied' | 'unread' | null,
  width: number,
  look: Look,
): Line {
  const share = value === null || limit === null || limit === 0 ? null : value / limit;
  const barWidth = Math.max(8, width - LABEL_WIDTH - NUMBERS_WIDTH - NOTE_WIDTH);
  const limitText =
    limit === null ? (unknownBecause === 'denied' ? safe`denied` : safe`?`) : groupedText(limit);
  const title = label === 'claimed' ? safe`claimed` : safe`unreserved`;
  return [
    toned('fact', padEnd(title, LABEL_WIDTH)),
    ...cell(gauge(share, barWidth, look.glyphs, toneOf(share)), barWidth),
    toned('fact', safe` `),
    strong(padStart(value === null ? safe`-` : groupedText(value), 6)),
    toned('dim', safe` of ${padStart(limitText, 6)}`),
    toned('fact', safe`${padStart(share === null ? safe`-` : wholePercentText(share), 5)} %   `),
    ...note,
  ];
}

function growthNote(
  perMinute: number | null,
  eta: TimeToLimit | null,
  minuteMs: number | null,
  { glyphs }: Look,
): Line {
  if (perMinute === null) return [];
  if (eta === null || minuteMs === null)
    return [toned('dim', perMinute > 0.5 ? safe`+${rateText(perMinute)} a minute, no trend` : safe`steady`)];
  const full = safe`full ${utcMinute(minuteMs + eta.earlyMs)} to ${utcMinute(minuteMs + eta.lateMs)}`;
  return [
    toned('warn', safe`+${rateText(perMinute)} a minute`),
    toned('dim', safe` ${glyphs.arrow} `),
    toned('fact', full),
  ];
}

function toneOf(share: number | null): Tone {
  const { warnAt, critAt } = DEFAULT_THRESHOLDS.pool;
  if (share === null || share < warnAt) return 'focus';
  return share >= critAt ? 'crit' : 'warn';
}
