import { describe, expect, it } from 'vitest';
import { lineText } from '../../../src/terminal/line-layout.ts';
import { safe } from '../../../src/terminal/safe-text.ts';
import { toned, verbatim, words } from '../../../src/terminal/words.ts';
import { onRoomClock } from '../../../src/views/triage/room-clock.ts';

describe('a sentence on the clock of the room', () => {
  it.each([
    { offsetMinutes: 60, says: 'since 04:00; first at 03:59:07' },
    { offsetMinutes: -300, says: 'since 22:00; first at 21:59:07' },
    { offsetMinutes: 345, says: 'since 08:45; first at 08:44:07' },
  ])('is written without the sign of UTC, $offsetMinutes minutes east of it', ({ offsetMinutes, says }) => {
    const line = words`since ${safe`03:00Z`}; first at 02:59:07Z`;
    expect(lineText(onRoomClock(line, offsetMinutes))).toBe(says);
  });

  it('leaves the words of others, and times beside a day, as they are', () => {
    const said = verbatim([toned('fact', safe`stamp 03:00Z expired`)]);
    expect(lineText(onRoomClock(said, 60))).toBe('stamp 03:00Z expired');
    expect(lineText(onRoomClock(words`between 22:00Z and 23:00Z on 25 Nov`, 120))).toBe(
      'between 22:00Z and 23:00Z on 25 Nov',
    );
  });
});
