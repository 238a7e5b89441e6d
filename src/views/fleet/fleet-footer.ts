import { SORT_CHOICES } from '../../print/fleet/table/fleet-table.ts';
import type { Line, Span } from '../../terminal/line.ts';
import { lineWidth } from '../../terminal/line-layout.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import { strong, toned } from '../../terminal/words.ts';
import { heldKeys } from '../keys/held-keys.ts';
import type { Action } from '../keys/key-action.ts';
import type { KeyBinding } from '../keys/key-binding.ts';
import { keyOf } from '../keys/key-label.ts';
import { bindingsOn } from '../keys/keymap.ts';
import { footerLine } from '../parts/frame/footer.ts';
import { innerWidth } from '../parts/frame/margin.ts';
import { isReplay } from '../parts/header/header-facts.ts';
import type { Look } from '../parts/look/look.ts';
import { hintsWidth, type KeyHint, typedLine, withHints } from '../parts/typed-line.ts';
import type { FleetScene } from './fleet-scene.ts';
import { foldsIdle } from './listed-functions.ts';

/** What is being typed or picked, or else the keys that do anything. */
export function fleetFooter(scene: FleetScene): Line {
  const { snapshot, state, columns, look, isRoot } = scene;
  const width = innerWidth(columns);
  switch (state.mode.kind) {
    case 'filtering':
      return withHints(
        typedLine(
          { label: strong(safe`/`, 'focus'), text: safeText(state.filter), cursor: toned('focus', safe`_`) },
          width,
          look.glyphs.ellipsis,
        ),
        [
          [safe`enter`, safe`keeps`],
          [safe`esc`, safe`clears`],
          [safe`!`, safe`leaves out`],
        ],
        width,
      );
    case 'sorting':
      return sortLine(state.mode.column, width, look);
    case 'browsing':
      return footerLine(
        heldKeys(bindingsOn('fleet', look.keymap), snapshot.held?.kind ?? null, isReplay(scene)).filter(
          worksOn(scene),
        ),
        isRoot,
        width,
        snapshot.api.recentFailures,
      );
  }
}

/** Without functions, no key acts on one. */
const OF_A_FUNCTION: ReadonlySet<Action> = new Set([
  'open',
  'logs',
  'headroom',
  'triage',
  'invocations',
  'copy',
  'pin',
  'sort',
]);

function worksOn({ shown, snapshot, state }: FleetScene): (binding: KeyBinding) => boolean {
  const { functions } = snapshot;
  return ({ action }) => {
    // Where no function is known, there is also nothing to list.
    if (action === 'filter') return functions.length > 0;
    if (action === 'idle') return foldsIdle(functions, state);
    return shown.length > 0 || !OF_A_FUNCTION.has(action);
  };
}

/**
 * What the keys do says what the columns are for. These get the room that the keys leave: enough for each of them between
 * signs that there are more.
 */
function sortLine(picked: number, width: number, { keymap, glyphs }: Look): Line {
  const choices = sortChoices(picked);
  const hints = (esc: KeyHint): readonly KeyHint[] => [
    [safe`${keyOf('left', keymap)} ${keyOf('right', keymap)}`, safe`pick`],
    [safe`enter`, safe`sorts`],
    esc,
  ];
  const roomBeside = (keys: readonly KeyHint[]) => width - hintsWidth(keys);
  const more = toned('dim', glyphs.ellipsis);
  const widest = Math.max(...choices.map((choice) => lineWidth([more, choice, more])));
  const spelledOut = hints([safe`esc`, safe`resets`]);
  const keys = roomBeside(spelledOut) < widest ? hints([safe`esc`]) : spelledOut;
  return withHints(around(choices, picked, roomBeside(keys), more), keys, width);
}

/** The sortable columns, the picked one in brackets, as colours are not available everywhere. */
function sortChoices(picked: number): Line {
  return SORT_CHOICES.map(({ title }, place) =>
    place === picked ? strong(safe`[${title}]`, 'focus') : toned('fact', safe` ${title} `),
  );
}

/** Where not all fit, those around the picked one, which stays whatever the room, between signs that there are more. */
function around(choices: Line, picked: number, wholeWidth: number, more: Span): Line {
  if (lineWidth(choices) <= wholeWidth) return choices;
  const width = wholeWidth - 2 * lineWidth([more]);
  const fits = (from: number, to: number) => lineWidth(choices.slice(from, to + 1)) <= width;
  const first = choices.findIndex((_, place) => place === picked || fits(place, picked));
  const shown = choices.slice(first);
  const fitting = shown.filter((_, place) => first + place <= picked || fits(first, first + place));
  return [...(first > 0 ? [more] : []), ...fitting, ...(fitting.length < shown.length ? [more] : [])];
}
