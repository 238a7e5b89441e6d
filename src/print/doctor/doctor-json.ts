import { PERMISSIONS } from '../../monitor/calls/permission.ts';
import type { Checkup } from '../../monitor/checkup/checkup.ts';
import type { Trial } from '../../monitor/checkup/permission-trial.ts';
import { jsonLine } from '../json-line.ts';
import type { ChosenSetting } from './doctor-text.ts';
import { missingPolicy } from './missing-policy.ts';

/** The whole check-up as one JSON line. Null means unknown or unmeasured; units are in the names. */
export function doctorJson(settings: readonly ChosenSetting[], checkup: Checkup): string {
  const { identity, trials, metricDelay, logDelay, atMs } = checkup;
  return jsonLine({
    v: 1,
    time: new Date(atMs).toISOString(),
    settings: Object.fromEntries(settings.map(({ name, value, from }) => [name, { value, from }])),
    identity:
      identity === null
        ? null
        : {
            accountId: identity.accountId,
            arn: identity.arn,
            expires: identity.expiresMs === null ? null : new Date(identity.expiresMs).toISOString(),
            clockSkewMs: identity.clockSkewMs ?? null,
          },
    permissions: trials.map(trialJson),
    metricDelay: metricDelay.isMeasured
      ? {
          newestMinute: new Date(metricDelay.value.newestMinuteMs).toISOString(),
          endedAgoMs: metricDelay.value.endedAgoMs,
          wholeWithinMs: metricDelay.value.whole?.mostMs ?? null,
          wholeAfterMs: metricDelay.value.whole?.leastMs ?? null,
        }
      : null,
    logDelay: logDelay.isMeasured ? logDelay.value : null,
    missingPolicy: missingPolicy(trials),
  });
}

function trialJson({ action, on, outcome }: Trial) {
  const error = outcome.kind === 'failed' ? outcome.error : null;
  return {
    action,
    needed: PERMISSIONS[action].isNeeded,
    outcome: error?.kind ?? outcome.kind,
    on,
    code: error?.name ?? null,
    message: error?.message ?? null,
    because: outcome.kind === 'notTried' ? outcome.because : null,
  };
}
