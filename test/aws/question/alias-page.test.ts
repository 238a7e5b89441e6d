import { describe, expect, it } from 'vitest';
import { answerJson, answerOf, loopbackOfFile, patient, raw } from '../loopback-aws.ts';

const loopback = loopbackOfFile();

describe('aliases', () => {
  it.each([
    ['one version', {}, [{ version: '41', weight: 1 }]],
    [
      'two versions, whose weights add up to 1',
      { RoutingConfig: { AdditionalVersionWeights: { '42': 0.75 } } },
      [
        { version: '42', weight: 0.75 },
        { version: '41', weight: 0.25 },
      ],
    ],
    [
      'one version if a weight is invalid',
      { RoutingConfig: { AdditionalVersionWeights: { '42': -3 } } },
      [{ version: '41', weight: 1 }],
    ],
  ])('lead to %s', async (_whereTo, fields, versions) => {
    loopback.respond = answerJson({ Aliases: [{ Name: 'live', FunctionVersion: '41', ...fields }] });
    expect(answerOf(await loopback.sources.functions.aliases(raw('cart'), null, patient)).items).toEqual([
      { name: 'live', versions },
    ]);
  });

  it('are requested after the marker', async () => {
    loopback.respond = answerJson({ Aliases: [], NextMarker: 'more' });
    expect(
      answerOf(await loopback.sources.functions.aliases(raw('cart'), raw('next'), patient)).nextToken,
    ).toBe('more');
    expect(loopback.requests.at(-1)?.url).toBe('/2015-03-31/functions/cart/aliases?Marker=next');
  });
});
