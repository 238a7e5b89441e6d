import type { FleetSnapshot } from '../../monitor/fleet/fleet-snapshot.ts';
import { connectionState } from '../../monitor/fleet/freshness.ts';
import { heading } from '../../terminal/drawing/heading.ts';
import type { Line } from '../../terminal/line.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { toned } from '../../terminal/words.ts';
import { wrappedLine } from '../../terminal/wrapped-line.ts';
import { heldKeys } from '../keys/held-keys.ts';
import type { Action } from '../keys/key-action.ts';
import type { ScreenName } from '../keys/key-binding.ts';
import { bindingsOn } from '../keys/keymap.ts';
import { framedRows } from '../parts/frame/framed-rows.ts';
import type { FramedScreen } from '../parts/frame/framed-screen.ts';
import { innerWidth } from '../parts/frame/margin.ts';
import type { ScreenRow } from '../parts/frame/screen-row.tsx';
import { accountHeader } from '../parts/header/account-header.ts';
import { CALLS_ARE_STOPPED, isReplay, type Whereabouts } from '../parts/header/header-facts.ts';
import type { Look } from '../parts/look/look.ts';
import type { Section } from '../parts/sections/sections.ts';

/** A screen of a function of which nothing is known yet, not even whether it exists. */
export interface AwaitedScene extends FramedScreen {
  readonly screen: ScreenName;
  readonly functionName: string;
  readonly snapshot: FleetSnapshot;
  readonly whereabouts: Whereabouts;
  readonly nowMs: number;
  readonly content: AwaitedContent;
}

/** What stands on the screen before there is anything to put into it. */
export interface AwaitedContent {
  /** Where the answer has a title. */
  readonly answerTitle?: SafeText;
  /** Where it leaves some of a wide terminal free. */
  readonly widest?: number;
  readonly body: (
    screen: { readonly columns: number; readonly look: Look },
    width: number,
    height: number,
  ) => readonly Line[];
}

/** The frame of the screen that will come: what is read then fills it, and nothing moves. */
export function awaitedRows(scene: AwaitedScene): readonly ScreenRow[] {
  const { screen, content, snapshot, look, nowMs, columns } = scene;
  const { answerTitle, widest = Number.POSITIVE_INFINITY } = content;
  const width = Math.min(innerWidth(columns), widest);
  return framedRows(scene, {
    header: accountHeader(snapshot, scene),
    connection: connectionState(snapshot.connection, nowMs),
    note: [],
    answer: [
      ...(answerTitle === undefined ? [] : [heading(answerTitle, null, width, look.glyphs)]),
      ...wrappedLine(awaitedWords(scene), width),
    ],
    body: (height) => content.body(scene, width, height),
    keys: heldKeys(bindingsOn(screen, look.keymap), snapshot.held?.kind ?? null, isReplay(scene)).filter(
      ({ action }) => WORKING.has(action),
    ),
  });
}

/** The keys that need nothing of the function but its name. */
const WORKING: ReadonlySet<Action> = new Set<Action>([
  'open',
  'logs',
  'headroom',
  'triage',
  'invocations',
  'refresh',
  'times',
  'command',
  'back',
  'help',
  'quit',
]);

function awaitedWords({ snapshot, functionName }: AwaitedScene): Line {
  return snapshot.held?.kind === 'stopped'
    ? [toned('warn', CALLS_ARE_STOPPED)]
    : [toned('dim', safe`looking for ${safeText(functionName)}`)];
}

export const NOT_READ = safe`not read yet`;

/** Titles that the screen will have in any case. */
export function awaitedSections(titles: readonly SafeText[]): readonly Section[] {
  return titles.map((title, rank) => ({ title, lines: [[toned('dim', NOT_READ)]], fewest: 1, rank }));
}
