import type { HttpResponse } from '../http/http-message.ts';
import type { Service } from '../service.ts';
import type { CallReader, Protocol } from './call.ts';
import { queryInput } from './query-input.ts';
import { xmlElement } from './xml.ts';

/**
 * AWS Query: a form with `Action` and `Version` in, XML out. STS speaks nothing else; Debian's awscli and moto
 * speak it to CloudWatch.
 *
 * @see https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
 */
export const readAwsQueryCall: CallReader = (request, services) => {
  const isForm = (request.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded');
  const parameters = isForm ? new URLSearchParams(request.body.toString('utf8')) : request.query;
  const operationName = parameters.get('Action');
  const service = services.find(({ query }) => query?.apiVersion === parameters.get('Version'));
  if (operationName === null || service === undefined) return null;
  parameters.delete('Action');
  parameters.delete('Version');
  const value = queryInput(parameters);
  return {
    service,
    operationName,
    input: value === null ? service.refusals.malformed : { value },
    protocol: awsQuery,
  };
};

const awsQuery: Protocol = {
  answered: (service, operationName, answer) => {
    // An operation without output has no element for it.
    const result = Object.keys(answer).length === 0 ? '' : xmlElement(`${operationName}Result`, answer);
    const metadata = '<ResponseMetadata><RequestId>local</RequestId></ResponseMetadata>';
    return xmlResponse(200, {}, xmlRoot(service, `${operationName}Response`, result + metadata));
  },
  refused: (service, fault) => {
    const error = { Type: fault.blame, Code: fault.queryCode, Message: fault.message, ...fault.members };
    const content = `${xmlElement('Error', error)}<RequestId>local</RequestId>`;
    return xmlResponse(fault.status, fault.headers, xmlRoot(service, 'ErrorResponse', content));
  },
};

function xmlRoot(service: Service, name: string, content: string): string {
  return `<${name} xmlns="${service.query?.xmlNamespace ?? ''}">${content}</${name}>`;
}

function xmlResponse(status: number, headers: Readonly<Record<string, string>>, body: string): HttpResponse {
  return { status, headers: { 'content-type': 'text/xml', ...headers }, body };
}
