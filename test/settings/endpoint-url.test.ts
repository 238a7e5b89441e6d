import { describe, expect, it } from 'vitest';
import { shownEndpoint } from '../../src/settings/endpoint-url.ts';

describe('an endpoint as shown to users', () => {
  it.each([
    ['http://127.0.0.1:4566', 'http://127.0.0.1:4566'],
    ['https://user:pa55@aws.example/base?token=t0ken#f', 'https://aws.example/base'],
    ['https://a@b:c@aws.example', 'https://aws.example'],
  ])('%s is %s', (url, shown) => {
    expect(shownEndpoint(url)).toBe(shown);
  });
});
