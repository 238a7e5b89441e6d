import type { HttpResponse } from '../http/http-message.ts';
import type { Service } from '../service.ts';
import type { Call, CallReader, Protocol } from './call.ts';
import { queryCompatibleHeader } from './query-compatible.ts';

/**
 * AWS JSON 1.0 and 1.1: `X-Amz-Target` names the operation, timestamps are epoch seconds. Clients may write a namespace
 * before the service's name, as boto3 does: `com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101`.
 *
 * @see https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html
 */
export const readAwsJsonCall: CallReader = (request, services) => {
  const target = request.headers['x-amz-target'] ?? '';
  const [targetPrefix = '', operationName = ''] = target.split('.').slice(-2);
  const service = services.find((candidate) => candidate.json?.targetPrefix === targetPrefix);
  if (service === undefined) return null;
  return { service, operationName, input: jsonInput(request.body, service), protocol: awsJson };
};

/** The JSON object in `body`; an empty body is an empty object. */
export function jsonInput(body: Buffer, service: Service): Call['input'] {
  if (body.length === 0) return { value: {} };
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return typeof value === 'object' && value !== null ? { value } : service.refusals.malformed;
  } catch {
    return service.refusals.malformed;
  }
}

const awsJson: Protocol = {
  answered: (service, _operationName, answer) => jsonResponse(service, 200, {}, answer),
  refused: (service, fault) =>
    jsonResponse(
      service,
      fault.status,
      { ...fault.headers, ...queryCompatibleHeader(service, fault) },
      { __type: fault.code, message: fault.message, ...fault.members },
    ),
};

function jsonResponse(
  service: Service,
  status: number,
  headers: Readonly<Record<string, string>>,
  body: object,
): HttpResponse {
  const contentType = `application/x-amz-json-${service.json?.version ?? '1.1'}`;
  return { status, headers: { 'content-type': contentType, ...headers }, body: JSON.stringify(body) };
}
