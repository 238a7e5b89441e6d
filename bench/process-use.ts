import { readFileSync } from 'node:fs';

/** The resources of a process at one moment, as Linux reports them. */
export interface ProcessUse {
  readonly atMs: number;
  readonly residentBytes: number;
  /** Since its start, over all threads. */
  readonly cpuMs: number;
}

const MS_PER_TICK = 10;

/**
 * Null if the system does not tell.
 *
 * @see https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
 */
export function processUse(pid: number | undefined): ProcessUse | null {
  try {
    const kibibytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0;
    // The name before it may contain anything, even a parenthesis.
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
