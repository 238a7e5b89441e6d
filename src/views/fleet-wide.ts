import { type FleetLayout, fleetLayout, fleetRow, fleetTitles } from '../print/fleet-table.ts';
import type { Line } from '../terminal/line.ts';
import { heading } from '../terminal/line-layout.ts';
import { utcMinute } from '../terminal/quantity.ts';
import { safe } from '../terminal/safe-text.ts';
import type { SafeText } from '../terminal/text.ts';
import type { FleetLayoutOnScreen, FleetScene } from './fleet-scene.ts';
import { type FleetState, SORT_CHOICES, selectedIndex } from './fleet-state.ts';
import { accountLines } from './parts/account-concurrency.ts';
import { fleetHeader } from './parts/fleet-header.ts';
import { innerWidth, withMargin } from './parts/margin.ts';
import { causeLines, noCauses } from './parts/needs-you-now.ts';
import { BLANK, type ScreenRow } from './parts/screen-row.tsx';
import { timelineLines } from './parts/timeline-section.ts';
import { whyLines, whyTitle } from './parts/why-section.ts';

const MOST_CAUSES = 4;
const MOST_STEPS = 4;
const FEWEST_FUNCTIONS = 8;
const FEWEST_EVENTS = 3;
const MOST_EVENTS = 12;
/** Air and title of the events, air and footer. */
const ROWS_BESIDE_EVENTS = 4;

/** The fleet on a screen with room: causes, account, functions, why, events. */
export function wideLayout(scene: FleetScene): FleetLayoutOnScreen {
  const { snapshot, look } = scene;
  const width = innerWidth(scene.columns);
  const layout = fleetLayout(width);
  const context = { glyphs: look.glyphs, account: snapshot.account, thresholds: scene.thresholds };
  const titled = (title: SafeText, note: SafeText | null, lines: readonly Line[]): readonly ScreenRow[] =>
    lines.length === 0
      ? []
      : [
          BLANK,
          withMargin(heading(title, note, width, look.glyphs)),
          ...lines.map((line) => withMargin(line)),
        ];

  const above = [
    ...fleetHeader(scene),
    ...titled(safe`NEEDS YOU NOW`, hiddenCauses(scene), needs(scene, width)),
    ...titled(safe`ACCOUNT CONCURRENCY`, safe`~ estimate, the rest is measured`, account(scene, width)),
    ...titled(safe`FUNCTIONS`, safe`R reserved   A account   S shards`, [titles(layout, scene.state)]),
  ];
  const explained = why(scene, width, titled);
  const room = scene.rows - above.length - explained.length - ROWS_BESIDE_EVENTS;
  const events = timelineLines(snapshot.timeline, eventCount(room, scene.shown.length), width, look);
  return {
    above,
    below: [...explained, ...titled(safe`EVENTS`, safe`all functions, newest first`, events)],
    rowOf: (status, isSelected) => withMargin(fleetRow(status, layout, context), isSelected),
  };
}

function needs({ snapshot, look }: FleetScene, width: number): readonly Line[] {
  if (snapshot.causes.length === 0) return [noCauses(snapshot, look)];
  return causeLines(snapshot.causes, MOST_CAUSES, width, false, look);
}

function hiddenCauses({ snapshot }: FleetScene): SafeText | null {
  const hidden = snapshot.causes.length - MOST_CAUSES;
  return hidden > 0 ? safe`${hidden} more among the functions` : null;
}

function account({ snapshot, thresholds, look }: FleetScene, width: number): readonly Line[] {
  const minuteMs = snapshot.account.pool.at(-1)?.minuteMs ?? null;
  return accountLines(snapshot.account, snapshot.account.eta, minuteMs, thresholds.pool, width, look);
}

function why(
  { shown, state, look }: FleetScene,
  width: number,
  titled: (title: SafeText, note: SafeText | null, lines: readonly Line[]) => readonly ScreenRow[],
): readonly ScreenRow[] {
  const selected = shown[selectedIndex(state, shown)];
  if (selected === undefined) return [];
  const evidence =
    selected.minuteMs === null ? null : safe`evidence: CloudWatch to ${utcMinute(selected.minuteMs)}`;
  const steps = whyLines(selected, width, look).slice(0, MOST_STEPS);
  // As high for every function: what stands below must not jump while the cursor moves.
  const air = Array<Line>(MOST_STEPS - steps.length).fill([]);
  return titled(whyTitle(selected, look), evidence, [...steps, ...air]);
}

/** Events give way to functions, and where a handful of functions would not fit either, there are none. */
function eventCount(room: number, functionCount: number): number {
  const events = Math.min(MOST_EVENTS, Math.max(FEWEST_EVENTS, room - functionCount));
  return room - events < Math.min(functionCount, FEWEST_FUNCTIONS) ? 0 : events;
}

function titles(layout: FleetLayout, { mode }: FleetState): Line {
  const line = fleetTitles(layout);
  if (mode.kind !== 'sorting') return line;
  const picked = SORT_CHOICES[mode.column];
  return line.map((part) =>
    part.text.trimEnd() === picked?.title ? { ...part, tone: 'focus', bold: true } : part,
  );
}
