import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openApp } from '../open-app.ts';
import { KEY, type Screen } from '../open-screen.ts';

const HEADROOM = /checkout-api . Headroom[\s\S]*WHICH LIMIT BINDS FIRST/;

describe('the headroom', () => {
  let screen: Screen;
  beforeAll(async () => {
    screen = await openApp({ shows: /\/200 R[\s\S]*keys/ });
  });
  afterAll(() => screen.close());

  async function go(press: string, shows: string | RegExp): Promise<void> {
    screen.press(press);
    await screen.waitFor(shows);
  }

  // In order: each test continues where the previous one stopped.
  it('is one key away from the fleet, and one back', async () => {
    await go('H', HEADROOM);
    await go(KEY.escape, 'WHY checkout-api');
  });

  it('is one key away from the dashboard, and leads back to it', async () => {
    await go(KEY.enter, 'CONFIG');
    await go('H', HEADROOM);
    await go(KEY.enter, 'CONFIG');
  });

  it('is one key away from the log', async () => {
    await go('l', /checkout-api . Logs/);
    await go('H', HEADROOM);
  });

  it('offers its commands to copy by number', async () => {
    await go('y', /copy .*1 read command {2}2 write command/);
    await go('2', /copied write command/);
  });

  it('says that everything is shown, or which key leads to other pages', async () => {
    screen.resize(200, 60);
    await screen.waitFor(/WHICH LIMIT.*POOL USERS.*HOW THE ESTIMATE/);
    await go('j', /all is shown *$/m);
    expect(screen.text().join('\n')).toMatch(/WHICH LIMIT.*POOL USERS.*HOW THE ESTIMATE/);
    screen.resize(80, 24);
    await screen.waitFor('page 1 of 4');
    await go('j', 'all of this page is shown; tab leads to others');
    screen.resize(120, 40);
    await screen.waitFor(HEADROOM);
  });

  it('explains its keys, and moves on to the next function', async () => {
    await go('?', /next function, previous/);
    await go(KEY.escape, HEADROOM);
    await go(
      ']',
      /email-dispatch . Headroom|invoice-pdf . Headroom|ledger-stream . Headroom|order-stream-consumer . Headroom/,
    );
    expect(screen.text().join('\n')).not.toContain('checkout-api › Headroom');
  });
});
