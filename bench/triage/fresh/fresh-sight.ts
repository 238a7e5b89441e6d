import type { RandomStream } from '../../../src/local/world/chance/random-stream.ts';
import { between, MINUTE_MS } from '../setting.ts';
import { LOG_READING, type Sight, WHOLE } from '../sight.ts';
import type { FreshScenario } from './fresh-scenario.ts';

const VERSIONS = ['lambda:ListVersionsByFunction', 'lambda:ListAliases', 'lambda:GetFunctionConfiguration'];

/** Half of the viewers see everything; the others have late logs, missing lines or missing permissions. */
export function sightOf(
  { needs, causes }: FreshScenario,
  dice: RandomStream,
): { readonly sight: Sight; readonly isSampled: boolean } {
  const draw = dice.share();
  const logDelayMs = Math.round(between(dice, 1, 4) * MINUTE_MS);
  if (draw < 0.5) return { sight: WHOLE, isSampled: false };
  if (draw < 0.65) return { sight: { ...WHOLE, name: 'sampled' }, isSampled: true };
  if (draw < 0.78) return { sight: { ...WHOLE, name: 'late', logDelayMs }, isSampled: false };
  if (draw < 0.89 && !needs.includes('versions'))
    return { sight: { ...WHOLE, name: 'no versions', denied: VERSIONS }, isSampled: false };
  if (draw >= 0.89 && !needs.includes('log') && causes.length > 0)
    return { sight: { ...WHOLE, name: 'no log', denied: [LOG_READING] }, isSampled: false };
  return { sight: WHOLE, isSampled: false };
}
