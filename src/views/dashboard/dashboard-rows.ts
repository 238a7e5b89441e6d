import { connectionState, isOfPast } from '../../monitor/fleet/freshness.ts';
import type { Line } from '../../terminal/line.ts';
import { safe } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { toned } from '../../terminal/words.ts';
import { heldKeys } from '../keys/held-keys.ts';
import type { KeyBinding } from '../keys/key-binding.ts';
import { keyOf } from '../keys/key-label.ts';
import { bindingsOn } from '../keys/keymap.ts';
import { nextPageSecond } from '../keys/next-page-second.ts';
import { framedRows } from '../parts/frame/framed-rows.ts';
import { innerWidth } from '../parts/frame/margin.ts';
import type { ScreenRow } from '../parts/frame/screen-row.tsx';
import { accountHeader } from '../parts/header/account-header.ts';
import { isReplay } from '../parts/header/header-facts.ts';
import { notationName } from '../parts/look/time-notation.ts';
import { windowText } from '../parts/look/window-text.ts';
import { type ScrolledSections, scrolledNote } from '../parts/sections/scrolled-sections.ts';
import { type ScreenColumn, sideBySide } from '../parts/sections/side-by-side.ts';
import { chartColumns, chartGrid, largeBody, narrowBody } from './chart-grid.ts';
import type { DashboardScene } from './dashboard-scene.ts';
import { factPage } from './dashboard-sections.ts';
import { factLines, factsOfPane } from './facts-of-pane.ts';
import { pageName } from './narrow-pages.ts';
import { isNarrow, panesOf } from './panes.ts';
import { panesIn, shownIn } from './shown-pane.ts';
import { verdictLines } from './verdict-lines.ts';

/** The dashboard of a function, row by row: the verdict, the charts behind it, and the facts beside them. */
export function functionRows(scene: DashboardScene): readonly ScreenRow[] {
  const { columns, status, snapshot, nowMs } = scene;
  const width = innerWidth(columns);
  return framedRows(scene, {
    header: accountHeader(snapshot, scene, status.minuteMs),
    connection: connectionState(snapshot.connection, nowMs),
    extent: [toned('dim', shownTime(scene))],
    note: noteOf(scene),
    answer: verdictLines(scene, width),
    body: (height) => bodyOf(scene, width, height),
    keys: heldKeys(keysOf(scene), snapshot.held?.kind ?? null, isReplay(scene)),
  });
}

function keysOf(scene: DashboardScene): readonly KeyBinding[] {
  const bindings = bindingsOn('function', scene.look.keymap);
  if (scene.pane.isLarge && shownIn(scene) !== 'facts') return leadingOut(bindings, scene.isRoot);
  return isNarrow(scene.columns) ? nextPageSecond(bindings) : bindings;
}

/** The key of the full screen leads out of it, too: it shares the word of the key beside it, or comes first without one. */
function leadingOut(bindings: readonly KeyBinding[], isRoot: boolean): readonly KeyBinding[] {
  const isFull = ({ action }: KeyBinding) => action === 'fullPane';
  const full = bindings.filter(isFull).map((each) => ({ ...each, hint: safe`back` }));
  const others = bindings.filter((binding) => !isFull(binding));
  const place = isRoot ? 0 : others.findIndex(({ action }) => action === 'back');
  return others.toSpliced(place, 0, ...full);
}

function bodyOf(scene: DashboardScene, width: number, height: number): readonly Line[] {
  const shown = shownIn(scene);
  if (shown === 'facts' && scene.step === 0) return factPage(scene, width, height);
  const facts = factsOfPane(scene, shown);
  if (facts === null)
    return scene.pane.isLarge ? largeBody(scene, width, height) : narrowBody(scene, shown, width, height);
  const column: ScreenColumn = { lines: factLines(scene, facts), width: facts.width };
  if (shown === 'facts' || isNarrow(scene.columns)) return column.lines;
  return sideBySide(height, [...chartColumns(chartGrid(scene), width - column.width, height), column]);
}

/** The facts on screen; null for a pane of charts only. */
export function factsOnScreen(scene: DashboardScene): ScrolledSections | null {
  return factsOfPane(scene, shownIn(scene));
}

function shownTime({ look, windowMinutes, snapshot }: DashboardScene): SafeText {
  const dot = safe` ${look.glyphs.middleDot} `;
  const times = look.times === 'utc' ? safe`` : safe`${dot}times ${notationName(look.times)}`;
  const span = windowText(windowMinutes);
  const isPast = isOfPast(snapshot.connection.state);
  return safe`${dot}${isPast ? safe`the ${span} before` : safe`last ${span}`}${times}`;
}

/** Which of several pages is shown, or else which failing function; with the keys to the others. */
function noteOf(scene: DashboardScene): Line {
  const { look, columns, pane } = scene;
  const keys = toned(
    'focus',
    safe`${keyOf('previousFunction', look.keymap)} ${keyOf('nextFunction', look.keymap)}`,
  );
  const shown = shownIn(scene);
  const facts = factsOnScreen(scene);
  const scrolled = facts === null ? [] : scrolledNote(facts, scene.step, keyOf('down', look.keymap));
  const gap = toned('dim', safe`   `);
  if (!isNarrow(columns) || (pane.isLarge && shown !== 'facts')) {
    return [...scrolled, gap, ...placeAmongTroubled(scene), keys, toned('dim', safe` next`)];
  }
  const pages = panesOf(panesIn(scene));
  return [
    // Side by side they would leave no room for the path.
    ...(scrolled.length === 0 ? [keys, toned('dim', safe` function`)] : scrolled),
    gap,
    toned('dim', safe`page ${pages.indexOf(shown) + 1} of ${pages.length} `),
    toned('fact', pageName(shown)),
  ];
}

function placeAmongTroubled({ snapshot, status }: DashboardScene): Line {
  const troubled = snapshot.functions.filter(({ severity }) => severity === 'crit' || severity === 'warn');
  const place = troubled.findIndex(({ name }) => name === status.name);
  return place < 0 ? [] : [toned('dim', safe`${place + 1} of ${troubled.length} that hurt   `)];
}
