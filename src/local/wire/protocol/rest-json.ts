import type { HttpRequest, HttpResponse } from '../http/http-message.ts';
import type { Route, Service } from '../service.ts';
import { jsonInput } from './aws-json.ts';
import type { Call, CallReader, Protocol } from './call.ts';

/**
 * REST JSON: the path and the method name the operation; labels, query string and body make its input.
 *
 * @see https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html
 */
export const readRestJsonCall: CallReader = (request, services) => {
  for (const service of services) {
    for (const route of service.rest ?? []) {
      const labels = route.method === request.method ? pathLabels(route, request.path) : null;
      if (labels === null) continue;
      return {
        service,
        operationName: route.operation,
        input: restInput(request, labels, service),
        protocol: restJson,
      };
    }
  }
  return null;
};

/** The path's values for the template's `{labels}`; null for another path. */
function pathLabels(route: Route, path: string): Readonly<Record<string, string>> | null {
  const wanted = route.path.split('/');
  const found = path.replace(/\/$/, '').split('/');
  if (wanted.length !== found.length) return null;
  const labels: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const text = found[index] ?? '';
    const label = /^\{(.+)\}$/.exec(part)?.[1];
    if (label === undefined) {
      if (part !== text) return null;
    } else {
      const decoded = decodedPart(text);
      if (decoded === null) return null;
      labels[label] = decoded;
    }
  }
  return labels;
}

function decodedPart(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

function restInput(
  request: HttpRequest,
  labels: Readonly<Record<string, string>>,
  service: Service,
): Call['input'] {
  const body = jsonInput(request.body, service);
  if (!('value' in body)) return body;
  return { value: { ...Object(body.value), ...Object.fromEntries(request.query), ...labels } };
}

const restJson: Protocol = {
  answered: (_service, _operationName, answer) => restResponse(200, {}, answer),
  refused: (_service, fault) =>
    restResponse(
      fault.status,
      { 'x-amzn-errortype': fault.code, ...fault.headers },
      {
        Type: fault.status < 500 ? 'User' : 'Service',
        Message: fault.message,
        message: fault.message,
        ...fault.members,
      },
    ),
};

function restResponse(status: number, headers: Readonly<Record<string, string>>, body: object): HttpResponse {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) };
}
