import { connectionState, isOfPast } from '../../monitor/fleet/freshness.ts';
import { meetsProvisionedFirst } from '../../monitor/function/detail/provisioned-use.ts';
import { type Headroom, headroomOf } from '../../monitor/headroom/headroom.ts';
import { limitSeverity } from '../../monitor/headroom/limit-severity.ts';
import { limitAnswer } from '../../print/headroom/limit-answer.ts';
import { limitInUse, provisionedInUse } from '../../print/headroom/limit-words.ts';
import { wayOutAnswer } from '../../print/headroom/way-out-answer.ts';
import { stateCell } from '../../print/severity-mark.ts';
import type { Line } from '../../terminal/line.ts';
import { cell, lineWidth } from '../../terminal/line-layout.ts';
import { safe } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { toned } from '../../terminal/words.ts';
import { evenlyWrapped } from '../../terminal/wrapped-line.ts';
import { heldKeys } from '../keys/held-keys.ts';
import type { KeyBinding } from '../keys/key-binding.ts';
import { keyOf } from '../keys/key-label.ts';
import { bindingsOn } from '../keys/keymap.ts';
import { nextPageSecond } from '../keys/next-page-second.ts';
import { bodyHeight, fitsBesidePath, framedRows } from '../parts/frame/framed-rows.ts';
import { innerWidth } from '../parts/frame/margin.ts';
import type { ScreenRow } from '../parts/frame/screen-row.tsx';
import { accountHeader } from '../parts/header/account-header.ts';
import { isReplay } from '../parts/header/header-facts.ts';
import { inNotation } from '../parts/look/local-times.ts';
import { momentText, tenseOnScreen, timesOf } from '../parts/look/time-notation.ts';
import { type ScrolledSections, scrolledLines, scrolledNote } from '../parts/sections/scrolled-sections.ts';
import { headroomLayout, headroomPages, hidesLines, layoutLines, sectionsOfPage } from './headroom-layout.ts';
import type { HeadroomScene } from './headroom-scene.ts';

const NOTE_GAP = safe`   `;

/** The headroom of a function, row by row: the answer first, then its basis and what would help. */
export function headroomRows(scene: HeadroomScene): readonly ScreenRow[] {
  const { status, snapshot, nowMs, look } = scene;
  const { headroom, answer, layout, text, step } = laidOut(scene);
  return framedRows(scene, {
    header: accountHeader(snapshot, scene, status.minuteMs),
    connection: connectionState(snapshot.connection, nowMs),
    extent: [toned('dim', minuteShown(scene))],
    note: noteOf(scene, headroom, text, step),
    answer,
    body: () =>
      text === null || step === 0 ? layoutLines(scene, layout) : scrolledLines(text, step, look.glyphs),
    keys: heldKeys(keysOf(scene, headroom), snapshot.held?.kind ?? null, isReplay(scene)),
  });
}

/** On a single page, no key leads to another. */
function keysOf(scene: HeadroomScene, headroom: Headroom): readonly KeyBinding[] {
  const bindings = bindingsOn('headroom', scene.look.keymap);
  return headroomPages(scene, headroom) > 1
    ? nextPageSecond(bindings)
    : bindings.filter(({ action }) => action !== 'nextPane');
}

/** Of which time the figures are: beside a past one, what it may use is of now. */
function minuteShown(scene: HeadroomScene): SafeText {
  const { status, snapshot, look } = scene;
  if (status.minuteMs === null) return safe``;
  const isPast = isOfPast(snapshot.connection.state);
  const minute = momentText(status.minuteMs, timesOf(scene));
  return safe` ${look.glyphs.middleDot} minute ${minute}${isPast ? safe`, as it was` : safe``}`;
}

/** What there is to scroll through: all sections below each other; null where none of their lines is hidden. */
export function headroomText(scene: HeadroomScene): ScrolledSections | null {
  return laidOut(scene).text;
}

function laidOut(scene: HeadroomScene) {
  const { status, snapshot, columns, rows } = scene;
  const headroom = headroomOf(status, snapshot);
  const answer = answerLines(scene, headroom);
  const height = bodyHeight(rows, answer.length);
  const layout = headroomLayout(scene, headroom, height);
  const text: ScrolledSections | null = hidesLines(scene, layout)
    ? { sections: sectionsOfPage(scene, headroom), width: innerWidth(columns), height }
    : null;
  // A first command that is longer than the page would leave it blank.
  const step = layoutLines(scene, layout).length === 0 ? Math.max(1, scene.step) : scene.step;
  return { headroom, answer, layout, text, step };
}

function noteOf(scene: HeadroomScene, headroom: Headroom, text: ScrolledSections | null, step: number): Line {
  const { look } = scene;
  const pages = headroomPages(scene, headroom);
  const scrolled = text === null ? [] : scrolledNote(text, step, keyOf('down', look.keymap));
  // Once scrolled, the lines take the room of the limit: a long name of the function would be cut.
  if (pages === 1 && step > 0 && scrolled.length > 0) return scrolled;
  const rest =
    pages > 1
      ? [toned('dim', safe`page ${(scene.page % pages) + 1} of ${pages}`)]
      : limitNote(scene, headroom);
  const gap = scrolled.length === 0 || rest.length === 0 ? [] : [toned('dim', NOTE_GAP)];
  const note = [...scrolled, ...gap, ...rest];
  // The answer names the limit too; nothing else has the whole name of the function.
  return pages > 1 || fitsBesidePath(scene, note) ? note : scrolled;
}

function limitNote(scene: HeadroomScene, { provisioned }: Headroom): Line {
  const { status } = scene;
  if (provisioned !== null && meetsProvisionedFirst(status, provisioned))
    return [toned('dim', provisionedInUse(provisioned))];
  return status.activity === 'idle'
    ? []
    : [toned('dim', limitInUse(status.assessment, tenseOnScreen(scene)))];
}

/** The severity, then which limit and how long; below it the remedy. Sentences are wrapped, not cut. */
function answerLines(scene: HeadroomScene, headroom: Headroom): readonly Line[] {
  const { status, snapshot, look, columns } = scene;
  const state = { severity: limitSeverity(status, snapshot), activity: status.activity };
  const mark = stateCell(state, look.glyphs);
  const indent = cell([], lineWidth(mark));
  const wayOut = wayOutAnswer(status, headroom, snapshot);
  const room = innerWidth(columns) - lineWidth(mark);
  const sentences = [
    limitAnswer(status, headroom, tenseOnScreen(scene)),
    ...(wayOut === null ? [] : [wayOut]),
  ];
  return sentences
    .flatMap((sentence) => evenlyWrapped(inNotation(sentence, timesOf(scene)), room))
    .map((line, row) => [...(row === 0 ? mark : indent), ...line]);
}
