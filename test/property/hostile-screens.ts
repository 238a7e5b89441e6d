import type { TailItem } from '../../src/logs/tail-item.ts';
import { safeText } from '../../src/terminal/safe-text.ts';
import { rawText } from '../../src/terminal/text.ts';
import { DEFAULT_THRESHOLDS } from '../../src/triage/thresholds.ts';
import { functionRows } from '../../src/views/dashboard/dashboard-rows.ts';
import { NO_PANE } from '../../src/views/dashboard/panes.ts';
import { fleetRows } from '../../src/views/fleet/fleet-rows.ts';
import { INITIAL_FLEET } from '../../src/views/fleet/fleet-state.ts';
import { functionCopyables } from '../../src/views/function/function-copyables.ts';
import { headroomRows } from '../../src/views/headroom/headroom-rows.ts';
import { tailWaitingRows } from '../../src/views/log/tail-waiting-rows.ts';
import { ownErrorsRows } from '../../src/views/own-errors/own-errors-rows.ts';
import { copiedAnswer, menuRows, openedMenu } from '../../src/views/parts/copying/copy-menu.ts';
import type { ScreenRow } from '../../src/views/parts/frame/screen-row.tsx';
import { accountHeader } from '../../src/views/parts/header/account-header.ts';
import type { Look } from '../../src/views/parts/look/look.ts';
import { pathNames } from '../../src/views/path-names.ts';
import {
  answeredPrompt,
  CLOSED_PROMPT,
  openedPrompt,
  promptAfterKey,
  promptRows,
} from '../../src/views/prompt/prompt.ts';
import { fleetScene } from '../views/fleet/fleet-on-screen.ts';
import { NOW_MS } from '../views/fleet/fleet-story.ts';
import { followedLog, line, tailOnScreen } from '../views/tail/tail-story.ts';
import { hostileAccount } from './hostile-account.ts';

interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** Every screen of an account and of a log whose texts are all hostile. */
export function hostileScreens(
  texts: readonly string[],
  size: Size,
  look: Look,
): Readonly<Record<string, readonly ScreenRow[]>> {
  const snapshot = hostileAccount(texts);
  const [text = ''] = texts;
  const whereabouts = { who: text, region: text, localOffsetMinutes: 60 };
  const [status] = snapshot.functions;
  if (status === undefined) throw new Error('an account without functions shows nothing');
  const filtering = { ...INITIAL_FLEET, filter: text, mode: { kind: 'filtering' } } as const;
  const path = pathNames([
    { name: 'fleet' },
    { name: 'function', functionName: text },
    { name: 'tail', target: text },
  ]);
  const shared = { ...size, whereabouts, look, path, isRoot: false, nowMs: NOW_MS, snapshot };
  const header = accountHeader(snapshot, { whereabouts, nowMs: NOW_MS, look });
  const access = { region: text, profile: text, endpointUrl: text, lmon: 'lmon', isDemo: false };
  const copyables = functionCopyables(status, snapshot, access);
  const subjects = {
    functionNames: texts,
    profileNames: texts,
    thresholds: DEFAULT_THRESHOLDS,
    configured: DEFAULT_THRESHOLDS,
    nowMs: NOW_MS,
    pastMs: null,
    recording: null,
    isFrozen: false,
    isStopped: false,
  };
  const dashboard = {
    ...shared,
    status,
    qualifier: text,
    windowMinutes: 60,
    pane: NO_PANE,
    step: 0,
  } as const;
  return {
    fleet: fleetRows(fleetScene(shared)),
    'filtered fleet': fleetRows(fleetScene({ ...shared, state: filtering, shown: snapshot.functions })),
    dashboard: functionRows(dashboard),
    'dashboard with the last lines of an idle function': functionRows({
      ...dashboard,
      status: { ...status, activity: 'idle' },
      windowMinutes: 1_440,
    }),
    ...Object.fromEntries(
      [0, 1, 2, 3].map((page) => [
        `headroom ${page}`,
        headroomRows({ ...shared, status, thresholds: DEFAULT_THRESHOLDS, access, page, step: 0 }),
      ]),
    ),
    'own errors': ownErrorsRows({
      ...size,
      header,
      above: path,
      ledger: snapshot.api,
      budget: [],
      areCallsHeld: false,
      first: 0,
      nowMs: NOW_MS,
      look,
    }),
    waiting: tailWaitingRows({ ...size, header, path, isRoot: false, says: safeText(text), look }),
    rows: [
      ...texts.flatMap((typed) => promptRows(typedPrompt(typed), 78) ?? []),
      ...(promptRows(answeredPrompt(CLOSED_PROMPT, safeText(text), true), 78) ?? []),
      ...(menuRows(openedMenu(copyables), 78) ?? []),
      ...copyables.flatMap(
        (copyable) => menuRows(copiedAnswer(copyable, { taker: 'none', isCut: false }), 78) ?? [],
      ),
    ].map((line) => ({ line })),
    ...tailScreens(texts, size, look),
  };

  function typedPrompt(typed: string) {
    const press = {
      action: null,
      character: typed,
      isReturn: false,
      isEscape: false,
      isBackspace: false,
      erasesLine: false,
      elsewhere: null,
    };
    const opened = openedPrompt(CLOSED_PROMPT, subjects);
    return promptAfterKey(opened, { ...press, isTab: false, arrow: null }, subjects).prompt;
  }
}

