import { describe, expect, it } from 'vitest';
import { functionReference } from '../../../src/lambda/function/function-reference.ts';

const NAME = { name: 'checkout-api', qualifier: null, region: null, accountId: null };
const WHOLE = { ...NAME, region: 'eu-west-1', accountId: '123456789012' };

describe('a function is named by', () => {
  it.each([
    ['checkout-api', NAME],
    ['checkout-api:prod', { ...NAME, qualifier: 'prod' }],
    ['function:checkout-api', NAME],
    ['123456789012:function:checkout-api', { ...NAME, accountId: '123456789012' }],
    ['arn:aws:lambda:eu-west-1:123456789012:function:checkout-api', WHOLE],
    ['arn:aws:lambda:eu-west-1:123456789012:function:checkout-api:prod', { ...WHOLE, qualifier: 'prod' }],
    ['arn:aws-cn:lambda:eu-west-1:123456789012:function:checkout-api', WHOLE],
  ])('%s', (text, reference) => {
    expect(functionReference(text)).toEqual(reference);
  });

  it.each([
    '',
    'check*',
    '/aws/lambda/checkout-api',
    'arn:aws:sqs:eu-west-1:123456789012:jobs',
    'arn:aws:lambda:eu-west-1:123456789012:layer:x',
    'arn:aws:lambda:eu-west-1:12:function:x',
    'checkout-api:',
    'a:b:c',
    'n'.repeat(141),
  ])('nothing like "%s"', (text) => {
    expect(functionReference(text)).toBeNull();
  });
});
