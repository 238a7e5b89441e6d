import type { HourlyCost } from '../../lambda/cost/hourly-cost.ts';
import type { FunctionState } from '../../lambda/function/function-setup.ts';
import type { FunctionDetail } from '../../monitor/function/detail/function-detail.ts';
import { functionSheet } from '../../monitor/function/detail/function-sheet.ts';
import type { FunctionStatus } from '../../monitor/function/status/function-status.ts';
import { lineText } from '../../terminal/line-layout.ts';
import { jsonTime } from '../json-time.ts';

/** A function's setup, the use and cost of its calls, and what is unusual about that, in JSON. */
export function functionRecord(status: FunctionStatus, detail: FunctionDetail | null): object {
  const { configuration, cost, unusual } = functionSheet(status, detail);
  const { runtime, architecture, memoryMb, timeoutMs, version, deadLetterTarget, setup } = configuration;
  const delivery = detail?.asyncDelivery;
  const sample = detail?.sample ?? null;
  return {
    configuration: {
      runtime,
      architecture,
      memoryMb,
      timeoutMs,
      version,
      lastModified: jsonTime(configuration.lastModifiedMs),
      deadLetterTarget,
      ephemeralStorageMb: setup?.ephemeralStorageMb ?? null,
      kmsKey: setup?.kmsKeyArn ?? null,
      vpc: setup?.vpc ?? null,
      state: stateRecord(setup?.state),
      lastUpdate: stateRecord(setup?.lastUpdate),
      asyncDelivery: delivery?.known ? delivery.value : null,
      eventSources: status.eventSources.known
        ? status.eventSources.value.map(({ mapping }) => ({
            source: mapping.sourceArn,
            state: mapping.state,
            lastResult: mapping.lastResult,
          }))
        : null,
    },
    calls: sample,
    costPerHour: cost === null ? null : costRecord(cost),
    unusual: unusual.map(({ name, tone, says }) => ({
      name,
      severity: tone === 'dim' ? 'note' : tone,
      says: lineText(says),
    })),
  };
}

function stateRecord(state: FunctionState | null | undefined): object | null {
  return state == null ? null : { status: state.status, reason: state.reason ?? state.reasonCode };
}

function costRecord(cost: HourlyCost): object {
  const { gbSeconds, requests, initDollars, totalDollars } = cost;
  return { gbSeconds, requests, initDollars, totalDollars };
}
