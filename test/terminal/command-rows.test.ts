import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { commandRows } from '../../src/terminal/command-rows.ts';
import { displayWidth } from '../../src/terminal/display-width.ts';
import { safe } from '../../src/terminal/safe-text.ts';
import type { SafeText } from '../../src/terminal/text.ts';

const COMMAND = safe`aws lambda put-function-concurrency --function-name checkout-api --reserved-concurrent-executions 300 --region eu-west-1`;

describe('a command longer than a row', () => {
  it('continues with an option: none is separated from its value', () => {
    expect(commandRows(COMMAND, 100)).toEqual([
      'aws lambda put-function-concurrency --function-name checkout-api \\',
      '--reserved-concurrent-executions 300 --region eu-west-1',
    ]);
  });

  it.each([40, 60, 90, 117, 200])(
    'is one command when its rows are pasted into a shell (%s columns)',
    (width) => {
      const rows = commandRows(COMMAND, width);
      const said = execFileSync('sh', ['-c', `printf '%s ' ${rows.join('\n')}`], { encoding: 'utf8' });
      expect(said.trim()).toBe(COMMAND);
      for (const row of rows) expect(displayWidth(row)).toBeLessThanOrEqual(width);
    },
  );

  it('has no continuation mark within a broken word, which nothing would join again', () => {
    const rows = commandRows(safe`aws lambda get-function --function-name ${'x'.repeat(64) as SafeText}`, 50);
    expect(rows.join('')).not.toContain('\\');
    expect(rows.join('')).toContain('x'.repeat(64));
  });
});
