import { describe, expect, it } from 'vitest';
import { cutWriter } from '../../../src/print/tail/log-names.ts';
import { safe } from '../../../src/terminal/safe-text.ts';
import { rawText } from '../../../src/terminal/text.ts';

const EVENT = {
  eventId: rawText('1'),
  logStream: rawText('by hand'),
  timestampMs: 0,
  ingestionMs: 0,
  message: rawText('x'),
};

describe('the name of a line in a column that is too narrow', () => {
  it.each([
    ['keeps the Region whole where names tell it', 'ap-southeast-2', true, 'ap-southeast-2:/a…ut-api'],
    ['has all of it where they do not', 'ap-southeast-2', false, '/aws/lambda/checkout-api'],
  ])('%s', (_, region, isOneOfSeveral, name) => {
    const origin = {
      group: rawText(`arn:aws:logs:${region}:123456789012:log-group:/aws/lambda/checkout-api`),
      functionName: null,
      region: { name: rawText(region), isOneOfSeveral },
    };
    expect(cutWriter(EVENT, origin, 24, safe`…`)).toHaveLength(24);
    expect(cutWriter(EVENT, origin, 24, safe`…`)).toBe(name);
  });
});
