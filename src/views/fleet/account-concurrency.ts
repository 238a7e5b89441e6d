import { FULL_POOL, isMetNow } from '../../capacity/assessment.ts';
import { type EpochMs, MINUTE_MS } from '../../lambda/time.ts';
import type { AccountStatus } from '../../monitor/fleet/fleet-snapshot.ts';
import { numberOf, type Reading } from '../../monitor/reading.ts';
import { reading } from '../../print/fleet/table/fleet-column.ts';
import { padEnd, padStart } from '../../terminal/display-width.ts';
import { gauge } from '../../terminal/drawing/gauge.ts';
import type { Line, Tone } from '../../terminal/line.ts';
import { cell, lineWidth } from '../../terminal/line-layout.ts';
import { ageText, groupedText, rateText, wholePercentText } from '../../terminal/quantity.ts';
import { safe } from '../../terminal/safe-text.ts';
import type { Tense } from '../../terminal/tense.ts';
import type { SafeText } from '../../terminal/text.ts';
import { strong, toned } from '../../terminal/words.ts';
import { fullWord, minutesAround } from '../../triage/sentence/time-words.ts';
import type { Threshold } from '../../triage/thresholds.ts';
import type { Look } from '../parts/look/look.ts';
import { momentRange, type Times } from '../parts/look/time-notation.ts';

const LABEL_WIDTH = 12;
const LEVEL_WIDTH = 6;
/** The limit, the share of it, and the gap before the note. */
const LIMIT_WIDTH = 20;
/** With the gap after the bar. */
const NUMBERS_WIDTH = 1 + LEVEL_WIDTH + LIMIT_WIDTH;
/** The bars give way to a longer note. */
const NARROWEST_NOTE = 41;
const NARROWEST_BAR = 8;
/** Smaller changes of concurrency a minute count as steady. */
const STEADY_PER_MINUTE = 0.5;

interface JudgedAccount {
  readonly account: AccountStatus;
  readonly judgedMs: EpochMs;
  readonly tense: Tense;
  /** For the pool's share in use. */
  readonly threshold: Threshold;
  /** Of the cause that is about the pool, which may judge where it is going; null without one. */
  readonly poolSeverity: Painful | null;
}

type Painful = 'warn' | 'crit';

interface Used {
  readonly used: Reading;
  readonly whole: number | null;
}

/** Claimed concurrency and the rest of the shared pool, each as a bar of the limit. */
export function accountLines(
  { account, judgedMs, tense, threshold, poolSeverity }: JudgedAccount,
  width: number,
  times: Times,
  look: Look,
): readonly Line[] {
  const { limits, claimed, unreservedInUse, poolLimit } = account;
  const limit = limits.known ? limits.value.concurrency : null;
  const reserved = limits.known ? limits.value.concurrency - limits.value.unreservedConcurrency : null;
  const idle = idleText(account);
  const poolTold = poolSeverity ?? severityOf(shareOf(unreservedInUse, poolLimit), threshold);
  const isDenied = !limits.known && limits.because === 'denied';
  const taken: Used = { used: claimed, whole: limit };
  const takenNote = withUnmeasured(
    taken,
    reserved === null ? [] : [toned('dim', safe`reserved ${groupedText(reserved)}${idle}`)],
  );
  const shared: Used = { used: unreservedInUse, whole: poolLimit };
  const grownNote = withUnmeasured(shared, [
    ...severityWord(poolTold),
    ...growthNote(account, { judgedMs, tense, severity: poolTold }, times, look),
  ]);
  const noteWidth = Math.max(NARROWEST_NOTE, lineWidth(takenNote), lineWidth(grownNote));
  const barWidth = Math.max(NARROWEST_BAR, width - LABEL_WIDTH - NUMBERS_WIDTH - noteWidth);
  return [
    // Not judged: provisioned concurrency counts in full, even where idle, and hurts nobody.
    barLine(safe`claimed`, taken, takenNote, 'focus'),
    barLine(safe`unreserved`, shared, grownNote, poolTold ?? 'focus'),
  ];

  function barLine(title: SafeText, { used, whole }: Used, note: Line, tone: Tone): Line {
    const value = numberOf(used);
    const share = shareOf(used, whole);
    const level = value === null ? absentLevel({ used, whole }, isDenied) : [strong(groupedText(value))];
    // Unknown values have no share.
    const ofShare = share === null ? safe`` : safe`${padStart(wholePercentText(share), 5)} %`;
    return [
      toned('fact', padEnd(title, LABEL_WIDTH)),
      ...cell(gauge(share, barWidth, look.glyphs, tone), barWidth),
      toned('fact', safe` `),
      ...cell(level, LEVEL_WIDTH, 'right'),
      ...cell(
        [
          toned('dim', wholeText({ used, whole }, isDenied)),
          tone === 'focus' ? toned('fact', ofShare) : strong(ofShare, tone),
        ],
        LIMIT_WIDTH,
      ),
      ...note,
    ];
  }
}

