import type { IncidentFacts, ReportView, WaiverFacts } from '../history/report-view.ts';
import { daysFrom, momentOf } from '../history/time.ts';
import { counted } from '../numbers.ts';
import { code, link, own, quote, say } from '../phrase.ts';
import type { AgendaItem } from './agenda-item.ts';

/** Incidents that came back, and incidents that nothing would catch. */
export function incidentItems(view: ReportView): AgendaItem[] {
  const fired = new Set(
    view.history.runs
      .filter((run) => momentOf(run.at) >= momentOf(view.since))
      .flatMap((run) => run.verdict?.guards.map((guard) => guard.incident) ?? []),
  );
  return view.incidents.flatMap((incident): AgendaItem[] => {
    if (fired.has(incident.id)) return [cameBack(incident)];
    const proven = incident.guards.some((guard) => guard.state === 'proven');
    return proven ? [] : [nothingCatches(incident)];
  });
}

function headOf({
  id,
  title,
  severity,
  url,
  owner,
}: IncidentFacts): Pick<AgendaItem, 'group' | 'title' | 'owner'> {
  return {
    group: 'incident',
    title: say`${link(id, url)} (${own(severity)}): ${quote(title)}`,
    ...(owner === undefined ? {} : { owner }),
  };
}

function cameBack(incident: IncidentFacts): AgendaItem {
  return {
    ...headOf(incident),
    key: `guard:${incident.id}`,
    why: own('Its guard failed in this period'),
    question: 'Why did it come back?',
    checklist: [
      'Find the change that brought it back.',
      'Decide whether a case is missing beside the guard.',
    ],
    choices: ['fix', 'new-case', 'open'],
    dueIn: 3,
  };
}

function nothingCatches(incident: IncidentFacts): AgendaItem {
  return {
    ...headOf(incident),
    key: `unproven:${incident.id}`,
    why: own('No guard of it is proven: it could return unnoticed'),
    question: 'Who writes the case that would have caught it?',
    checklist: [
      'Record the bad and the good output in the incident file.',
      'Run `pawl incident verify`.',
    ],
    choices: ['new-case', 'accepted', 'open'],
    dueIn: 14,
  };
}

/** Waivers that end within two weeks or have ended. */
export function waiverItems(view: ReportView): AgendaItem[] {
  return view.waivers.flatMap((waiver) => {
    const left = daysFrom(view.now.slice(0, 10), waiver.until);
    return left > 14 ? [] : [waiverItem(waiver, left)];
  });
}

function waiverItem(waiver: WaiverFacts, left: number): AgendaItem {
  const when = left < 0 ? `ended on ${waiver.until}` : `ends on ${waiver.until}`;
  const cases = own(counted(waiver.cases.length, 'case'));
  return {
    key: `waiver:${waiver.file}`,
    group: 'waiver',
    title: say`Waiver ${waiver.file}`,
    why: say`It accepts ${cases} of ${code(waiver.set)} and ${own(when)}: ${waiver.why}`,
    question: 'Is the loss mended, or accepted for good?',
    checklist: [
      'Remove the file, or accept the values as the baseline.',
      'A waiver is never simply renewed: say what is different now.',
    ],
    choices: ['fix', 'accepted', 'open'],
    owner: waiver.owner,
    dueIn: Math.max(1, left),
  };
}
