import type { ComparisonState } from '@pawl/core';
import { h, type ComponentChild } from 'preact';

/** How a state is coloured: never the only sign of it. */
export type Tone = 'worse' | 'better' | 'doubt' | '';

const tones: Readonly<Record<ComparisonState, Tone>> = {
  regressed: 'worse',
  improved: 'better',
  unsure: 'doubt',
  'not-comparable': 'doubt',
  held: '',
};

/** The tone of a comparison's state. */
export function toneOf(state: ComparisonState): Tone {
  return tones[state];
}

const words: Readonly<Record<ComparisonState, string>> = {
  regressed: 'worse',
  improved: 'better',
  held: 'held',
  unsure: 'cannot tell',
  'not-comparable': 'not comparable',
};

/** A comparison's state in a word. */
export function stateWord(state: ComparisonState): string {
  return words[state];
}

/** A short word in a frame. */
export function tag(text: string, tone: Tone = ''): ComponentChild {
  return h('span', { class: tone === '' ? 'tag' : `tag ${tone}` }, text);
}
