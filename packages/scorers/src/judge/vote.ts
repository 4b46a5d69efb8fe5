import type { Opinion, ScorerPorts } from '@pawl/core';

import { scored, unscored } from '../shape/opinion.ts';
import { ask, type Question } from './ask.ts';
import type { Seat } from './judge-model.ts';
import type { Menu, Ruling } from './verdict-menu.ts';

/** Asks every seat; the verdict that most of them give counts, and a tie is no opinion. */
export async function vote(
  seats: readonly Seat[],
  { question, menu }: { readonly question: () => Question<Ruling>; readonly menu: Menu },
  ports: ScorerPorts,
): Promise<Opinion> {
  const answers = await Promise.all(seats.map((seat) => ask(seat, question(), ports)));
  const rulings = answers.filter((answer) => answer !== undefined);
  if (rulings.length * 2 <= seats.length) {
    return unscored(
      `The judge gave no verdict from the menu (${rulings.length} of ${seats.length} did)`,
    );
  }
  return decide(rulings, menu, seats.length);
}

function decide(rulings: readonly Ruling[], menu: Menu, asked: number): Opinion {
  const counts = Map.groupBy(rulings, ({ verdict }) => verdict);
  const ranked = [...counts].toSorted(([, a], [, b]) => b.length - a.length);
  const [first, second] = ranked;
  if (first === undefined || first[1].length === second?.[1].length) {
    return unscored(
      `The judges disagree: ${ranked.map(([name, each]) => `${name} ${each.length}`).join(', ')}`,
    );
  }
  const [verdict, votes] = first;
  const value = menu.find(({ name }) => name === verdict)?.value ?? Number.NaN;
  return scored(value, votes[0]?.reason, {
    verdict,
    ...(asked === 1
      ? {}
      : {
          agreement: votes.length / rulings.length,
          votes: Object.fromEntries(ranked.map(([name, each]) => [name, each.length])),
        }),
  });
}
