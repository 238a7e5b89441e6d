import type { Line } from '../terminal/line.ts';
import { safe, safeText } from '../terminal/safe-text.ts';
import type { SafeText } from '../terminal/text.ts';
import { strong, toned } from '../terminal/words.ts';
import { compactLayout } from './fleet-compact.ts';
import { type FleetLayoutOnScreen, type FleetScene, isCompact } from './fleet-scene.ts';
import { firstShown, SORT_CHOICES, selectedIndex } from './fleet-state.ts';
import { wideLayout } from './fleet-wide.ts';
import { footerLine } from './parts/footer.ts';
import { bindingsOn } from './parts/keymap.ts';
import { innerWidth, withMargin } from './parts/margin.ts';
import { BLANK, type ScreenRow } from './parts/screen-row.tsx';

/** The fleet screen, row by row: exactly as many as the terminal has. */
export function fleetRows(scene: FleetScene): readonly ScreenRow[] {
  const layout = layoutOf(scene);
  const body = [...layout.above, ...tableRows(scene, layout), ...layout.below].slice(0, scene.rows - 1);
  const blanks = Array<ScreenRow>(Math.max(0, scene.rows - 1 - body.length)).fill(BLANK);
  return [...body, ...blanks, withMargin(footerOf(scene))];
}

/** The table's rows on a screen of this size: what a page moves by. */
export function fleetPage(scene: FleetScene): number {
  return tableHeight(scene, layoutOf(scene));
}

function layoutOf(scene: FleetScene): FleetLayoutOnScreen {
  return isCompact(scene) ? compactLayout(scene) : wideLayout(scene);
}

/** The table gets what the sections and the footer leave, but never more than it fills. */
function tableHeight({ rows, shown }: FleetScene, { above, below }: FleetLayoutOnScreen): number {
  const free = rows - above.length - below.length - 2;
  return Math.max(1, Math.min(free, Math.max(shown.length, 1)));
}

function tableRows(scene: FleetScene, layout: FleetLayoutOnScreen): readonly ScreenRow[] {
  const { shown, state } = scene;
  if (shown.length === 0) {
    return [withMargin([toned('dim', emptyWords(scene))])];
  }
  const height = tableHeight(scene, layout);
  const selected = selectedIndex(state, shown);
  const first = firstShown(state, shown, height);
  return shown
    .slice(first, first + height)
    .map((status, index) => layout.rowOf(status, first + index === selected));
}

function emptyWords({ snapshot, state, whereabouts }: FleetScene): SafeText {
  if (snapshot.functions.length > 0) return safe`no function matches ${safeText(state.filter)}`;
  if (snapshot.connection.state === 'starting') return safe``;
  return safe`there is no function in ${safeText(whereabouts.region)}`;
}

function footerOf({ state, columns }: FleetScene): Line {
  switch (state.mode.kind) {
    case 'filtering':
      return [
        strong(safe`/`, 'focus'),
        toned('fact', safeText(state.filter)),
        toned('focus', safe`_`),
        ...hints([safe`enter`, safe`keeps`], [safe`esc`, safe`clears`], [safe`!`, safe`leaves out`]),
      ];
    case 'sorting':
      return [
        toned('dim', safe`sort by `),
        strong(SORT_CHOICES[state.mode.column]?.title ?? safe``, 'focus'),
        ...hints(
          [safe`left right`, safe`another column`],
          [safe`enter`, safe`sort by it`],
          [safe`esc`, safe`worst first`],
        ),
      ];
    case 'browsing':
      return footerLine(
        bindingsOn('fleet').filter(({ action }) => action !== 'back'),
        innerWidth(columns),
      );
  }
}

function hints(...pairs: readonly (readonly [SafeText, SafeText])[]): Line {
  return pairs.flatMap(([key, says]) => [
    toned('fact', safe`   `),
    toned('focus', key),
    toned('dim', safe` ${says}`),
  ]);
}
