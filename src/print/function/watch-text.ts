import type { FleetSnapshot } from '../../monitor/fleet/fleet-snapshot.ts';
import { tenseOfState } from '../../monitor/fleet/freshness.ts';
import type { FunctionStatus } from '../../monitor/function/status/function-status.ts';
import { plainLine } from '../../terminal/drawing/draw-line.ts';
import type { Line } from '../../terminal/line.ts';
import { cell } from '../../terminal/line-layout.ts';
import { utcMinute } from '../../terminal/quantity.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { glyphSet } from '../../terminal/theme/glyphs.ts';
import { toned } from '../../terminal/words.ts';
import { causesOfOne } from '../../triage/cause/causes-of-one.ts';
import { ownCause } from '../../triage/cause/own-cause.ts';
import { type TimeWords, TOLD_IN_UTC } from '../../triage/sentence/time-words.ts';
import { verdictSentences } from '../fleet/verdict-words.ts';
import { whyLines } from '../fleet/why/why-lines.ts';
import { stateWord } from '../severity-mark.ts';
import { allMinuteLines, minuteLines } from './minute-lines.ts';
import { askedFirst, qualifierLines } from './qualifier-lines.ts';
import { versionLines } from './version-lines.ts';
import { unreadReports, versionReportTexts } from './version-report-lines.ts';

const INDENT = 8;
const IN_A_PIPE = { glyphs: glyphSet('ascii'), width: Number.POSITIVE_INFINITY };

/**
 * A settled minute of one function as a block of lines: verdict, onset, figures.
 *
 * @param qualifier the requested alias or version, if any
 */
export function watchText(
  status: FunctionStatus,
  snapshot: FleetSnapshot,
  qualifier: string | null = null,
): readonly SafeText[] {
  const minute = status.minuteMs === null ? safe`-` : utcMinute(status.minuteMs);
  const { detail } = snapshot;
  const own = detail?.functionName === status.name ? detail : null;
  const aliases = own?.aliases.known ? askedFirst(own.aliases.value, qualifier) : [];
  const reported = own?.versions ?? null;
  return [
    [...cell(minute, INDENT), ...verdictLine(status, snapshot)],
    ...[
      ...qualifierLines(qualifier, status.name, own, utcTimeWordsOf(snapshot).tense),
      ...whyLines(status, snapshot, {
        glyphs: IN_A_PIPE.glyphs,
        timeWords: utcTimeWordsOf(snapshot),
        above: ownCause(snapshot.causes, status.name) ?? null,
      }),
      ...allMinuteLines(minuteLines(status, own?.sample ?? null, IN_A_PIPE)),
      ...aliases.flatMap(versionLines),
      ...(reported === null ? [] : versionReportTexts(reported, status.configuration.architecture)),
      ...(own?.reportsError ? [unreadReports(own.reportsError)] : []),
    ].map((line): Line => [...cell([], INDENT), ...line]),
  ].map(plainLine);
}

function utcTimeWordsOf({ connection }: FleetSnapshot): TimeWords {
  return TOLD_IN_UTC[tenseOfState(connection.state)];
}

/** The one-sentence verdict. */
export function verdictLine(status: FunctionStatus, snapshot: FleetSnapshot): Line {
  const causes = causesOfOne(snapshot.causes, status);
  const head: Line = [...cell([stateWord(status)], 6), toned('fact', safe`${safeText(status.name)}  `)];
  const says = verdictSentences(status, causes, utcTimeWordsOf(snapshot))[0] ?? [];
  return [...head, ...says];
}