/** The log screen with all kinds of items: initially, wrapped, scrolled sideways, and with a match. */
export function tailScreens(
  texts: readonly string[],
  { columns, rows }: Size,
  look: Look,
): Readonly<Record<string, readonly ScreenRow[]>> {
  const [text = ''] = texts;
  const found = { source: text, isIn: () => true };
  const tail = tailOnScreen({
    items: hostileItems(texts),
    snapshot: {
      logs: [followedLog(text)],
      wanted: {
        pattern: rawText(text),
        rules: { include: [found, found], exclude: [found], level: 'WARN', before: 1, after: 2 },
      },
    },
    scene: { columns, rows, look },
  });
  const screens: Record<string, readonly ScreenRow[]> = { log: tail.rows() };
  tail.press('w');
  screens['wrapped log'] = tail.rows();
  tail.press('k', 'k');
  screens['wrapped log with a cursor'] = tail.rows();
  tail.press('w', 'rightArrow');
  screens['log moved aside'] = tail.rows();
  tail.press(
    '/',
    ...Array.from(text)
      .filter((character) => character > '\x1f')
      .slice(0, 3),
  );
  screens['searched log'] = tail.rows();
  return screens;
}

/** Events and notices whose texts and names are hostile. */
export function hostileItems(texts: readonly string[]): readonly TailItem[] {
  const messages = texts.flatMap((text) => [
    text,
    JSON.stringify({ level: text, message: text, [text]: text, errorType: text }),
    JSON.stringify({ level: 'ERROR', requestId: text, message: text, order: text }),
    `2026-11-24T03:12:10.000Z\tundefined\tERROR\t${text}`,
    `${text}\r${text}\r\n${text}`,
  ]);
  const [name = ''] = texts;
  const at = (place: number) => NOW_MS - 50_000 + place;
  return [
    ...messages.map((message, place) => {
      const item = line(place, message, 12_000);
      return { ...item, event: { ...item.event, logStream: rawText(`2026/11/24/[${name}]${name}`) } };
    }),
    ...(['unreachable', 'malformed', 'denied', 'expired'] as const).map(
      (kind, place): TailItem => ({
        type: 'notice',
        kind,
        atMs: at(place),
        sinceMs: at(0),
        name: rawText(name),
        message: rawText(name),
      }),
    ),
    { type: 'notice', kind: 'assumed', atMs: at(9), message: rawText(name) },
  ];
}
