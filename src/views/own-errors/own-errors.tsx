import { useState } from 'react';
import { safe } from '../../terminal/safe-text.ts';
import type { SafeText } from '../../terminal/text.ts';
import { elsewhereWords } from '../keys/elsewhere-words.ts';
import { type EverywhereAction, isEverywhere } from '../keys/key-action.ts';
import { useKeys } from '../keys/keys.ts';
import type { AppSettings } from '../parts/app-settings.ts';
import { Screen } from '../parts/frame/screen-row.tsx';
import type { WindowSize } from '../parts/frame/window-size.ts';
import { accountHeader } from '../parts/header/account-header.ts';
import { type HeaderFacts, STOPPED } from '../parts/header/header-facts.ts';
import { tickMs, useClockTick } from '../parts/look/clock-tick.ts';
import { topRowAfter } from '../parts/sections/top-row.ts';
import { lastFirst, ownErrorsHeight, ownErrorsRows, ownErrorsText } from './own-errors-rows.ts';

interface OwnErrorsProps {
  /** The screens under this one, outermost first. */
  readonly above: readonly SafeText[];
  readonly settings: AppSettings;
  readonly size: WindowSize;
  /** Whether another screen lies on top and has the keys. */
  readonly isCovered: boolean;
  readonly onSay: (says: SafeText) => void;
  readonly onEverywhere: (action: EverywhereAction) => void;
  readonly onBack: () => void;
}

/** What does lmon itself do, and what of it fails? */
export function OwnErrorsScreen(props: OwnErrorsProps) {
  const { above, settings, size, isCovered, onEverywhere, onBack } = props;
  const { look, now, api, budget } = settings;
  const [first, setFirst] = useState(0);
  useClockTick(tickMs(look));
  const scene = {
    ...size,
    header: headerOf(settings),
    above,
    ledger: api(),
    budget: budget.state(),
    areCallsHeld: budget.isHeld(),
    first,
    nowMs: now(),
    look,
  };
  const last = lastFirst(ownErrorsText(scene).length, size.rows);

  useKeys(
    'ownErrors',
    ({ action, elsewhere }) => {
      if (elsewhere !== null) return props.onSay(elsewhereWords(elsewhere));
      if (action === 'back' || action === 'quit') return onBack();
      if (isEverywhere(action)) return onEverywhere(action);
      if (action === null) return;
      const text = { height: ownErrorsHeight(size.rows), lastTop: last };
      setFirst((before) => topRowAfter(action, before, text) ?? before);
    },
    !isCovered,
  );
  if (isCovered) return null;
  return <Screen rows={ownErrorsRows(scene)} columns={size.columns} height={size.rows} look={look} />;
}

/** The header of the account now, with the calls up to this moment. */
function headerOf({ fleet, whereabouts, now, api, budget, look }: AppSettings): HeaderFacts {
  if (fleet !== null)
    return { ...accountHeader(fleet.getNewest(), { whereabouts, nowMs: now(), look }), api: api() };
  const state = budget.isHeld() ? STOPPED : ({ word: safe`logs only`, tone: 'dim', note: safe`` } as const);
  return { whereabouts, identity: null, state, nowMs: now(), api: api() };
}
