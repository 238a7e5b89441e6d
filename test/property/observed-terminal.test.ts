import { describe, expect, it } from 'vitest';
import { observedTerminal } from './observed-terminal.ts';

describe('an observed terminal', () => {
  it.each([
    '\x1b[2J',
    '\x1b[?25l',
    '\x1b[?1049h',
    '\x1b[?2004h',
    '\x1b[5;10r',
    '\x1b[6n',
    '\x1b[c',
    '\x1b[>4;2m',
    '\x1b[!p',
    '\x1b[5 q',
    '\x9b2J',
    '\x1b]0;title\x07',
    '\x1b]52;c;aGk=\x07',
    '\x1b]4;1;red\x1b\\',
    '\x1b]10;?\x07',
    '\x1b]104\x07',
    '\x9d2;title\x9c',
    '\x1bPq#0\x1b\\',
    '\x1b(0',
    '\x1b#8',
    '\x1bc',
    '\x07',
    '\n',
  ])('reports %j', async (sequence) => {
    const observed = observedTerminal(40, 12);
    await observed.write(sequence);
    expect(observed.sideEffects).not.toEqual([]);
    observed.terminal.dispose();
  });

  it("does not report colours and the test's own writes", async () => {
    const observed = observedTerminal(40, 12);
    await observed.toRow(3);
    await observed.write('\x1b[1;38;2;1;2;3mwords\x1b[0m');
    expect(observed.sideEffects).toEqual([]);
    observed.terminal.dispose();
  });
});
