import { plainLine } from '../../../src/terminal/drawing/draw-line.ts';
import { glyphSet } from '../../../src/terminal/theme/glyphs.ts';
import { createTheme } from '../../../src/terminal/theme/theme.ts';
import { DEFAULT_THRESHOLDS } from '../../../src/triage/thresholds.ts';
import { fleetRows } from '../../../src/views/fleet/fleet-rows.ts';
import type { FleetScene } from '../../../src/views/fleet/fleet-scene.ts';
import { INITIAL_FLEET, shownFunctions } from '../../../src/views/fleet/fleet-state.ts';
import { actingKeys, KEYMAP } from '../../../src/views/keys/keymap.ts';
import type { ScreenRow } from '../../../src/views/parts/frame/screen-row.tsx';
import type { Look } from '../../../src/views/parts/look/look.ts';
import { CAST, NOW_MS, snapshotOf } from './fleet-story.ts';

export const LOOK: Look = {
  theme: createTheme('none', 'none'),
  glyphs: glyphSet('block'),
  keymap: actingKeys(KEYMAP, { watchesFleet: true, isReplay: false }),
  times: 'utc',
  plain: false,
};

/** 120x40 with the whole cast, with the test's changes. */
export function fleetScene(different: Partial<FleetScene> = {}): FleetScene {
  const { snapshot = snapshotOf({ functions: CAST }), state = INITIAL_FLEET } = different;
  return {
    snapshot,
    state,
    shown: shownFunctions(state, snapshot.functions, 0),
    isRoot: true,
    whereabouts: { who: 'prod', region: 'eu-west-1', localOffsetMinutes: 60 },
    thresholds: DEFAULT_THRESHOLDS,
    windowMinutes: null,
    nowMs: NOW_MS,
    columns: 120,
    rows: 40,
    look: LOOK,
    ...different,
  };
}

export function wordsOf(rows: readonly ScreenRow[]): readonly string[] {
  return rows.map(({ line }) => plainLine(line));
}

export function fleetOnScreen(different: Partial<FleetScene> = {}): readonly string[] {
  return wordsOf(fleetRows(fleetScene(different)));
}

/** The first row that contains these words; fails if there is none. */
export function rowWith(rows: readonly string[], words: string): string {
  const row = rows.find((each) => each.includes(words));
  if (row === undefined) throw new Error(`no row says "${words}":\n${rows.join('\n')}`);
  return row;
}
