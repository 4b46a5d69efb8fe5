import { h, type ComponentChild } from 'preact';

import type { CaseState } from '../history/case-courses.ts';

const step = 14;
const height = 12;

const words: Readonly<Record<CaseState, string>> = {
  passed: 'passed',
  failed: 'failed',
  mixed: 'some trials passed',
  faulted: 'no answer',
  absent: 'not in the run',
};

/** One case over its runs as a row of fields, the oldest first. */
export function stateStrip(states: readonly CaseState[]): ComponentChild {
  const width = states.length * step;
  const label = `Oldest run first: ${states.map((state) => words[state]).join(', ')}`;
  return h(
    'svg',
    {
      class: 'heat',
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
      role: 'img',
      'aria-label': label,
    },
    h('rect', { class: 'passed', width, height }),
    states.map((state, at) =>
      state === 'passed'
        ? null
        : h('path', {
            class: state,
            'stroke-width': height,
            d: `M${at * step} ${height / 2}h${step - 1}`,
          }),
    ),
  );
}
