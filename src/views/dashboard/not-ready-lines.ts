import type { Line } from '../../terminal/line.ts';
import { safe } from '../../terminal/safe-text.ts';
import { strong, toned, words } from '../../terminal/words.ts';
import { detailOf } from '../function/function-scene.ts';
import type { DashboardScene } from './dashboard-scene.ts';

/**
 * That Lambda could not make the function ready, a label before each line: the verdict above is about its calls, which may go
 * well all the same. Why stands among the unusual settings. Of the past, nothing tells it.
 */
export function notReadyLines(scene: DashboardScene): readonly Line[] {
  const { status, snapshot } = scene;
  if (snapshot.connection.state === 'past') return [];
  const described = detailOf(scene)?.described;
  const { setup } = described?.known === true ? described.value : status.configuration;
  const lines: Line[] = [];
  if (setup?.state?.status === 'Failed')
    lines.push([toned('crit', safe`state`), ...words`${strong(safe`Failed`, 'crit')}: no call runs`]);
  if (setup?.lastUpdate?.status === 'Failed')
    lines.push([
      toned('warn', safe`update`),
      ...words`the last one ${strong(safe`Failed`, 'warn')}: what ran before it still runs`,
    ]);
  return lines;
}
