import { expect, it } from 'vitest';
import { callerName } from '../../../../src/views/parts/header/caller-name.ts';

it.each([
  ['arn:aws:sts::123456789012:assumed-role/OnCallRead/ada', 'OnCallRead'],
  ['arn:aws:sts::123456789012:assumed-role/OnCallRead/ada@example.com', 'OnCallRead'],
  ['arn:aws:sts::123456789012:federated-user/jane', 'jane'],
  ['arn:aws:iam::123456789012:user/jane', 'jane'],
  ['arn:aws:iam::123456789012:user/team/jane', 'jane'],
  ['arn:aws:iam::123456789012:user/team/on-call/jane', 'jane'],
  ['arn:aws:iam::123456789012:role/service-role/reader', 'reader'],
  ['arn:aws:iam::123456789012:root', null],
])('the caller %s is %s', (arn, name) => {
  expect(callerName(arn)).toBe(name);
});
