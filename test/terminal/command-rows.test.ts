import { describe, expect, it } from 'vitest';
import { commandRows } from '../../src/terminal/command-rows.ts';
import { displayWidth } from '../../src/terminal/display-width.ts';
import { safe } from '../../src/terminal/safe-text.ts';

const COMMAND = safe`aws lambda put-function-concurrency --function-name checkout-api --reserved-concurrent-executions 300 --region eu-west-1`;

describe('a command that is longer than a row', () => {
  it('goes on with an option: none is parted from its value', () => {
    expect(commandRows(COMMAND, 100)).toEqual([
      'aws lambda put-function-concurrency --function-name checkout-api',
      '--reserved-concurrent-executions 300 --region eu-west-1',
    ]);
  });

  it.each([40, 60, 90, 117, 200])('is the same again where its rows are joined (%s columns)', (width) => {
    const rows = commandRows(COMMAND, width);
    expect(rows.join(' ')).toBe(COMMAND);
    for (const row of rows) expect(displayWidth(row)).toBeLessThanOrEqual(width);
  });

  it('is one row where it has room', () => {
    expect(commandRows(COMMAND, 200)).toEqual([COMMAND]);
  });
});
