import { measureAll } from '../history/measure-all.ts';
import type { ReportView } from '../history/report-view.ts';
import { momentOf } from '../history/time.ts';
import { code, own, say } from '../phrase.ts';
import { cutClean } from '../sinks/cut-clean.ts';
import { agendaGroups, type AgendaItem } from './agenda-item.ts';
import { incidentItems, waiverItems } from './incident-items.ts';
import { shiftItem } from './shift-items.ts';
import { reworkItems, sightItems, upkeepItems } from './upkeep-items.ts';

/** The agenda of a review: what was promised, then what needs a decision most. */
export function makeAgenda(view: ReportView): readonly AgendaItem[] {
  const all = measureAll(view);
  const promised = new Set(view.decisions.map((decision) => decision.item));
  const fresh = [
    ...incidentItems(view),
    ...all.flatMap(shiftItem),
    ...waiverItems(view),
    ...reworkItems(all),
    ...sightItems(all),
    ...upkeepItems(all),
  ].map(tidy);
  const items = [
    ...followUps(view, fresh).map(tidy),
    ...fresh.filter((item) => !promised.has(item.key)),
  ];
  return items.toSorted((a, b) => agendaGroups.indexOf(a.group) - agendaGroups.indexOf(b.group));
}

/** Keys and owners are written into files: names of others in them are cleaned and bounded. */
function tidy(item: AgendaItem): AgendaItem {
  const owner = item.owner === undefined ? {} : { owner: cutClean(item.owner, 120) };
  return { ...item, key: cutClean(item.key, 240), ...owner };
}

/** What was promised stands once, with what is still so. */
function followUps(view: ReportView, fresh: readonly AgendaItem[]): AgendaItem[] {
  const followed = view.decisions.toSorted(
    (a, b) => momentOf(a.due ?? '9999-12-31') - momentOf(b.due ?? '9999-12-31'),
  );
  return followed.map(({ item, title, decision, owner, due }) => {
    const late = due !== undefined && momentOf(due) < momentOf(view.now.slice(0, 10));
    const still = fresh.find((one) => one.key === item);
    const when =
      due === undefined ? own('no day was set') : own(`due ${due}${late ? ', overdue' : ''}`);
    return {
      key: item,
      group: 'follow-up',
      title: say`Promised: ${title}`,
      why: say`Decided was ${code(decision)}; ${when}${still === undefined ? own('') : say`. Still so: ${still.why}`}`,
      question: 'Is it done?',
      checklist: [
        'Say what was done and where.',
        'Write `done: <day>` in the review file, or set a new day.',
      ],
      choices: ['accepted', 'fix', 'open'],
      ...(owner === undefined ? {} : { owner }),
      dueIn: 7,
    };
  });
}
