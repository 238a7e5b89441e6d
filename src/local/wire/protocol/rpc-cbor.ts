import type { HttpResponse } from '../http/http-message.ts';
import type { Service } from '../service.ts';
import type { Call, CallReader, Protocol } from './call.ts';
import { cborValue } from './cbor-reader.ts';
import { cborBytes } from './cbor-writer.ts';
import { queryCompatibleHeader } from './query-compatible.ts';

/**
 * Smithy RPC v2 CBOR, which newer releases of the AWS CLI speak to CloudWatch:
 * `POST /service/{service}/operation/{operation}`.
 *
 * @see https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html
 */
export const readRpcCborCall: CallReader = (request, services) => {
  if (request.headers['smithy-protocol'] !== 'rpc-v2-cbor') return null;
  const [, serviceName, operationName] = /\/service\/([^/]+)\/operation\/([^/]+)$/.exec(request.path) ?? [];
  const service = services.find(({ cbor }) => cbor !== undefined && cbor.serviceName === serviceName);
  if (service === undefined || operationName === undefined) return null;
  return { service, operationName, input: cborInput(request.body, service), protocol: rpcCbor };
};

function cborInput(body: Buffer, service: Service): Call['input'] {
  if (body.length === 0) return { value: {} };
  try {
    return { value: cborValue(body) };
  } catch {
    return service.refusals.malformed;
  }
}

const rpcCbor: Protocol = {
  answered: (_service, _operationName, answer) => cborResponse(200, {}, answer),
  refused: (service, fault) =>
    cborResponse(
      fault.status,
      { ...fault.headers, ...queryCompatibleHeader(service, fault) },
      { __type: fault.code, message: fault.message, ...fault.members },
    ),
};

function cborResponse(status: number, headers: Readonly<Record<string, string>>, body: object): HttpResponse {
  return {
    status,
    headers: { 'content-type': 'application/cbor', 'smithy-protocol': 'rpc-v2-cbor', ...headers },
    body: cborBytes(body),
  };
}
