import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { functionLink, logGroupLink, logStreamLink } from '../../src/lambda/console-link.ts';
import { safe, safeText } from '../../src/terminal/safe-text.ts';

const REGION = safe`eu-west-1`;

describe('a link into the AWS console', () => {
  it.each([
    [
      'eu-west-1',
      'https://eu-west-1.console.aws.amazon.com/lambda/home?region=eu-west-1#/functions/cart-api',
    ],
    [
      'cn-north-1',
      'https://cn-north-1.console.amazonaws.cn/lambda/home?region=cn-north-1#/functions/cart-api',
    ],
    [
      'us-gov-west-1',
      'https://us-gov-west-1.console.amazonaws-us-gov.com/lambda/home?region=us-gov-west-1#/functions/cart-api',
    ],
  ])('leads to a function in %s', (region, link) => {
    expect(functionLink(safeText(region), safe`cart-api`)).toBe(link);
  });

  it("leads to a log group in CloudWatch's encoding", () => {
    expect(logGroupLink(REGION, safe`/aws/lambda/cart-api`)).toBe(
      'https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1#logsV2:log-groups/log-group/$252Faws$252Flambda$252Fcart-api',
    );
  });

  it('leads to the lines of a log stream from a given time', () => {
    expect(logStreamLink(REGION, safe`/a`, safe`2026/11/24/[$LATEST]0f`, 1_795_000_000_000)).toMatch(
      /#logsV2:log-groups\/log-group\/\$252Fa\/log-events\/2026\$252F11\$252F24\$252F\$255B\$2524LATEST\$255D0f\$3Fstart\$3D1795000000000$/,
    );
  });

  it('is printable ASCII without a space, whatever the names', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (group, stream) => {
        expect(logStreamLink(REGION, safeText(`${group}\ud800`), safeText(stream), 0)).toMatch(
          /^[\x21-\x7e]+$/,
        );
      }),
    );
  });
});
