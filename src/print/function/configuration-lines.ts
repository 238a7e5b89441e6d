import { type BindingLimit, limitOnUse } from '../../capacity/assessment.ts';
import { REQUESTS_PER_ENVIRONMENT } from '../../capacity/limit/limit.ts';
import type { ProvisionedUse } from '../../monitor/function/catalogue/provisioned-facts.ts';
import { meetsProvisionedFirst } from '../../monitor/function/detail/provisioned-use.ts';
import type { FunctionStatus } from '../../monitor/function/status/function-status.ts';
import { cutMiddle } from '../../terminal/display-width.ts';
import type { Line } from '../../terminal/line.ts';
import { firstThatFits } from '../../terminal/line-layout.ts';
import { durationText, groupedText } from '../../terminal/quantity.ts';
import { safe, safeText } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import type { Glyphs } from '../../terminal/theme/glyphs.ts';
import { toned, words } from '../../terminal/words.ts';
import { changeWords, type Moment } from '../fleet/why/change-words.ts';
import { limitName } from '../headroom/limit-words.ts';
import { runtimeText } from '../runtime-text.ts';
import { FACT_LABEL_WIDTH, factLine } from './fact-line.ts';

/** The function's present setup. lmon never reads environment variables. */
export function configurationLines(
  status: FunctionStatus,
  moment: Moment,
  width: number,
  { ellipsis }: Glyphs,
): readonly Line[] {
  if (status.configuration.isUnlisted)
    return [
      factLine(safe`limit`, limitFacts(status, status.provisioned)),
      factLine(safe`setup`, [toned('dim', safe`not read yet`)]),
    ];
  const { runtime, architecture, memoryMb, timeoutMs, version, logGroup, logFormat, lastModifiedMs } =
    status.configuration;
  const changed = lastModifiedMs === null ? safe`-` : changeWords(lastModifiedMs, moment);
  const chip = architecture === null ? safe`` : safe` ${safeText(architecture)}`;
  return [
    factLine(safe`limit`, limitFacts(status, status.provisioned)),
    factLine(safe`runtime`, words`${runtimeText(runtime)}${toned('dim', chip)}`),
    factLine(
      safe`size`,
      words`${groupedText(memoryMb)} MB  ${toned('dim', safe`timeout`)} ${durationText(timeoutMs)}`,
    ),
    firstThatFits(
      [
        factLine(safe`changed`, [toned('fact', changed), toned('dim', safe`  ${safeText(version)}`)]),
        factLine(safe`changed`, [toned('fact', changed)]),
      ],
      width,
    ),
    firstThatFits(
      [
        factLine(safe`log`, words`${safeText(logGroup)} ${toned('dim', safeText(logFormat))}`),
        // Similar log group names differ at the end.
        factLine(safe`log`, [
          toned('fact', cutMiddle(safeText(logGroup), width - FACT_LABEL_WIDTH, ellipsis)),
        ]),
      ],
      width,
    ),
  ];
}

/** Calls meet what is provisioned for them first, and the account pool only behind it. */
function limitFacts(status: FunctionStatus, provisioned: ProvisionedUse | null): Line {
  const limit = limitOnUse(status.assessment);
  if (limit.kind === 'unknown') return [toned('dim', limit.because === 'denied' ? safe`denied` : safe`?`)];
  const ready = provisioned === null ? null : safe`provisioned ${groupedText(provisioned.environments)}`;
  if (ready !== null && meetsProvisionedFirst(status, provisioned)) return [toned('fact', ready)];
  if (limit.kind === 'account' && ready !== null)
    return [toned('fact', safe`${ready}, then pool ${groupedText(limit.value)}`)];
  const name = limit.kind === 'source' ? limitName(limit) : LIMIT_WORDS[limit.kind];
  return [
    toned('fact', safe`${name} ${groupedText(limit.value)}`),
    ...(limit.kind === 'requestRate' ? [toned('dim', ofReserved(limit.value))] : []),
    ...(limitsAtMost(limit) ? [toned('dim', safe`  at most`)] : []),
  ];
}

const LIMIT_WORDS = {
  reserved: safe`reserved`,
  account: safe`account pool`,
  requestRate: safe`requests/s`,
  provisioned: safe`provisioned`,
  off: safe`switched off, reserved`,
} as const;

function ofReserved(perSecond: number): SafeText {
  return safe`  reserved ${groupedText(perSecond / REQUESTS_PER_ENVIRONMENT)}`;
}

function limitsAtMost(limit: BindingLimit): boolean {
  return limit.kind !== 'unknown' && limit.isCeiling === true;
}
