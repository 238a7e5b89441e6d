import { verdictSentences } from '../../print/fleet/verdict-words.ts';
import { alarmRow } from '../../print/fleet/why/alarm-words.ts';
import { whyLines } from '../../print/fleet/why/why-lines.ts';
import { qualifierLines } from '../../print/function/qualifier-lines.ts';
import { stateCell } from '../../print/severity-mark.ts';
import { blanks } from '../../terminal/display-width.ts';
import { fittingSentence } from '../../terminal/fitting-sentence.ts';
import type { Line, Span } from '../../terminal/line.ts';
import { cell, cutLine, lineWidth } from '../../terminal/line-layout.ts';
import { safe } from '../../terminal/safe-text.ts';
import { toned } from '../../terminal/words.ts';
import { type CausesOfOne, causesOfOne } from '../../triage/cause/causes-of-one.ts';
import { detailOf } from '../function/function-scene.ts';
import { momentCell, timesOf, timeWordsOf } from '../parts/look/time-notation.ts';
import type { Section } from '../parts/sections/sections.ts';
import type { DashboardScene } from './dashboard-scene.ts';
import { notReadyLines } from './not-ready-lines.ts';
import { unservedLines } from './unserved-lines.ts';

const MOST_STEPS = 6;
/** Of a time or a label before a line, with the blanks behind it. */
const LABEL_WIDTH = 8;
const ROWS_FOR_ALL_STEPS = 36;
const ROWS_FOR_ALARMS = 30;

/** What hurts, then how it began and the conclusion; then ringing alarms. */
export function verdictLines(scene: DashboardScene, width: number): readonly Line[] {
  const { status, snapshot, look, rows } = scene;
  const causes = withoutConclusion(causesOfOne(snapshot.causes, status));
  const mark = stateCell(status, look.glyphs);
  const air = labelAir(scene);
  const room = width - lineWidth(mark);
  const roomBelow = width - lineWidth([air]);
  const timeWords = timeWordsOf(scene);
  const verdict = verdictSentences(status, causes, timeWords);
  const steps =
    status.reasons.length === 0
      ? []
      : whyLines(status, snapshot, {
          width: roomBelow,
          most: rows < ROWS_FOR_ALL_STEPS ? 1 : MOST_STEPS,
          glyphs: look.glyphs,
          above: causes.own,
          hasFailureSection: true,
          saysCritical: true,
          timeCell: (timeMs) => momentCell(timeMs, timesOf(scene)),
          timeWords,
        });
  const below = [
    ...[...notReadyLines(scene), ...unservedLines(scene)].map(([label, ...says]) => [
      ...cell(label === undefined ? [] : [label], LABEL_WIDTH),
      ...fittingSentence([says], room, look.glyphs.ellipsis),
    ]),
    ...steps,
    ...(rows < ROWS_FOR_ALARMS ? [] : alarmLines(scene, roomBelow)),
  ];
  return [
    [...mark, ...fittingSentence(verdict, room, look.glyphs.ellipsis)],
    ...qualifierLines(scene.qualifier, status.name, detailOf(scene), timeWords.tense).map((line) =>
      cutLine(line, width, look.glyphs.ellipsis),
    ),
    ...below.map(([label, ...says]) => (label === undefined ? [] : [label, air, ...says])),
  ];
}

/** Behind a label: labels begin where the verdict's mark does, and sentences beside them where the verdict does. */
function labelAir({ status, look }: DashboardScene): Span {
  return toned('fact', blanks(lineWidth(stateCell(status, look.glyphs)) - LABEL_WIDTH));
}

/** The last line below the verdict concludes, which need not be said twice. */
function withoutConclusion({ own, ...others }: CausesOfOne): CausesOfOne {
  if (own?.kind === 'lagging') return { ...others, own: { ...own, suspicion: null } };
  if (own?.kind !== 'failing') return { ...others, own };
  const { suspect: _, ...said } = own;
  return { ...others, own: said };
}

/** One line, however many there are. */
function alarmLines(scene: DashboardScene, width: number): readonly Line[] {
  const { snapshot, status, look } = scene;
  const { detail } = snapshot;
  if (detail?.functionName !== status.name || !detail.alarms.known) return [];
  const row = alarmRow(detail.alarms.value, timeWordsOf(scene));
  return row === null ? [] : [cutLine(row, width, look.glyphs.ellipsis)];
}

/** Ringing alarms, where no row above has room for them. */
export function alarmSections(scene: DashboardScene, width: number): readonly Section[] {
  const { snapshot, status, rows, look } = scene;
  const { detail } = snapshot;
  if (rows >= ROWS_FOR_ALARMS || detail?.functionName !== status.name || !detail.alarms.known) return [];
  const lines = detail.alarms.value.map((alarm) => {
    const told = [alarm, { ...alarm, metric: null }].map((each): Line => {
      const [label, ...says] = alarmRow([each], timeWordsOf(scene)) ?? [];
      return label === undefined ? [] : [label, labelAir(scene), ...says];
    });
    return fittingSentence(told, width, look.glyphs.ellipsis);
  });
  return [{ title: safe`ALARMS`, lines, fewest: 1, rank: 0 }];
}
