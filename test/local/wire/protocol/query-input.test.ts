import { describe, expect, it } from 'vitest';
import { queryInput } from '../../../../src/local/wire/protocol/query-input.ts';

describe('the input of AWS Query', () => {
  it.each([
    ['', {}],
    ['A=1', { A: '1' }],
    ['A.B=1&A.C=2', { A: { B: '1', C: '2' } }],
    ['L.member.2=b&L.member.1=a&L.member.10=c', { L: ['a', 'b', 'c'] }],
    ['L.member.1.X=1&L.member.1.Y.member.1=2', { L: [{ X: '1', Y: ['2'] }] }],
    ['L=', { L: '' }],
    ['__proto__.x=1', Object.fromEntries([['__proto__', { x: '1' }]])],
  ])('%s', (parameters, expected) => {
    expect(queryInput(new URLSearchParams(parameters))).toEqual(expected);
  });

  it.each([
    ['contains a member twice', 'A=1&A=2'],
    ['nests too deep', `${'a.'.repeat(50)}b=1`],
  ])('is malformed when it %s', (_name, parameters) => {
    expect(queryInput(new URLSearchParams(parameters))).toBeNull();
  });
});
