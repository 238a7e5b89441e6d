import { notReadyIn } from '../../lambda/function/function-setup.ts';
import { isOfPast } from '../../monitor/fleet/freshness.ts';
import type { Line } from '../../terminal/line.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import { strong, toned, words } from '../../terminal/words.ts';
import { detailOf } from '../function/function-scene.ts';
import type { DashboardScene } from './dashboard-scene.ts';

/**
 * That Lambda could not make the function ready, a label before each line: the verdict above is about its calls, which may go
 * well all the same. Why stands among the unusual settings. Of the past, nothing tells it.
 */
export function notReadyLines(scene: DashboardScene): readonly Line[] {
  const { snapshot } = scene;
  if (isOfPast(snapshot.connection.state)) return [];
  const described = detailOf(scene)?.described;
  const { setup } = described?.known === true ? described.value : scene.status.configuration;
  const found = notReadyIn(setup);
  if (found === null) return [];
  const status = safeText(found.told.status);
  const [label, says] = found.isDown
    ? [toned('crit', safe`state`), words`${strong(status, 'crit')}: no call runs`]
    : [
        toned('warn', safe`update`),
        words`the last one ${strong(status, 'warn')}: what ran before it still runs`,
      ];
  return [[label, ...says]];
}
