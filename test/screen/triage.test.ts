import { afterEach, describe, expect, it } from 'vitest';
import { openDemo, PATIENCE } from './demo.ts';
import type { Screen } from './open-screen.ts';

let screen: Screen;
afterEach(() => screen.close());

describe('the triage screen', () => {
  it('opens with T from the fleet, tells what happened, pages on, and comes back', async () => {
    screen = await openDemo({ isFrozen: true, columns: 80, rows: 24, shows: 'checkout-api' });
    screen.press('T');
    await screen.waitFor(/checkout-api . Triage[\s\S]*VERDICT[\s\S]*turns away/, PATIENCE);
    screen.press(' ');
    await screen.waitFor(/SUSPECTS[\s\S]*against/, PATIENCE);
    screen.press('G');
    await screen.waitFor(/NOT KNOWN[\s\S]*SOURCES|SOURCES[\s\S]*CloudWatch/, PATIENCE);
    screen.press('y');
    await screen.waitFor(/copy +m Markdown/);
    screen.press('x');
    screen.press('q');
    await screen.waitFor(/ACCOUNT|FUNCTION/);
    expect(screen.text().join()).not.toContain('VERDICT');
  });
});
