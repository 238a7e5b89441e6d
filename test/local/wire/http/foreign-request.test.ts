import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import { startLocal } from '../local-client.ts';

/** Sends a request that `fetch` would not: with an arbitrary Host header. */
function statusOf(
  url: string,
  path: string,
  headers: Readonly<Record<string, string>>,
): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const sent = request(new URL(path, url), { method: 'POST', headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    sent.on('error', reject);
    sent.end('[]');
  });
}

const LOGS = {
  'content-type': 'application/x-amz-json-1.1',
  'x-amz-target': 'Logs_20140328.DescribeLogGroups',
};

describe.each([
  ['the side door', '/_local/faults', {}],
  ['a service', '/', LOGS],
])('%s', (_what, path, headers) => {
  it.each([
    ['another name that resolves to this machine', { host: 'evil.example:4566' }],
    ['a name that looks like this machine', { host: 'localhost.evil.example' }],
    ['an address of the network', { host: '192.168.0.7:4566' }],
    ['a web page elsewhere', { origin: 'https://evil.example' }],
    ['a web page without an origin', { origin: 'null' }],
  ])('refuses %s', async (_who, from) => {
    const { url } = await startLocal();
    expect(await statusOf(url, path, { ...headers, ...from })).toBe(403);
  });

  it.each([
    ['this machine', {}],
    ['this machine by name', { host: 'localhost:4566' }],
    ['this machine over IPv6', { host: '[::1]:4566' }],
    ['a page of this machine', { origin: 'http://localhost:3000' }],
  ])('answers %s', async (_who, from) => {
    const { url } = await startLocal();
    expect(await statusOf(url, path, { ...headers, ...from })).toBe(200);
  });
});
