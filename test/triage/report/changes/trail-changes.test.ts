import { describe, expect, it } from 'vitest';
import { lineText } from '../../../../src/terminal/line-layout.ts';
import { words } from '../../../../src/terminal/words.ts';
import { type Change, type ChangeKind, wholeOf } from '../../../../src/triage/report/changes/change.ts';
import { withActors } from '../../../../src/triage/report/changes/trail-changes.ts';
import { minuteMsAt } from '../../troubled.ts';
import { caseFileOf, raw } from '../case-file-of.ts';

const call = (name: string, atMs: number, actor: string | null = 'jo') => ({
  eventId: raw(`${name} ${atMs}`),
  atMs,
  call: raw(name),
  actor: actor === null ? null : raw(actor),
});
const change = (kind: ChangeKind, atMs: number): Change => ({ kind, atMs, says: words`known`, evidence: [] });

function changesInWords(changes: readonly Change[], ...events: readonly ReturnType<typeof call>[]) {
  const trail = { kind: 'read', fromMs: 0, toMs: minuteMsAt(60), events } as const;
  return withActors(changes, caseFileOf({ trail })).map((change) => [change.kind, lineText(wholeOf(change))]);
}

describe('the author of a change', () => {
  it.each<[string, ChangeKind, string]>([
    ['a version', 'configuration', 'PublishVersion'],
    ['a mapping', 'eventSource', 'UpdateEventSourceMapping'],
  ])('is added to what is known about %s', (_what, kind, name) => {
    expect(changesInWords([change(kind, minuteMsAt(5))], call(name, minuteMsAt(5) + 2_000))).toEqual([
      [kind, `known by jo (${name})`],
    ]);
  });

  it('is shown for three changes, and others are counted', () => {
    const actors = ['jo', 'li', 'jo', 'ann', 'sam', 'kim'];
    const events = actors.map((actor, place) => call('UpdateFunctionCode', place, actor));
    expect(changesInWords([change('code', 3)], ...events)).toEqual([
      ['code', 'known by jo, li, ann and 2 more (UpdateFunctionCode)'],
    ]);
  });

  it('is cut to 64 characters', () => {
    const actor = 'j'.repeat(200);
    const short = `${'j'.repeat(63)}…`;
    const event = call('UpdateFunctionCode', 0, actor);
    expect(changesInWords([change('code', 3)], event)).toEqual([
      ['code', `known by ${short} (UpdateFunctionCode)`],
    ]);
    expect(changesInWords([], event)).toEqual([['code', `UpdateFunctionCode by ${short}`]]);
  });

  it.each<[string, string, ChangeKind]>([
    ['an alias', 'UpdateAlias', 'code'],
    ['a permission', 'AddPermission', 'other'],
    ['a mapping', 'DeleteEventSourceMapping', 'eventSource'],
  ])('is a change of its own if nothing else reports %s', (_what, name, kind) => {
    expect(changesInWords([], call(name, minuteMsAt(9)))).toEqual([[kind, `${name} by jo`]]);
  });

  it('is not added to a change at another time or of another kind', () => {
    const events = [call('UpdateFunctionCode', minuteMsAt(8)), call('AddPermission', minuteMsAt(5))];
    expect(
      changesInWords([change('code', minuteMsAt(5)), change('traffic', minuteMsAt(8))], ...events),
    ).toEqual([
      ['code', 'known'],
      ['traffic', 'known'],
      ['code', 'UpdateFunctionCode by jo'],
      ['other', 'AddPermission by jo'],
    ]);
  });

  it('is shown without anything that could affect the terminal', () => {
    const [[, says]] = changesInWords([], call('Update\u001b[2J', 0, '\u001b]0;x\u0007')) as [
      [string, string],
    ];
    expect(says).toBe('Update␛[2J by ␛]0;x␇');
  });

  it('is "somebody" if CloudTrail does not say', () => {
    expect(changesInWords([], call('UpdateAlias', 0, null))[0]?.[1]).toBe(
      'UpdateAlias by somebody whom CloudTrail does not name',
    );
  });
});
