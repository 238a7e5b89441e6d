import { inject } from 'vitest';
import type { PassedAnswer, ProxiedRequest } from './faults/http-proxy.ts';

/** Right after a poll of a screen: the next one would be 55 s away. */
export const FROZEN_MS = Date.parse('2026-11-24T03:12:25Z');

/**
 * A speed at which account time does not advance by a millisecond in hours. Spans that differ by a millisecond may be
 * answered in other pages, and without time passing there are no further calls.
 */
export const STANDS_STILL = 1e-7;

/**
 * The environment that points lmon at the demo at FROZEN_MS, which the whole test run shares: for tests that only read.
 * Whoever writes, sets faults or needs time to pass has an account of their own (localAccount).
 */
export function frozenDemo(): Readonly<Record<string, string>> {
  return inject('frozenDemo');
}

/** @returns a function that answers with the first answer to the same question */
export function createMemory() {
  const answers = new Map<string, Promise<PassedAnswer>>();
  return (request: ProxiedRequest, ask: () => Promise<PassedAnswer>): Promise<PassedAnswer> => {
    const question = questionOf(request);
    const known = answers.get(question);
    if (known !== undefined) return known;
    const answer = ask();
    answers.set(question, answer);
    answer.catch(() => answers.delete(question));
    return answer;
  };
}

function questionOf({ method, path, headers, body }: ProxiedRequest): string {
  // Of a signature only what doesn't change with the hour: who asks, in which Region, which service.
  const [, key, region, service] =
    /Credential=([^/]+)\/\d+\/([^/]+)\/([^/]+)/.exec(headers.authorization ?? '') ?? [];
  return [method, path, headers['x-amz-target'], key, region, service, body.toString('latin1')].join('\n');
}
