import type { Phrase } from '../phrase.ts';
import type { DecisionWord } from './review-file.ts';

/** One item of a meeting, in the order of the decision it needs. */
export interface AgendaItem {
  /** The same in every agenda, so that a decision can be followed. */
  readonly key: string;
  readonly group: AgendaGroup;
  readonly title: Phrase;
  readonly why: Phrase;
  /** The question that the meeting answers. */
  readonly question: string;
  readonly checklist: readonly string[];
  readonly choices: readonly DecisionWord[];
  readonly owner?: string;
  /** Days until it should be settled. */
  readonly dueIn: number;
}

/** What kind of decision an item needs, the most urgent first. */
export type AgendaGroup = (typeof agendaGroups)[number];

/** Every kind of decision in the order of the meeting. */
export const agendaGroups = [
  'follow-up',
  'incident',
  'worse',
  'unclear',
  'waiver',
  'rework',
  'sight',
  'upkeep',
] as const;
