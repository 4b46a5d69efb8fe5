import { h, type ComponentChild } from 'preact';

import type { CaseState } from '../history/case-courses.ts';
import type { CaseTalk, TalkReason, TalkSide } from '../history/report-view.ts';
import { dayText } from '../history/time.ts';
import { points } from '../numbers.ts';
import { stateStrip } from './state-strip.ts';
import { tag, type Tone } from './tone.ts';
import { wordDiff } from './word-diff.ts';
import { name, others, othersBlock } from './words.ts';

/** Characters of one text that a page shows. */
const longest = 1500;

const reasons: Readonly<Record<TalkReason, readonly [string, Tone]>> = {
  guard: ['guards an incident', 'worse'],
  critical: ['critical', 'worse'],
  broke: ['broke', 'worse'],
  rebroke: ['broke again', 'worse'],
  flaky: ['flaky', 'doubt'],
};

/** The cases that deserve a meeting's time, each with its texts and reasons. */
export function talkList(
  talks: readonly CaseTalk[],
  statesOf: (talk: CaseTalk) => readonly CaseState[],
): ComponentChild {
  return talks.map((talk) => talkCard(talk, statesOf(talk)));
}

function talkCard(talk: CaseTalk, states: readonly CaseState[]): ComponentChild {
  const [word, tone] = reasons[talk.reason];
  const guards = talk.incidents.map((id) => tag(others(id, 40), 'worse'));
  return h(
    'details',
    { class: 'talk', open: talk.reason !== 'flaky' },
    h(
      'summary',
      null,
      h('b', null, name(talk.case)),
      ' ',
      tag(word, tone),
      guards.length === 0 ? null : [' ', guards],
      h('span', { class: 'soft' }, ' on ', name(talk.target), tellCounts(talk)),
    ),
    h(
      'dl',
      null,
      entry('Guards', incidentLinks(talk.incidents)),
      entry('Input', textBlock(talk.input)),
      entry('Expected', textBlock(talk.expected)),
      outputs(talk),
      sideReasons('Before', talk.before),
      sideReasons('After', talk.after),
      entry('History', states.length < 2 ? null : stateStrip(states.slice(-40))),
    ),
  );
}

function incidentLinks(ids: readonly string[]): ComponentChild {
  if (ids.length === 0) return null;
  return ids.map((id) => [h('a', { href: '#incidents' }, others(id, 40)), ' ']);
}

function tellCounts({ before, after }: CaseTalk): string {
  const side = ({ passed, trials, faulted = 0 }: TalkSide): string =>
    `${passed} of ${trials} passed${faulted === 0 ? '' : ` (${faulted} without an answer)`}`;
  if (after === undefined) return '';
  if (before === undefined) return `: ${side(after)}`;
  return `: ${side(before)} on ${dayText(before.at)}, ${side(after)} on ${dayText(after.at)}`;
}

function entry(title: string, content: ComponentChild): ComponentChild {
  return content === null ? null : [h('dt', null, title), h('dd', null, content)];
}

function textBlock(text: string | undefined): ComponentChild {
  if (text === undefined) return null;
  const tall = text.length > 700 || text.split('\n').length > 12;
  if (!tall) return h('p', { class: 'text' }, othersBlock(text, longest));
  return h(
    'p',
    { class: 'text tall', tabIndex: 0, role: 'group', 'aria-label': 'Long text' },
    othersBlock(text, longest),
  );
}

/** Both outputs as one word diff where they are short enough to be compared, else one after the other. */
function outputs({ before, after }: CaseTalk): ComponentChild {
  const [was, now] = [before?.text, after?.text];
  if (was === undefined || now === undefined || was === now)
    return [entry('Output', textBlock(now ?? was)), entry('Fault', textBlock(after?.fault))];
  const diff = wordDiff(othersBlock(was, longest), othersBlock(now, longest));
  if (diff === undefined) return [entry('Before', textBlock(was)), entry('After', textBlock(now))];
  return entry('Output', h('p', { class: 'text' }, diff));
}

function sideReasons(title: string, side: TalkSide | undefined): ComponentChild {
  const said = side?.scores.filter(
    (score) => score.reason !== undefined || score.value !== undefined,
  );
  if (said === undefined || said.length === 0) return null;
  return entry(
    title,
    said.map(({ scorer, value, reason }) =>
      h(
        'div',
        null,
        name(scorer, 40),
        value === undefined ? ' no score' : ` ${points(value)} %`,
        reason === undefined ? null : [': ', h('span', { class: 'quote' }, others(reason, 400))],
      ),
    ),
  );
}
