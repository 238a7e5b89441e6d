import { describe, expect, it } from 'vitest';
import { answerJson, answerOf, errorOf, loopbackOfFile, patient, raw } from '../loopback-aws.ts';

const loopback = loopbackOfFile();

const checkout = {
  FunctionName: 'checkout',
  FunctionArn: 'arn:aws:lambda:eu-west-1:123456789012:function:checkout',
  Environment: { Variables: { DATABASE_PASSWORD: 'hunter2' } },
};

describe('a page of functions', () => {
  it('holds those with a name, without their environment variables, and the marker of the next page', async () => {
    loopback.respond = answerJson({ Functions: [checkout, { Timeout: 3 }, null], NextMarker: 'more' });
    const page = answerOf(await loopback.sources.functions.page(null, patient));
    expect(page).toMatchObject({ items: [{ name: 'checkout' }], nextToken: 'more' });
    expect(JSON.stringify(page)).not.toContain('hunter2');
    expect(loopback.requests.at(-1)?.url).toBe('/2015-03-31/functions');
  });

  it('requests the page after the marker', async () => {
    loopback.respond = answerJson({ Functions: [] });
    await loopback.sources.functions.page(raw('a b'), patient);
    expect(loopback.requests.at(-1)?.url).toBe('/2015-03-31/functions?Marker=a%20b');
  });

  it('is an error, never an account without functions, if the list is missing', async () => {
    loopback.respond = answerJson({});
    expect(errorOf(await loopback.sources.functions.page(null, patient)).kind).toBe('malformed');
  });
});
