import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { linesOf } from '../lmon-process.ts';

const STREAMS = fileURLToPath(new URL('../../../src/commands/streams/standard-streams.ts', import.meta.url));

/** A line is larger than a pipe's buffer, so half of it is still waiting when the next notice is printed. */
const PROGRAM = `
  const { printLine, printNotice, printText } = await import(process.argv[1]);
  for (let turn = 0; turn < 20; turn += 1) {
    printLine(JSON.stringify({ turn, message: 'x'.repeat(100_000) }));
    printNotice('notice ' + turn);
  }
  await printText(JSON.stringify({ turn: 20, message: 'y'.repeat(100_000) }) + '\\n');
  printNotice('the last one');
`;

/** The program's output with both streams redirected to one, read in small pieces. */
async function writtenInto(redirection: string): Promise<string> {
  const words = [process.execPath, '--input-type=module', '--eval', PROGRAM, STREAMS];
  const shell = spawn('sh', ['-c', `exec "$@" ${redirection}`, 'sh', ...words]);
  let written = '';
  shell.stdout.setEncoding('utf8').on('data', (text: string) => {
    written += text;
    shell.stdout.pause();
    setImmediate(() => shell.stdout.resume());
  });
  await once(shell, 'close');
  return written;
}

describe('notices that share a pipe with lines', () => {
  it.each(['2>&1', '2>&1 | cat'])('appear between lines, never within one: %s', async (redirection) => {
    const lines = linesOf(await writtenInto(redirection));
    expect(lines.filter((line) => !/^(lmon: .{1,20}|\{.*\})$/.test(line))).toEqual([]);
    expect(lines).toHaveLength(42);
    expect(lines.at(-1)).toBe('lmon: the last one');
    expect(lines[1]).toBe('lmon: notice 0');
  });
});
