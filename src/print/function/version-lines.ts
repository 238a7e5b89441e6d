import type { AliasStatus, VersionStatus } from '../../monitor/function/detail/function-detail.ts';
import type { Line } from '../../terminal/line.ts';
import { durationText, percentText, wholePercentText } from '../../terminal/quantity.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { strong, toned } from '../../terminal/words.ts';
import { VERSION_MINUTES } from '../../triage/cause/version-suspicion.ts';
import { factLine } from './fact-line.ts';

/** The span of version figures, which differs from that of the function's figures beside them. */
export const VERSION_SPAN = safe`${VERSION_MINUTES}m`;

/** The versions behind an alias, one a line: weights and health. */
export function versionLines({ name, versions }: AliasStatus): readonly Line[] {
  return versions.map((version) =>
    factLine(safe`alias ${safeText(name)}`, [
      toned('dim', safe` version `),
      strong(safeText(version.version)),
      toned('fact', safe`  ${wholePercentText(version.weight)} %`),
      toned('dim', safe` of calls  errors `),
      toned('fact', errorsText(version)),
      toned('dim', safe`  p95 `),
      toned('fact', version.durationP95Ms === null ? safe`-` : durationText(version.durationP95Ms)),
      toned('dim', safe`  in ${VERSION_SPAN}`),
    ]),
  );
}

function errorsText({ errorRate }: VersionStatus): SafeText {
  return errorRate === null ? safe`-` : safe`${percentText(errorRate)} %`;
}
