import { headroomOf } from '../../monitor/headroom/headroom.ts';
import { limitAnswer } from '../../print/headroom/limit-answer.ts';
import { wayOutAnswer } from '../../print/headroom/way-out-answer.ts';
import { plainLine } from '../../terminal/drawing/draw-line.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import type { Copyable } from '../parts/copying/copy-menu.ts';
import { tenseOnScreen } from '../parts/look/time-notation.ts';
import { commandsOf } from './commands-section.ts';
import type { HeadroomScene } from './headroom-scene.ts';

/** What can be copied from the headroom screen: the answer, and each command by its number. */
export function headroomCopyables(scene: HeadroomScene): readonly Copyable[] {
  const { status, snapshot } = scene;
  const headroom = headroomOf(status, snapshot);
  const wayOut = wayOutAnswer(status, headroom, snapshot);
  const answer = [
    limitAnswer(status, headroom, tenseOnScreen(scene)),
    ...(wayOut === null ? [] : [wayOut]),
  ].map(plainLine);
  const name = safeText(status.name);
  return [
    { key: 'l', name: safe`answer`, lines: answer.map((line) => safe`${name}: ${line}`) },
    { key: 'f', name: safe`function`, lines: [name] },
    ...commandsOf(scene, headroom).map(({ kind, command }, place) => ({
      key: String(place + 1),
      name: kind === 'reads' ? safe`read command` : safe`write command`,
      lines: [command],
    })),
  ];
}
