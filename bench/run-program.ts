import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

export type Environment = Readonly<Record<string, string>>;

/** How a program ran whose output was a pipe. */
export interface Run {
  readonly tookMs: number;
  /** Null if it wrote nothing. */
  readonly firstOutputMs: number | null;
  readonly lines: number;
  /** Null if the system does not tell. */
  readonly use: Use | null;
}

/** @see https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html and proc_pid_status.5.html */
interface Use {
  /** Peak memory. */
  readonly peakBytes: number;
  readonly cpuMs: number;
}

const MS_PER_TICK = 10;

const LINE_BREAK = 0x0a;
const WATCH_MS = 20;

/** Runs it to its end, or until it has written its first line. */
export async function runProgram(
  [command = '', ...args]: readonly string[],
  env: Environment,
  until: 'end' | 'first line' = 'end',
): Promise<Run> {
  const startedMs = performance.now();
  const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  let firstOutputMs: number | null = null;
  let lines = 0;
  let use: Use | null = null;
  const watch = setInterval(() => {
    use = useOf(child.pid) ?? use;
  }, WATCH_MS);
  child.stdout.on('data', (piece: Buffer) => {
    firstOutputMs ??= performance.now() - startedMs;
    for (let at = piece.indexOf(LINE_BREAK); at >= 0; at = piece.indexOf(LINE_BREAK, at + 1)) lines += 1;
    if (until === 'first line' && lines > 0) child.kill();
  });
  await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve));
  clearInterval(watch);
  return { tookMs: performance.now() - startedMs, firstOutputMs, lines, use };
}

/** The resources of a running process; null if the system does not tell. */
function useOf(pid: number | undefined): Use | null {
  try {
    const kibibytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    // The name before it may contain anything, even a parenthesis.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    const ticks = Number(fields[11]) + Number(fields[12]);
    return kibibytes === undefined
      ? null
      : { peakBytes: Number(kibibytes) * 1_024, cpuMs: ticks * MS_PER_TICK };
  } catch {
    return null;
  }
}