function absentLevel({ used, whole }: Used, isDenied: boolean): Line {
  if (used !== 'missing' || (whole === null && isDenied)) return reading(used, groupedText, 'fact', 'active');
  return [toned('dim', whole === null ? safe`?` : safe``)];
}

/** That nothing was measured is said where it is known of what. */
function withUnmeasured({ used, whole }: Used, note: Line): Line {
  if (used !== 'missing' || whole === null) return note;
  return [toned('dim', note.length === 0 ? safe`no use measured` : safe`no use measured; `), ...note];
}

/** Where either may not be read, it is not a number of another. */
function wholeText({ used, whole }: Used, isDenied: boolean): SafeText {
  const text = whole === null ? safe`?` : groupedText(whole);
  if (whole === null && isDenied) return used === 'denied' ? safe`` : safe`, limit denied`;
  // Of neither anything is known.
  if (whole === null && used === 'missing') return safe``;
  return used === 'denied' ? safe`, limit ${text}` : safe` of ${padStart(text, 6)}`;
}

/** Marked with its age where it is older than the values beside it. */
function idleText(account: AccountStatus): SafeText {
  const { idleProvisioned, idleProvisionedAgeMs, idleProvisionedPresumedMs } = account;
  if (idleProvisioned === 0) return safe``;
  const old = idleProvisionedAgeMs === 0 ? safe`` : safe`, ${ageText(idleProvisionedAgeMs)} before`;
  const presumed =
    idleProvisionedPresumedMs === undefined ? safe`` : safe`, presumed ${ageText(idleProvisionedPresumedMs)}`;
  return safe`, provisioned ${groupedText(idleProvisioned)}${old}${presumed}`;
}

function growthNote(
  { poolGrowthPerMinute: perMinute, eta, unreservedInUse, poolLimit }: AccountStatus,
  {
    judgedMs,
    tense,
    severity,
  }: Pick<JudgedAccount, 'judgedMs' | 'tense'> & { readonly severity: Painful | null },
  times: Times,
  { glyphs }: Look,
): Line {
  if (perMinute === null) return [];
  if (eta === null) return [toned('dim', paceWords(perMinute))];
  if (isMetNow(eta)) {
    const isToTheLast = (numberOf(unreservedInUse) ?? 0) >= (poolLimit ?? 0);
    const from = isToTheLast ? safe`` : safe` from ${wholePercentText(FULL_POOL)} % on`;
    return [strong(safe`full`, 'crit'), toned('dim', from)];
  }
  const growth: Line = [
    toned(severity ?? 'warn', safe`+${rateText(perMinute)} a minute`),
    toned('dim', safe` ${glyphs.arrow} `),
  ];
  // Minutes from the clock's minute, as in the sentence about it: adding them up then gives the same time.
  const fromMs = Math.floor(judgedMs / MINUTE_MS) * MINUTE_MS;
  const { early, late } = minutesAround(eta);
  const [earlyMs, lateMs] = [fromMs + early * MINUTE_MS, fromMs + late * MINUTE_MS];
  const full = safe`${fullWord(eta, tense)} ${momentRange(earlyMs, lateMs, { ...times, nowMs: fromMs })}`;
  return [...growth, toned('fact', full)];
}

function paceWords(perMinute: number): SafeText {
  if (perMinute > STEADY_PER_MINUTE) return safe`+${rateText(perMinute)} a minute`;
  return perMinute < -STEADY_PER_MINUTE ? safe`-${rateText(-perMinute)} a minute` : safe`steady`;
}

function shareOf(used: Reading, whole: number | null): number | null {
  const value = numberOf(used);
  return value === null || whole === null || whole === 0 ? null : value / whole;
}

function severityOf(share: number | null, { warnAt, critAt }: Threshold): Painful | null {
  if (share === null || share < warnAt) return null;
  return share >= critAt ? 'crit' : 'warn';
}

/** A colour alone does not tell a state. */
function severityWord(severity: Painful | null): Line {
  if (severity === null) return [];
  return [strong(severity === 'crit' ? safe`CRIT` : safe`WARN`, severity), toned('fact', safe`  `)];
}
