import { readFileSync } from 'node:fs';

/** What a process takes at a moment, as Linux tells it. */
export interface ProcessUse {
  readonly atMs: number;
  readonly residentBytes: number;
  /** Since it started, of all its threads. */
  readonly cpuMs: number;
}

const MS_PER_TICK = 10;

/**
 * Null where the system tells nothing.
 *
 * @see https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
 */
export function processUse(pid: number | undefined): ProcessUse | null {
  try {
    const kibibytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0;
    // The name before it may hold anything, a parenthesis too.
    const [, fields = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(/\) (?!.*\) )/s);
    const [userTicks, systemTicks] = fields.split(' ').slice(11, 13).map(Number);
    return {
      atMs: performance.now(),
      residentBytes: Number(kibibytes) * 1_024,
      cpuMs: ((userTicks ?? 0) + (systemTicks ?? 0)) * MS_PER_TICK,
    };
  } catch {
    return null;
  }
}
