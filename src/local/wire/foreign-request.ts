import type { IncomingHttpHeaders } from 'node:http';

/**
 * Whether a web page may have sent it. Every page that a browser opens can reach 127.0.0.1, and one whose name is made
 * to resolve to it could read the answers too (DNS rebinding); what gives both away is where they say they come from
 * and go.
 */
export function isForeign({ host, origin }: IncomingHttpHeaders): boolean {
  if (!isLoopback(`http://${host ?? ''}`)) return true;
  return origin !== undefined && !isLoopback(origin);
}

function isLoopback(address: string): boolean {
  if (!URL.canParse(address)) return false;
  return /^(localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(address).hostname);
}
