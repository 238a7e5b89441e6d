import type { Cause } from '../../triage/cause/cause.ts';

/** Once a look has ended no log is being read: what was counted until then is told, with its span. */
export function causesOfEndedLook(causes: readonly Cause[]): readonly Cause[] {
  return causes.map((cause) => {
    if (cause.kind !== 'nearTimeout' && cause.kind !== 'outOfMemory') return cause;
    const { awaitsLog, ...told } = cause;
    return told;
  });
}
