import type { HttpRequest } from '../http/http-message.ts';
import type { Service } from '../service.ts';
import { readAwsJsonCall } from './aws-json.ts';
import { readAwsQueryCall } from './aws-query.ts';
import type { Call } from './call.ts';
import { readRestJsonCall } from './rest-json.ts';
import { readRpcCborCall } from './rpc-cbor.ts';

const READERS = [readAwsJsonCall, readRpcCborCall, readRestJsonCall, readAwsQueryCall];

/** The call that a request makes, in any protocol; null if no service knows it. */
export function readCall(request: HttpRequest, services: readonly Service[]): Call | null {
  for (const read of READERS) {
    const call = read(request, services);
    if (call !== null) return call;
  }
  return null;
}
