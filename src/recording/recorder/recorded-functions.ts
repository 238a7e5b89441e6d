import type { Sources } from '../../monitor/sources.ts';
import { tagsName } from '../fact.ts';
import type { NotedAsking } from './noted-asking.ts';

/** What Lambda says of functions, noted. */
export function notedFunctions(
  functions: Sources['functions'],
  { known, page }: NotedAsking,
): Sources['functions'] {
  return {
    page: (token, signal, region) =>
      page({ what: 'functions', of: region ?? null, token }, functions.page(token, signal, region), signal),
    configuration: (name, signal) =>
      known('configuration', name, functions.configuration(name, signal), signal),
    reservedConcurrency: (name, signal) =>
      known('reservedConcurrency', name, functions.reservedConcurrency(name, signal), signal),
    accountLimits: (signal) => known('accountLimits', null, functions.accountLimits(signal), signal),
    mappings: (token, signal) =>
      page({ what: 'mappings', of: null, token }, functions.mappings(token, signal), signal),
    stream: (arn, signal) => known('stream', arn, functions.stream(arn, signal), signal),
    tableShards: (arn, token, signal) =>
      page({ what: 'tableShards', of: arn, token }, functions.tableShards(arn, token, signal), signal),
    queue: (arn, signal) => known('queue', arn, functions.queue(arn, signal), signal),
    aliases: (name, token, signal) =>
      page({ what: 'aliases', of: name, token }, functions.aliases(name, token, signal), signal),
    versions: (name, token, signal) =>
      page({ what: 'versions', of: name, token }, functions.versions(name, token, signal), signal),
    tagged: (tags, token, signal, region) =>
      page(
        { what: 'tagged', of: tagsName(tags, region), token },
        functions.tagged(tags, token, signal, region),
        signal,
      ),
    asyncDelivery: (name, signal) =>
      known('asyncDelivery', name, functions.asyncDelivery(name, signal), signal),
    provisionedConcurrency: (name, token, signal) =>
      page(
        { what: 'provisionedConcurrency', of: name, token },
        functions.provisionedConcurrency(name, token, signal),
        signal,
      ),
  };
}
