import { expect, it } from 'vitest';
import { safe, safeText } from '../../../src/terminal/safe-text.ts';
import { tailPath } from '../../../src/views/log/tail-logs.ts';
import { followedLog, tailOnScreen } from '../tail/tail-story.ts';

it.each([
  { asked: 'cart-api, checkout-api', logs: 2, path: ['cart-api +1', '2 logs'] },
  { asked: 'a, b, c and 2 more', logs: 5, path: ['a +4', '5 logs'] },
  { asked: 'cart-*', logs: 7, path: ['cart-*', '7 logs'] },
  { asked: 'cart-api', logs: 1, path: ['cart-api', 'Logs'] },
])('the path of "$asked" counts all that was asked for: $path', ({ asked, logs, path }) => {
  const followed = Array.from({ length: logs }, (_, place) => followedLog(`function-${place}`));
  const snapshot = tailOnScreen({ items: [], snapshot: { logs: followed } }).snapshot();
  expect(tailPath([safeText(asked), safe`Logs`], snapshot)).toEqual(path);
});
