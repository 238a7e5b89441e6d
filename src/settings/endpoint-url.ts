export function isHttpUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

/** An endpoint in a form that may be shown: without user name, password and query. */
export function shownEndpoint(url: string): string {
  return withoutUserInfo(url).replace(/[?#].*$/s, '');
}

/** A URL in a form that may be shown: without user name and password, even if it is malformed. */
export function withoutUserInfo(url: string): string {
  return url.replace(/^([a-z][a-z0-9+.-]*:\/\/)?.*@/is, '$1');
}
