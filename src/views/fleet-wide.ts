import { type FleetLayout, fleetLayout, fleetRow, fleetTitles } from '../print/fleet-table.ts';
import type { Line } from '../terminal/line.ts';
import { heading } from '../terminal/line-layout.ts';
import { utcMinute } from '../terminal/quantity.ts';
import { safe, safeText } from '../terminal/safe-text.ts';
import type { SafeText } from '../terminal/text.ts';
import { type FleetLayoutOnScreen, type FleetScene, poolEta } from './fleet-scene.ts';
import { type FleetState, selectedIndex, sortableColumns } from './fleet-state.ts';
import { accountLines } from './parts/account-concurrency.ts';
import { fleetHeader } from './parts/fleet-header.ts';
import { innerWidth, withMargin } from './parts/margin.ts';
import { causeLines, nothingWrong } from './parts/needs-you-now.ts';
import { BLANK, type ScreenRow } from './parts/screen-row.tsx';
import { timelineLines } from './parts/timeline-section.ts';
import { whyLines } from './parts/why-section.ts';

const MOST_CAUSES = 4;
const MOST_STEPS = 4;
const FEWEST_EVENTS = 3;
const MOST_EVENTS = 12;
/** Air and title of the events, air and footer. */
const ROWS_BESIDE_EVENTS = 4;

/** The fleet on a screen with room: causes, account, functions, why, events. */
export function wideLayout(scene: FleetScene): FleetLayoutOnScreen {
  const { snapshot, look } = scene;
  const width = innerWidth(scene.columns);
  const layout = fleetLayout(width);
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
  const roomForEvents =
    scene.rows - above.length - scene.shown.length - explained.length - ROWS_BESIDE_EVENTS;
  const events = timelineLines(
    snapshot.timeline,
    clamp(roomForEvents, FEWEST_EVENTS, MOST_EVENTS),
    width,
    look,
  );
  return {
    above,
    below: [...explained, ...titled(safe`EVENTS`, safe`all functions, newest first`, events)],
    rowOf: (status, isSelected) =>
      withMargin(fleetRow(status, layout, snapshot.account, look.glyphs), isSelected),
  };
}

function needs({ snapshot, look }: FleetScene, width: number): readonly Line[] {
  if (snapshot.causes.length === 0) return [nothingWrong(snapshot.dataToMs !== null, look)];
  return causeLines(snapshot.causes, MOST_CAUSES, width, false, look);
}

function hiddenCauses({ snapshot }: FleetScene): SafeText | null {
  const hidden = snapshot.causes.length - MOST_CAUSES;
  return hidden > 0 ? safe`${hidden} more among the functions` : null;
}

function account({ snapshot, look }: FleetScene, width: number): readonly Line[] {
  const minuteMs = snapshot.account.pool.at(-1)?.minuteMs ?? null;
  return accountLines(snapshot.account, poolEta(snapshot), minuteMs, width, look);
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
  return titled(
    safe`WHY ${safeText(selected.name)}`,
    evidence,
    whyLines(selected, width, look).slice(0, MOST_STEPS),
  );
}

function clamp(value: number, lowest: number, highest: number): number {
  return Math.min(highest, Math.max(lowest, value));
}

function titles(layout: FleetLayout, { mode }: FleetState): Line {
  const line = fleetTitles(layout);
  if (mode.kind !== 'sorting') return line;
  const picked = sortableColumns(layout.map(({ column }) => column))[mode.column];
  return line.map((part) => (part.text === picked?.title ? { ...part, tone: 'focus', bold: true } : part));
}
